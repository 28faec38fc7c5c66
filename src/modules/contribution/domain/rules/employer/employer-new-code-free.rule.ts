import { defineRule, practiceClause } from '../../../../policy';
import type { NewCodeFact } from '../../employer/change-facts';

/** One code is one employer’s. */
export const employerNewCodeFree = defineRule({
  id: 'employer-new-code-free',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('一个信用代码只能登记一个单位', 'one credit code, one employer'),
  order: 40,
  reasonCode: 'EMPLOYER_REGISTERED',
  reads: { facts: ['employer.newCode'], parameters: [] },
  judge: ({ fact }) => {
    const { taken } = fact<NewCodeFact>('employer.newCode');
    return { truth: taken ? 'false' : 'true', observed: taken, required: false };
  },
  texts: {
    passed: { zh: '信用代码未被其他单位登记', en: 'No other employer is registered under the code' },
    member: { zh: '该信用代码已有单位登记。', en: 'Another employer is registered under this code.' },
    officer: { zh: '信用代码已被登记', en: 'The code is registered already' },
    condition: {
      zh: '新的信用代码未被其他单位登记',
      en: 'No other employer is registered under the new code',
    },
    fix: {
      zh: '请核对代码；两个账户属于同一单位的，请办理合并（GJ06）。',
      en: 'Check the code; where both accounts are one employer’s, have them merged (GJ06).',
    },
  },
});
