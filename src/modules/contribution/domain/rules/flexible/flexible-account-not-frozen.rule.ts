import { defineRule, practiceClause } from '../../../../policy';
import type { FlexAccountFact } from '../../flexible/flexible-facts';

/** A whole freeze keeps the account as it is. */
export const flexibleAccountNotFrozen = defineRule({
  id: 'flexible-account-not-frozen',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('司法冻结期间账户不变更缴存身份', 'A frozen account changes nothing'),
  order: 45,
  reasonCode: 'ACCOUNT_FROZEN',
  reads: { facts: ['flexible.account'], parameters: [] },
  judge: ({ fact }) => {
    const { state } = fact<FlexAccountFact>('flexible.account');
    return { truth: state === '06' ? 'false' : 'true', observed: state, required: null };
  },
  texts: {
    passed: { zh: '账户未被冻结', en: 'The account is not frozen' },
    member: { zh: '账户已被依法冻结。', en: 'The account is frozen by a court.' },
    officer: { zh: '账户状态 06', en: 'State 06' },
    condition: { zh: '账户未被司法冻结', en: 'the account is not frozen by a court' },
    fix: { zh: '请联系作出冻结决定的法院。', en: 'Turn to the court that ordered it.' },
  },
});
