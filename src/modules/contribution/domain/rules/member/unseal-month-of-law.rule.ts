import { defineRule, regulationsClause } from '../../../../policy';
import type { EmploymentStart } from '../../enrolment/employment';
import { isSameEmployment, type RosterMemberWord } from '../../roster/judge-roster-row';
import { firstMonthOf } from '../../enrolment/enrolment';
import type { RosterMonthFact } from '../../facts';
import { namesMonth } from '../../roster/roster-request';

/** Somebody hired anew is contributed for from the first wage paid here; who comes back from a leave, from any month. */
export const unsealMonthOfLaw = defineRule({
  id: 'unseal-month-of-law',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('17'),
  order: 72,
  reasonCode: 'MONTH_BEFORE_DUTY',
  reads: { facts: ['roster.start', 'roster.members', 'roster.month'], parameters: [] },
  judge: ({ fact, input }) => {
    const [word = null] = fact<(EmploymentStart | null)[]>('roster.start');
    const [member] = fact<RosterMemberWord[]>('roster.members');
    const start = word && member && isSameEmployment(word, member) ? null : word;
    const { month } = fact<RosterMonthFact>('roster.month');
    const earliest = start === null ? null : firstMonthOf(start);
    const tooEarly = namesMonth(input) && earliest !== null && month < earliest;
    return {
      truth: tooEarly ? 'false' : 'true',
      observed: { month, earliest: earliest ?? month, since: start?.since ?? null },
      required: earliest,
    };
  },
  texts: {
    passed: { zh: '缴存年月不早于 {observed.earliest}', en: 'Not before {observed.earliest}' },
    member: {
      zh: '该职工于 {observed.since} 到本单位工作，最早自 {observed.earliest} 起缴存，不能自 {observed.month} 起。',
      en: 'The member came to work here on {observed.since} and contributes from {observed.earliest} at the earliest, not from {observed.month}.',
    },
    officer: {
      zh: '{observed.since} 入职，最早 {observed.earliest}，申请 {observed.month}',
      en: 'Hired {observed.since}, first month {observed.earliest}, asked for {observed.month}',
    },
    condition: {
      zh: '缴存年月不早于本单位发放工资之月；新参加工作的，不早于第二个月',
      en: 'the month is not before the first wage paid here, and of a first job not before its second month',
    },
    fix: {
      zh: '请将年月改为 {observed.earliest} 或之后，或不填年月。',
      en: 'Choose {observed.earliest} or a later month, or leave the month out.',
    },
  },
});
