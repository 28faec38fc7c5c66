import { defineRule, practiceClause } from '../../../../policy';
import type { RepaymentFact } from '../repayment-fact';

/** There is something to be repaid: of a settled loan nothing is taken. */
export const repaymentLoanRunning = defineRule({
  id: 'repayment-loan-running',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('贷款结清后不再收取还款', 'Nothing is taken for a loan that is settled'),
  order: 20,
  reasonCode: 'PAYMENT_EXCEEDS_DEBT',
  reads: { facts: ['loan.repayment'], parameters: [] },
  judge(input) {
    const { running } = input.fact<RepaymentFact>('loan.repayment');
    return { truth: running ? 'true' : 'false', observed: null, required: null };
  },
  texts: {
    passed: { zh: '贷款正在还款中', en: 'The loan is being repaid' },
    member: { zh: '该贷款已结清，没有需要归还的款项', en: 'The loan is settled; nothing is owed' },
    officer: { zh: '贷款已结清', en: 'Settled' },
    condition: { zh: '贷款尚未结清', en: 'the loan is not settled' },
    fix: null,
  },
});
