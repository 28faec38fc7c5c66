import { defineRule, practiceClause } from '../../../../policy';

/** Voluntary contribution is for those without an employer. */
export const flexibleNotEmployed = defineRule({
  id: 'flexible-not-employed',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '由单位缴存的职工不以灵活就业身份缴存',
    'Who is employed contributes through the employer',
  ),
  order: 30,
  reasonCode: 'REEMPLOYED',
  reads: { facts: ['flexible.employment'], parameters: [] },
  judge: ({ fact }) => {
    const word = fact<string>('flexible.employment');
    return { truth: word === 'none' ? 'true' : 'false', observed: word, required: 'none' };
  },
  texts: {
    passed: { zh: '没有由单位参保', en: 'Not insured by an employer' },
    member: {
      zh: '社会保险登记中，您由单位参保，应由单位缴存。',
      en: 'Social insurance has you as employed: your employer contributes for you.',
    },
    officer: { zh: '单位参保', en: 'Insured by an employer' },
    condition: { zh: '社会保险登记中没有由单位参保', en: 'social insurance has nobody as your employer' },
    fix: {
      zh: '请由单位办理个人账户设立（GJ20）或同城转移（GJ25）。',
      en: 'Have your employer open an account (GJ20) or take yours over (GJ25).',
    },
  },
});
