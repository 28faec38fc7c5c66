import { defineRule, practiceClause } from '../../../../policy';
import type { FlexAccountFact } from '../../flexible/flexible-facts';

/** No gap, no month twice, nothing far ahead. */
export const flexibleMonthInOrder = defineRule({
  id: 'flexible-month-in-order',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('按月依次缴存，最多预缴至下月', 'Months are paid in order, at most to the next one'),
  order: 30,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['flexible.account'], parameters: [] },
  judge: ({ fact, input }) => {
    const { nextMonth, latestMonth } = fact<FlexAccountFact>('flexible.account');
    const { action } = input as { action: string };
    const fits = action !== 'pay' || nextMonth === null || nextMonth <= latestMonth;
    return { truth: fits ? 'true' : 'false', observed: nextMonth, required: latestMonth };
  },
  texts: {
    passed: { zh: '缴存月份{observed}', en: 'Month {observed}' },
    member: {
      zh: '已缴至下月，{observed}尚不能缴存（最晚{required}）。',
      en: '{observed} cannot be paid yet; {required} is the last month now.',
    },
    officer: { zh: '月份{observed}，最晚{required}', en: 'Month {observed}, last {required}' },
    condition: {
      zh: '按月依次缴存，最多预缴至下月',
      en: 'months are paid in order, at most to the next one',
    },
    fix: { zh: '请到时再办理。', en: 'Apply when the month comes.' },
  },
});
