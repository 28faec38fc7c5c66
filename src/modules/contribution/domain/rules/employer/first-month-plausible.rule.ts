import { isDay, monthOf } from '../../../../../kernel/calendar';
import { nextMonth, parseMonth } from '../../../../../kernel/month';
import { defineRule, regulationsClause } from '../../../../policy';
import type { FirstMonthInput, LicenceFact } from '../../facts';

/** The first month lies between the founding of the employer and the next month. */
export const firstMonthPlausible = defineRule({
  id: 'first-month-plausible',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('14'),
  order: 70,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['company.licence'], parameters: [] },
  judge: ({ fact, input, lawDay }) => {
    const licence = fact<LicenceFact>('company.licence');
    const month = parseMonth((input as FirstMonthInput).firstMonth);
    if (!isDay(lawDay)) throw new RangeError('the law day is a day');
    const last = nextMonth(monthOf(lawDay));
    const founded = licence.registered && isDay(licence.foundedOn) ? monthOf(licence.foundedOn) : null;
    const fits = month <= last && (founded === null || month >= founded);
    return { truth: fits ? 'true' : 'false', observed: month, required: { from: founded, to: last } };
  },
  texts: {
    passed: { zh: '起缴年月 {observed} 合理', en: 'The first month {observed} is plausible' },
    member: {
      zh: '起缴年月 {observed} 应不早于单位成立当月（{required.from}），不晚于 {required.to}。',
      en: 'The first month {observed} must not be before the founding ({required.from}) nor after {required.to}.',
    },
    officer: { zh: '起缴年月 {observed} 不合理', en: 'First month {observed} is implausible' },
    condition: {
      zh: '起缴年月不早于单位成立当月，不晚于受理次月',
      en: 'The first month lies between the founding of the employer and the month after the application',
    },
    fix: { zh: '请改正起缴年月后重新提交。', en: 'Correct the first month and apply again.' },
  },
});
