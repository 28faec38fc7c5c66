import { defineRule, practiceClause } from '../../../../policy';

export const transferOutNotFrozen = defineRule({
  id: 'transfer-out-not-frozen',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '全国住房公积金转移接续平台业务规程',
    'Rules of the national platform for transfers',
  ),
  order: 30,
  reasonCode: 'ACCOUNT_FROZEN',
  reads: { facts: ['member.account'], parameters: [] },
  judge({ fact }) {
    const { state } = fact<{ state: string }>('member.account');
    return { truth: state === '06' ? 'false' : 'true', observed: state, required: null };
  },
  texts: {
    passed: {
      zh: '账户未冻结',
      en: 'The account is not frozen',
    },
    member: {
      zh: '账户被司法冻结，解除前不能转出',
      en: 'The account is frozen by a court and cannot be transferred until it is released',
    },
    officer: {
      zh: '账户冻结（06）',
      en: 'Account frozen (06)',
    },
    condition: {
      zh: '账户未被冻结',
      en: 'the account is not frozen',
    },
    fix: {
      zh: '解除冻结后重新发函',
      en: 'Send a new letter when it is released',
    },
  },
});
