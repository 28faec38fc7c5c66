import { defineRule, regulationsClause } from '../../../../policy';
import type { RosterEmploymentWord } from '../../roster/judge-roster-row';

/** Who is remitted for again works for the employer again. */
export const unsealEmployedHere = defineRule({
  id: 'unseal-employed-here',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('15'),
  order: 70,
  reasonCode: 'NOT_EMPLOYED_HERE',
  reads: { facts: ['roster.employment'], parameters: [] },
  judge: ({ fact }) => {
    const [word] = fact<RosterEmploymentWord[]>('roster.employment');
    return { truth: word === 'here' ? 'true' : 'false', observed: word === 'here', required: true };
  },
  texts: {
    passed: {
      zh: '社会保险登记中该职工在本单位参保',
      en: 'Social insurance has the person as employed here',
    },
    member: {
      zh: '社会保险登记中该职工不在本单位参保，不能启封。',
      en: 'Social insurance does not have the person as employed here; the account cannot be unsealed.',
    },
    officer: { zh: '社保不在本单位参保', en: 'Not insured by this employer' },
    condition: {
      zh: '社会保险登记中职工在本单位参保',
      en: 'Social insurance has the person as employed here',
    },
    fix: {
      zh: '请先办理参保登记；社保数据最长滞后 60 日，更新后重新申请。',
      en: 'Register the employment first; social insurance may lag by up to 60 days, apply again once it shows.',
    },
  },
});
