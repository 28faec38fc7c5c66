import { defineRule, practiceClause } from '../../../../policy';
import type { AccountThereFact } from '../../transfer/transfer-facts';

export const transferInAccountThere = defineRule({
  id: 'transfer-in-account-there',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '全国住房公积金转移接续平台业务规程',
    'Rules of the national platform for transfers',
  ),
  order: 50,
  reasonCode: 'ACCOUNT_NOT_FOUND',
  reads: { facts: ['transfer.accountThere'], parameters: [] },
  judge({ fact }) {
    const { found, centre } = fact<AccountThereFact>('transfer.accountThere');
    return { truth: found ? 'true' : 'false', observed: centre, required: null };
  },
  texts: {
    passed: {
      zh: '在{observed}有个人账户',
      en: 'There is an account with {observed}',
    },
    member: {
      zh: '全国平台查得您在{observed}没有未销户的个人账户',
      en: 'The national platform knows of no open account of yours with {observed}',
    },
    officer: {
      zh: '转出地无账户：{observed}',
      en: 'No account with {observed}',
    },
    condition: {
      zh: '在转出中心有未销户的个人账户',
      en: 'there is an open account with the other centre',
    },
    fix: {
      zh: '请核对转出地的公积金中心',
      en: 'Check which centre holds your former account',
    },
  },
});
