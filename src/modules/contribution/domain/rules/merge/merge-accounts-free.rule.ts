import { defineRule, practiceClause } from '../../../../policy';
import type { MergeAccountsFact } from '../../member/account-merge';

/** What is under way ends first. */
export const mergeAccountsFree = defineRule({
  id: 'merge-accounts-free',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('在办业务办结后合并', 'A merger follows business under way'),
  order: 50,
  reasonCode: 'BUSINESS_IN_PROGRESS',
  reads: { facts: ['merge.accounts'], parameters: [] },
  judge: ({ fact }) => {
    const { engaged } = fact<MergeAccountsFact>('merge.accounts');
    return { truth: engaged ? 'false' : 'true', observed: engaged, required: false };
  },
  texts: {
    passed: { zh: '没有在办业务', en: 'No business under way' },
    member: {
      zh: '其中一个账户有在办的提取等业务，须办结后合并。',
      en: 'Business is under way on one of the accounts; it ends first.',
    },
    officer: { zh: '有在办业务', en: 'Business under way' },
    condition: { zh: '两个账户均没有在办业务', en: 'no business is under way on either account' },
    fix: { zh: '请待在办业务办结后再办理。', en: 'Apply again when it has ended.' },
  },
});
