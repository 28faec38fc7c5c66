import { monthOf, parseDay } from '../../../../../kernel/calendar';
import { parseMonth } from '../../../../../kernel/month';
import { defineRule, regulationsClause } from '../../../../policy';
import type { StatementMonthFact } from '../../statement/statement-month';

/** A month of an employer: from its first one to the present. */
export const statementMonthOfUnit = defineRule({
  id: 'statement-month-of-unit',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('19'),
  order: 20,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['unit.months'], parameters: [] },
  judge: ({ fact, input, today }) => {
    const { first } = fact<StatementMonthFact>('unit.months');
    const month = parseMonth((input as { readonly month: string }).month);
    const last = monthOf(parseDay(today));
    const fits = month >= first && month <= last;
    return { truth: fits ? 'true' : 'false', observed: month, required: { first, last } };
  },
  texts: {
    passed: { zh: '对账月份为 {observed}', en: 'The month is {observed}' },
    member: {
      zh: '对账月份 {observed} 应在起缴年月 {required.first} 与本月 {required.last} 之间。',
      en: '{observed} must lie between the first month {required.first} and the present one {required.last}.',
    },
    officer: { zh: '对账月份 {observed} 无效', en: 'Month {observed} invalid' },
    condition: {
      zh: '对账月份不早于起缴年月，不晚于本月',
      en: 'The month lies between the first one and the present',
    },
    fix: { zh: '请改正月份后重新申请。', en: 'Correct the month and apply again.' },
  },
});
