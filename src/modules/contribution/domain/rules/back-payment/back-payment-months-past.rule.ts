import { defineRule, practiceClause } from '../../../../policy';
import type { BackPaymentFact } from '../../back-payment/back-payment-fact';

/** What is made up for is past: a month after the paid-through one is remitted. */
export const backPaymentMonthsPast = defineRule({
  id: 'back-payment-months-past',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '补缴年月不得晚于单位缴至年月',
    'no month after the paid-through one is made up for',
  ),
  order: 30,
  reasonCode: 'MONTH_INVALID',
  reads: { facts: ['backPayment.list'], parameters: [] },
  judge: ({ fact }) => {
    const { latest, paidThrough } = fact<BackPaymentFact>('backPayment.list');
    return { truth: latest <= paidThrough ? 'true' : 'false', observed: latest, required: paidThrough };
  },
  texts: {
    passed: {
      zh: '补缴年月不晚于缴至年月 {required}',
      en: 'No month is later than {required}, through which the employer is paid',
    },
    member: {
      zh: '单位缴至 {required}，{observed} 应办理汇缴，不能补缴。',
      en: 'The employer is paid through {required}; {observed} is remitted, not made up for.',
    },
    officer: {
      zh: '{observed} 晚于缴至年月 {required}',
      en: '{observed} is after the paid-through {required}',
    },
    condition: {
      zh: '补缴年月不晚于单位缴至年月',
      en: 'The months are not later than the one through which the employer is paid',
    },
    fix: { zh: '请为该年月提交汇缴清册（GJ11）。', en: 'Send a remittance list for that month (GJ11).' },
  },
});
