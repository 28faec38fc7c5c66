import { defineRule, practiceClause } from '../../../../policy';
import type { BackPaymentFact } from '../../back-payment/back-payment-fact';

/** No month is made up for twice: what was credited or confirmed since the draft counts. */
export const backPaymentStillDue = defineRule({
  id: 'back-payment-still-due',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('已缴足的年月不得重复补缴', 'a month that is paid in full is not made up for again'),
  order: 50,
  reasonCode: 'MONTH_ALREADY_REMITTED',
  reads: { facts: ['backPayment.list'], parameters: [] },
  judge: ({ fact }) => {
    const { over, lines } = fact<BackPaymentFact>('backPayment.list');
    return { truth: over === 0 ? 'true' : 'false', observed: { over, lines }, required: null };
  },
  texts: {
    passed: {
      zh: '{observed.lines} 行均未超过该月应缴',
      en: 'None of the {observed.lines} lines is more than its month lacks',
    },
    member: {
      zh: '提交后又有缴款，{observed.over} 行已缴足或将超过应缴额。',
      en: 'Since the list was sent, {observed.over} of its lines were paid or would be more than is due.',
    },
    officer: {
      zh: '{observed.over}/{observed.lines} 行将超缴',
      en: '{observed.over} of {observed.lines} lines would be over',
    },
    condition: { zh: '各年月尚未缴足', en: 'None of the months is paid in full' },
    fix: { zh: '请重新提交补缴清册。', en: 'Send the back payment again.' },
  },
});
