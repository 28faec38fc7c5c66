import { defineRule, regulationsClause } from '../../../../policy';

/** An account follows the employment (条例第十五条). */
export const moveEmployedThere = defineRule({
  id: 'move-employed-there',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('15'),
  order: 50,
  reasonCode: 'NOT_EMPLOYED_HERE',
  reads: { facts: ['move.employment'], parameters: [] },
  judge: ({ fact }) => {
    const word = fact<string>('move.employment');
    return { truth: word === 'here' ? 'true' : 'false', observed: word, required: 'here' };
  },
  texts: {
    passed: { zh: '社会保险登记在新单位参保', en: 'Insured by the new employer' },
    member: {
      zh: '社会保险登记中，该职工不在新单位参保。',
      en: 'Social insurance does not have the person as employed by the new employer.',
    },
    officer: { zh: '社保不在新单位参保（{observed}）', en: 'Not insured by the new employer ({observed})' },
    condition: {
      zh: '社会保险登记在新单位参保',
      en: 'social insurance has the person as employed by the new employer',
    },
    fix: { zh: '请新单位先办理社保增员。', en: 'Have the new employer register the insurance first.' },
  },
});
