import { isCardFault, readReturnReason } from '../../../src/modules/settlement/domain/return-reason';

describe('why a payment came back', () => {
  it.each([
    ['户名不符', 'NAME_MISMATCH'],
    ['账号户名不符', 'NAME_MISMATCH'],
    ['收款人 户名 与账号不一致', 'NAME_MISMATCH'],
    ['收款人名称有误', 'NAME_MISMATCH'],
    ['收款账户已销户', 'CARD_CLOSED'],
    ['账户状态异常（已销户）', 'CARD_CLOSED'],
    ['该卡已注销', 'CARD_CLOSED'],
    ['账号不存在', 'ACCOUNT_NOT_FOUND'],
    ['收款人帐号有误', 'ACCOUNT_NOT_FOUND'],
    ['卡号错误', 'ACCOUNT_NOT_FOUND'],
    ['无此账户', 'ACCOUNT_NOT_FOUND'],
    ['查无此户', 'ACCOUNT_NOT_FOUND'],
    ['账户状态异常', 'ACCOUNT_FROZEN'],
    ['账户已被司法冻结', 'ACCOUNT_FROZEN'],
    ['收款行行号有误', 'BANK'],
    ['收款行系统故障', 'BANK'],
    ['账户未销户，重复入账退回', 'BANK'],
    ['ＡＣ０４', 'UNREAD'],
    ['退票', 'UNREAD'],
    ['', 'UNREAD'],
  ])('%s is %s', (said, reason) => {
    expect(readReturnReason(`${said} 退票`)).toBe(reason);
  });

  it('lies in the card where it would come back again, and nowhere else', () => {
    const all = ['CARD_CLOSED', 'NAME_MISMATCH', 'ACCOUNT_NOT_FOUND', 'ACCOUNT_FROZEN', 'BANK', 'UNREAD'];
    expect(all.filter(isCardFault)).toEqual(['CARD_CLOSED', 'NAME_MISMATCH', 'ACCOUNT_NOT_FOUND']);
  });
});
