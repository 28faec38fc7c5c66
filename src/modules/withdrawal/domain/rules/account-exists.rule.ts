import { defineRule, regulationsClause } from '../../../policy';
import type { AccountFact } from '../fact-values';

export const accountExists = defineRule({
  id: 'account-exists',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 20,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['member.account'], parameters: [] },
  judge(input) {
    const { state } = input.fact<AccountFact>('member.account');
    return { truth: state === 'none' ? 'false' : 'true', observed: state, required: 'account' };
  },
  texts: {
    passed: {
      zh: '在本中心有个人账户',
      en: 'The member has an account at this centre',
    },
    member: {
      zh: '您在本中心没有住房公积金账户',
      en: 'You have no housing fund account at this centre',
    },
    officer: {
      zh: '本中心无该职工账户',
      en: 'No account of this person at the centre',
    },
    condition: {
      zh: '在本中心有个人住房公积金账户',
      en: 'has an account at this centre',
    },
    fix: {
      zh: '请由所在单位办理个人账户设立；如账户在外地，可办理异地转入',
      en: 'Ask your employer to open an account; an account in another city can be transferred in',
    },
  },
});
