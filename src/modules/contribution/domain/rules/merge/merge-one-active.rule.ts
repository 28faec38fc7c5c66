import { defineRule, regulationsClause } from '../../../../policy';
import type { MergeAccountsFact } from '../../member/account-merge';

/** No employer loses a member of its list by a merger. */
export const mergeOneActive = defineRule({
  id: 'merge-one-active',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('13'),
  order: 40,
  reasonCode: 'ACCOUNT_STATE',
  reads: { facts: ['merge.accounts'], parameters: [] },
  judge: ({ fact }) => {
    const { accounts } = fact<MergeAccountsFact>('merge.accounts');
    const active = accounts.filter(({ state }) => state === '01').length;
    return { truth: active > 1 ? 'false' : 'true', observed: active, required: 1 };
  },
  texts: {
    passed: { zh: '至多一个账户正常缴存', en: 'At most one account is active' },
    member: {
      zh: '两个账户都在正常缴存，须先由其中一个单位封存。',
      en: 'Both accounts are active; one of the employers seals first.',
    },
    officer: { zh: '两户均正常', en: 'Both active' },
    condition: { zh: '至多一个账户为正常状态', en: 'at most one of the accounts is active' },
    fix: {
      zh: '请已离开的单位办理封存（GJ23）。',
      en: 'Have the employer you left seal the account (GJ23).',
    },
  },
});
