import { defineRule, practiceClause } from '../../../../policy';
import type { MoveAccountFact } from '../../member/account-move';

/** A whole freeze keeps the account where it is. */
export const moveAccountNotFrozen = defineRule({
  id: 'move-account-not-frozen',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('司法冻结期间不得转移', 'No transfer while a court has frozen the account'),
  order: 25,
  reasonCode: 'ACCOUNT_FROZEN',
  reads: { facts: ['move.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<MoveAccountFact>('move.account');
    return { truth: state === '06' ? 'false' : 'true', observed: state, required: null };
  },
  texts: {
    passed: { zh: '账户未被冻结', en: 'The account is not frozen' },
    member: {
      zh: '账户已被依法冻结，冻结期间不能转移。',
      en: 'The account is frozen by a court; it is not moved meanwhile.',
    },
    officer: { zh: '账户状态 06', en: 'State 06' },
    condition: { zh: '账户未被司法冻结', en: 'the account is not frozen by a court' },
    fix: {
      zh: '请联系作出冻结决定的法院，解除后办理。',
      en: 'Turn to the court that ordered it; apply again once it is lifted.',
    },
  },
});
