import { addMonths, parseDay } from '../../../../../kernel/calendar';
import { defineRule, regulationsClause } from '../../../../policy';

/** Years a statement may span; more is asked for in two. */
const LONGEST_MONTHS = 120;

/** A statement runs from a day to the same or a later one, not beyond today, over ten years at most. */
export const statementPeriodInOrder = defineRule({
  id: 'statement-period-in-order',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('36'),
  order: 20,
  reasonCode: 'PERIOD_INVALID',
  reads: { facts: ['member.account'], parameters: [] },
  judge: ({ input, today }) => {
    const { from, to } = input as { readonly from: string; readonly to: string };
    const [first, last] = [parseDay(from), parseDay(to)];
    const fits = first <= last && last <= today && last < addMonths(first, LONGEST_MONTHS);
    return { truth: fits ? 'true' : 'false', observed: { from, to }, required: { until: today } };
  },
  texts: {
    passed: { zh: '起止日期有效', en: 'The period is a valid one' },
    member: {
      zh: '起止日期 {observed.from} 至 {observed.to} 无效：起不得晚于止，止不得晚于 {required.until}，最长十年。',
      en: '{observed.from} to {observed.to} is no valid period: it ends by {required.until} and spans ten years at most.',
    },
    officer: {
      zh: '起止日期 {observed.from} 至 {observed.to} 无效',
      en: 'Period {observed.from} to {observed.to} invalid',
    },
    condition: {
      zh: '起止日期先后有序，止于今日或以前，最长十年',
      en: 'The period is in order, ends by today and spans ten years at most',
    },
    fix: {
      zh: '请改正起止日期后重新申请；超过十年的分段申请。',
      en: 'Correct the days; ask for more than ten years in parts.',
    },
  },
});
