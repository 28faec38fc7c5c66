import { defineRule, practiceClause } from '../../../../policy';
import type { MergeAccountsFact } from '../../member/account-merge';

/** A frozen account stays as it is. */
export const mergeNotFrozen = defineRule({
  id: 'merge-not-frozen',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('司法冻结期间账户不得合并', 'No merger while a court has frozen an account'),
  order: 30,
  reasonCode: 'ACCOUNT_FROZEN',
  reads: { facts: ['merge.accounts'], parameters: [] },
  judge: ({ fact }) => {
    const { accounts } = fact<MergeAccountsFact>('merge.accounts');
    const frozen = accounts.some(({ state }) => state === '06');
    return { truth: frozen ? 'false' : 'true', observed: frozen, required: false };
  },
  texts: {
    passed: { zh: '两个账户均未整户冻结', en: 'Neither account is frozen as a whole' },
    member: {
      zh: '其中一个账户被整户冻结，解除后方可合并。',
      en: 'One of the accounts is frozen by a court; it is merged after its release.',
    },
    officer: { zh: '账户冻结', en: 'Account frozen' },
    condition: { zh: '两个账户均未被整户冻结', en: 'neither account is frozen as a whole' },
    fix: { zh: '请联系作出冻结决定的法院。', en: 'Turn to the court that ordered it.' },
  },
});
