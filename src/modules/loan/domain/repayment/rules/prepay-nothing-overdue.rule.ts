import { defineRule, practiceClause } from '../../../../policy';
import type { RepaymentFact } from '../repayment-fact';

/** 5.7: what has fallen due is paid first. */
export const prepayNothingOverdue = defineRule({
  id: 'prepay-nothing-overdue',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('提前部分还款前须还清到期款项', 'What is due is paid before a part is repaid early'),
  order: 30,
  reasonCode: 'PREPAY_OVERDUE',
  reads: { facts: ['loan.repayment'], parameters: [] },
  judge(input) {
    const { unpaid } = input.fact<RepaymentFact>('loan.repayment');
    return { truth: unpaid === 0 ? 'true' : 'false', observed: unpaid, required: 0 };
  },
  texts: {
    passed: { zh: '没有到期未还的款项', en: 'Nothing that has fallen due is unpaid' },
    member: {
      zh: '您有 {observed} 期到期款项未还清，还清后才能提前还款',
      en: '{observed} instalments that have fallen due are unpaid; they come first',
    },
    officer: { zh: '到期未还 {observed} 期', en: '{observed} periods unpaid' },
    condition: { zh: '到期款项均已还清', en: 'everything that has fallen due is paid' },
    fix: { zh: '先还清到期款项', en: 'Pay what has fallen due first' },
  },
});
