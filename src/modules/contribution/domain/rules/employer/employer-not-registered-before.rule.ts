import { defineRule, regulationsClause } from '../../../../policy';

/** One account an employer. */
export const employerNotRegisteredBefore = defineRule({
  id: 'employer-not-registered-before',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('14'),
  order: 50,
  reasonCode: 'DUPLICATE_PERSON',
  reads: { facts: ['employer.registration'], parameters: [] },
  judge: ({ fact }) => {
    const { registered } = fact<{ registered: boolean }>('employer.registration');
    return { truth: registered ? 'false' : 'true', observed: registered, required: false };
  },
  texts: {
    passed: { zh: '该单位此前未登记', en: 'The employer was not registered before' },
    member: {
      zh: '该统一社会信用代码已在本中心登记，无需再次登记。',
      en: 'An employer with this credit code is registered here already.',
    },
    officer: { zh: '统一社会信用代码重复登记', en: 'Credit code registered before' },
    condition: { zh: '单位尚未在本中心登记', en: 'The employer is not registered here yet' },
    fix: {
      zh: '请由本单位已登记的专管员登录办理业务；需更换专管员的，由法定代表人办理授权变更（GJ03）。',
      en: 'Let the registered agent sign in; the legal representative changes the agent by GJ03.',
    },
  },
});
