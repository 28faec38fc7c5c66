import { defineRule, practiceClause } from '../../../../policy';
import type { TermsFact } from '../../transfer/transfer-facts';

export const transferOutNothingHeld = defineRule({
  id: 'transfer-out-nothing-held',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '全国住房公积金转移接续平台业务规程',
    'Rules of the national platform for transfers',
  ),
  order: 50,
  reasonCode: 'ACCOUNT_FROZEN',
  reads: { facts: ['member.closing'], parameters: [] },
  judge({ fact }) {
    const { held } = fact<TermsFact>('member.closing');
    return { truth: held === '0.00' ? 'true' : 'false', observed: held, required: '0.00' };
  },
  texts: {
    passed: {
      zh: '账户没有冻结金额',
      en: 'Nothing is held on the account',
    },
    member: {
      zh: '账户有 {observed} 元被冻结，解除前不能转出',
      en: '{observed} yuan of the account are held; it cannot be transferred until they are released',
    },
    officer: {
      zh: '冻结金额 {observed}',
      en: '{observed} held',
    },
    condition: {
      zh: '账户没有冻结金额',
      en: 'nothing is held on the account',
    },
    fix: {
      zh: '冻结解除后重新发函',
      en: 'Send a new letter when the hold has ended',
    },
  },
});
