import { defineRule, practiceClause } from '../../../../policy';
import type { RosterMonthFact } from '../../facts';

/** Changes hold from a month whose list is not confirmed; a confirmed list is never touched. */
export const rosterMonthOpen = defineRule({
  id: 'roster-month-open',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '人员变更自尚未核定的汇缴年月起生效，最迟为次月',
    'changes hold from a month whose list is not confirmed yet, the next month at the latest',
  ),
  order: 20,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['roster.month'], parameters: [] },
  judge: ({ fact }) => {
    const { month, open, latest, parameters } = fact<RosterMonthFact>('roster.month');
    const fits = open <= month && month <= latest && parameters;
    return { truth: fits ? 'true' : 'false', observed: { month, open, latest }, required: null };
  },
  texts: {
    passed: { zh: '变更自 {observed.month} 起生效', en: 'The changes hold from {observed.month}' },
    member: {
      zh: '{observed.month} 不能办理变更：清册已核定、晚于次月或没有生效的缴存参数。',
      en: 'The month {observed.month} cannot be changed: its list is confirmed, it is later than the next month, or no parameters are in force for it.',
    },
    officer: {
      zh: '变更年月 {observed.month} 不在 {observed.open} 至 {observed.latest} 之间',
      en: 'Month {observed.month} is not within {observed.open} to {observed.latest}',
    },
    condition: {
      zh: '变更年月的清册尚未核定，且不晚于次月',
      en: 'The list of the month is not confirmed, and the month is the next one at the latest',
    },
    fix: {
      zh: '请选择 {observed.open} 至 {observed.latest} 之间的年月；已汇缴月份的漏缴请办理补缴（GJ12）。',
      en: 'Choose a month from {observed.open} to {observed.latest}; make up for what was left out earlier by back payment (GJ12).',
    },
  },
});
