import { defineRule, practiceClause } from '../../../../policy';
import type { BankAccountFact } from '../../employer/change-facts';

/** Money is collected from the employer’s own account only. */
export const mandateAccountOfEmployer = defineRule({
  id: 'mandate-account-of-employer',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '委托收款账户户名须与单位名称一致',
    'the account of a mandate bears the employer’s name',
  ),
  order: 20,
  reasonCode: 'ACCOUNT_OWNER',
  reads: { facts: ['unit.bankAccount'], parameters: [] },
  judge: ({ fact }) => {
    const account = fact<BankAccountFact>('unit.bankAccount');
    if (!account.asked)
      return {
        truth: 'true',
        observed: { zh: '终止签约，无须核验', en: 'a mandate is ended' },
        required: null,
      };
    const own = account.found && account.nameAgrees && account.open;
    const observed = !account.found
      ? { zh: '账号不存在', en: 'there is no such account' }
      : !account.nameAgrees
        ? { zh: '户名与单位名称不一致', en: 'its owner has another name' }
        : !account.open
          ? { zh: '账户已销户', en: 'the account is closed' }
          : { zh: '户名一致', en: 'its owner is the employer' };
    return { truth: own ? 'true' : 'false', observed, required: null };
  },
  texts: {
    passed: { zh: '开户银行核验：{observed}', en: 'Its bank: {observed}' },
    member: {
      zh: '开户银行核验：{observed}。只能从单位自己的账户收款。',
      en: 'Its bank says: {observed}. Only an account of the employer’s own can be collected from.',
    },
    officer: { zh: '委托收款账户：{observed}', en: 'Account of the mandate: {observed}' },
    condition: {
      zh: '账户户名与单位登记名称一致且账户正常',
      en: 'The account bears the employer’s registered name and is open',
    },
    fix: {
      zh: '请改用本单位账户；单位已更名的，先办理单位信息变更（GJ02）并到银行变更户名。',
      en: 'Use an account of the employer; after a change of name change the data here (GJ02) and at the bank first.',
    },
  },
});
