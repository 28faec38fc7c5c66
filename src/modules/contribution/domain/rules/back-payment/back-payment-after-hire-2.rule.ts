import { defineRule, regulationsClause } from '../../../../policy';
import type { BackEmploymentFact } from '../../back-payment/back-payment-fact';

/**
 * Months in which the member did not work here are not this employer's, whatever reason it gives: the number of an order
 * is its own word, and an order does not make somebody its employee.
 */
export const backPaymentAfterHire2 = defineRule({
  id: 'back-payment-after-hire',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: regulationsClause('15'),
  order: 40,
  reasonCode: 'NOT_EMPLOYED_HERE',
  reads: { facts: ['backPayment.employment'], parameters: [] },
  judge: ({ fact }) => {
    const { asked, notEmployed } = fact<BackEmploymentFact>('backPayment.employment');
    return { truth: notEmployed === 0 ? 'true' : 'false', observed: { asked, notEmployed }, required: null };
  },
  texts: {
    passed: {
      zh: '各补缴年月职工均已在本单位就业（其中 {observed.asked} 个年月账册未记载，经社保核验）',
      en: 'The members worked here in all months ({observed.asked} of them not on the roster, by social insurance)',
    },
    member: {
      zh: '有 {observed.notEmployed} 个补缴年月，社会保险登记显示职工当时不在本单位。',
      en: 'In {observed.notEmployed} of the months social insurance does not show the member as employed here.',
    },
    officer: {
      zh: '{observed.asked} 个年月经社保核验，{observed.notEmployed} 个不在职',
      en: '{observed.asked} months asked of social insurance, {observed.notEmployed} not employed',
    },
    condition: {
      zh: '补缴年月职工均在本单位就业（账册未记载的由社保核验）',
      en: 'The member worked here in every month (by social insurance where our books do not show it)',
    },
    fix: {
      zh: '请删除职工不在本单位的年月后重新提交；社保登记有误的请先更正。',
      en: 'Send it again without the months in which the member did not work here; have the social insurance record corrected if it is wrong.',
    },
  },
});
