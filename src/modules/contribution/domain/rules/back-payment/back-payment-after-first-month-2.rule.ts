import { defineRule, regulationsClause } from '../../../../policy';
import type { BackEmploymentFact } from '../../back-payment/back-payment-fact';

/** A first job is contributed for from its second month: there is nothing to make up for in the first one. */
export const backPaymentAfterFirstMonth2 = defineRule({
  id: 'back-payment-after-first-month',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: regulationsClause('17'),
  order: 42,
  reasonCode: 'MONTH_BEFORE_DUTY',
  reads: { facts: ['backPayment.employment'], parameters: [] },
  judge: ({ fact }) => {
    const { firstMonths } = fact<BackEmploymentFact>('backPayment.employment');
    return { truth: firstMonths === 0 ? 'true' : 'false', observed: { firstMonths }, required: null };
  },
  texts: {
    passed: { zh: '不含首次就业的首月', en: 'No first month of a first job' },
    member: {
      zh: '有 {observed.firstMonths} 个补缴年月是职工参加工作的首月；新参加工作的职工自第二个月起缴存，首月不缴存。',
      en: '{observed.firstMonths} of the months are the first month of a first job: it is contributed for from its second month, and nothing is owed for the first.',
    },
    officer: {
      zh: '{observed.firstMonths} 个首次就业首月',
      en: '{observed.firstMonths} first months of a first job',
    },
    condition: {
      zh: '不含新参加工作职工参加工作的首月',
      en: 'no first month of a first job',
    },
    fix: { zh: '请删除该年月后重新提交。', en: 'Send it again without that month.' },
  },
});
