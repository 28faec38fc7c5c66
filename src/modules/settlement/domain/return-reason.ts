/**
 * Why a payment came back, as far as the bank's words can be read: they are free text (备注 of the line). `UNREAD`: they
 * cannot; that is neither the card's fault nor the bank's.
 */
export type ReturnReason = CardFault | 'ACCOUNT_FROZEN' | 'BANK' | 'UNREAD';

/** What lies in the card itself: paid to again it would come back again. */
export type CardFault = 'CARD_CLOSED' | 'NAME_MISMATCH' | 'ACCOUNT_NOT_FOUND';

/** The first that is found counts: 账号户名不符 is a name, 账户状态异常（已销户） a closed account. */
const words: readonly (readonly [ReturnReason, RegExp])[] = [
  ['NAME_MISMATCH', /(户名|姓名|名称)(与?[^，。；]{0,6})(不符|不一致|有误|错误)/],
  ['CARD_CLOSED', /(?<![未非])(销户|注销)/],
  [
    'ACCOUNT_NOT_FOUND',
    /([账帐][号户]|卡号)[^，。；行]{0,4}(不存在|有误|错误|无效|不符)|[无查]此?[账帐][号户]|查无/,
  ],
  ['ACCOUNT_FROZEN', /冻结|止付|挂失|睡眠|久悬|(?<=[账帐]户)状态(异常|不正常)/],
  ['BANK', /行号|行名|系统|通讯|通信|清算|超时|重复|撤销/],
];

/** @param said what the line says, without personal data. */
export function readReturnReason(said: string): ReturnReason {
  const folded = said.normalize('NFKC').replace(/\s/g, '');
  return words.find(([, word]) => word.test(folded))?.[0] ?? 'UNREAD';
}

export function isCardFault(reason: string): reason is CardFault {
  return reason === 'CARD_CLOSED' || reason === 'NAME_MISMATCH' || reason === 'ACCOUNT_NOT_FOUND';
}
