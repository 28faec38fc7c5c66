import { defineRule, practiceClause } from '../../../../policy';
import type { BackPaymentFact } from '../../back-payment/back-payment-fact';

/** Each month is made up for on the base that was valid in it, or to which it was corrected; an order may say another. */
export const backPaymentBasesOfMonths = defineRule({
  id: 'back-payment-bases-of-months',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '补缴按各年月当时有效的基数、比例和上下限计算',
    'each month is made up for with the base, ratios and limits that were valid then',
  ),
  order: 48,
  reasonCode: 'LIST_NOT_CONFIRMED',
  reads: { facts: ['backPayment.list'], parameters: [] },
  judge: ({ fact }) => {
    const { rebased, lines } = fact<BackPaymentFact>('backPayment.list');
    return { truth: rebased === 0 ? 'true' : 'false', observed: { rebased, lines }, required: null };
  },
  texts: {
    passed: {
      zh: '{observed.lines} 行均按各年月有效的基数计算',
      en: 'All {observed.lines} lines are worked out on the base of their month',
    },
    member: {
      zh: '有 {observed.rebased} 行的基数不是该年月有效的基数，也没有及于该年月的基数更正。',
      en: '{observed.rebased} lines are on another base than that of their month, and no correction reaches it.',
    },
    officer: {
      zh: '{observed.rebased}/{observed.lines} 行基数不符',
      en: '{observed.rebased} of {observed.lines} lines on another base',
    },
    condition: {
      zh: '各年月按当时有效的基数或更正后的基数补缴（法院、稽核文书除外）',
      en: 'Each month is made up for on the base valid in it or corrected for it, but for orders of a court or inspection',
    },
    fix: {
      zh: '请重新提交补缴清册；基数有误的请先办理个别基数调整（GJ09）。',
      en: 'Send the back payment again; have a wrong base corrected first (GJ09).',
    },
  },
});
