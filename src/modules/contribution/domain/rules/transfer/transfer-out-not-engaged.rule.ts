import type { Json } from '../../../../../kernel/fact';
import { defineRule, practiceClause } from '../../../../policy';

export const transferOutNotEngaged = defineRule({
  id: 'transfer-out-not-engaged',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('同一账户同时只办一项业务', 'One business at a time on an account'),
  order: 40,
  reasonCode: 'BUSINESS_IN_PROGRESS',
  reads: { facts: ['account.engagement'], parameters: [] },
  judge({ fact }) {
    const { engaged, item } = fact<{ engaged: boolean; item: Json }>('account.engagement');
    return { truth: engaged ? 'false' : 'true', observed: item, required: null };
  },
  texts: {
    passed: {
      zh: '账户没有在办业务',
      en: 'No other business is open on the account',
    },
    member: {
      zh: '账户有一项业务（{observed}）正在办理',
      en: 'Another business ({observed}) is open on the account',
    },
    officer: {
      zh: '账户被在办业务占用：{observed}',
      en: 'The account is engaged by {observed}',
    },
    condition: {
      zh: '账户没有正在办理的其他业务',
      en: 'no other business is open on the account',
    },
    fix: {
      zh: '待该业务办结后重新发函',
      en: 'Send a new letter when it is done',
    },
  },
});
