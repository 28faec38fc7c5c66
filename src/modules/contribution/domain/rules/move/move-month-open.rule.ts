import { defineRule, regulationsClause } from '../../../../policy';
import type { RosterMonthFact } from '../../facts';

/** The new employer remits from a month whose list is still open. */
export const moveMonthOpen = defineRule({
  id: 'move-month-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('15'),
  order: 60,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['roster.month'], parameters: [] },
  judge: ({ fact }) => {
    const { month, open, latest, parameters } = fact<RosterMonthFact>('roster.month');
    const fits = parameters && month >= open && month <= latest;
    return { truth: fits ? 'true' : 'false', observed: month, required: open };
  },
  texts: {
    passed: { zh: '自{observed}起汇缴', en: 'Remitted from {observed}' },
    member: {
      zh: '新单位自{observed}起不能增加职工，最早为{required}。',
      en: 'The new employer cannot add a member from {observed}; {required} is the first month.',
    },
    officer: { zh: '月份{observed}，最早{required}', en: 'Month {observed}, first {required}' },
    condition: {
      zh: '新单位的起缴月份尚未核定，且不晚于下月',
      en: 'the first month at the new employer is not listed yet and no later than the next month',
    },
    fix: {
      zh: '请选择新单位尚未核定的月份。',
      en: 'Choose a month whose list the new employer has not confirmed.',
    },
  },
});
