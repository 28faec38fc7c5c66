import { isDay, monthOf } from '../../../../../kernel/calendar';
import { nextMonth, parseMonth } from '../../../../../kernel/month';
import { defineRule, regulationsClause } from '../../../../policy';
import { hasParametersFor } from '../../member/contribution-limits';
import type { FirstMonthInput, LicenceFact } from '../../facts';

const NOTHING = { zh: '', en: '' };

/**
 * The first month lies between the founding of the employer and the next month, and has parameters: no list could be
 * worked out for one without, and later months wait for it.
 */
export const firstMonthPlausible2 = defineRule({
  id: 'first-month-plausible',
  version: 2,
  effective: { from: '2026-12-01', until: null },
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
    const parameters = hasParametersFor(month);
    const fits = month <= last && (founded === null || month >= founded) && parameters;
    return {
      truth: fits ? 'true' : 'false',
      observed: {
        month,
        lacks: parameters
          ? NOTHING
          : { zh: '，该月没有生效的缴存参数', en: ' and has no parameters in force' },
      },
      required: { from: founded, to: last },
    };
  },
  texts: {
    passed: { zh: '起缴年月 {observed.month} 合理', en: 'The first month {observed.month} is plausible' },
    member: {
      zh: '起缴年月 {observed.month}{observed.lacks}；应不早于单位成立当月（{required.from}），不晚于 {required.to}，且该月有生效的缴存参数。',
      en: 'The first month is {observed.month}{observed.lacks}; it must not be before the founding ({required.from}) nor after {required.to}, and parameters must be in force for it.',
    },
    officer: { zh: '起缴年月 {observed.month} 不合理', en: 'First month {observed.month} is implausible' },
    condition: {
      zh: '起缴年月不早于单位成立当月，不晚于受理次月，且该月有生效的缴存参数',
      en: 'The first month lies between the founding of the employer and the month after the application, and parameters are in force for it',
    },
    fix: {
      zh: '请改为有缴存参数的起缴年月后重新提交；更早的年月请向中心咨询补缴办法。',
      en: 'Give a first month with parameters and apply again; ask the centre how earlier months are made up for.',
    },
  },
});
