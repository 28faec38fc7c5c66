import { defineRule, practiceClause } from '../../../../policy';
import type { SettledFact } from '../settled-fact';

/** 5.15: certificate and release follow a balance of nothing. */
export const closingLoanSettled = defineRule({
  id: 'closing-loan-settled',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '贷款本息全部结清后出具结清证明、注销抵押',
    'A certificate and the release follow the settlement',
  ),
  order: 20,
  reasonCode: 'SETTLE_LOAN_FIRST',
  reads: { facts: ['loan.settled'], parameters: [] },
  judge(input) {
    const { settled, principal } = input.fact<SettledFact>('loan.settled');
    return { truth: settled ? 'true' : 'false', observed: principal, required: '0.00' };
  },
  texts: {
    passed: { zh: '贷款已结清', en: 'The loan is settled' },
    member: {
      zh: '该贷款尚未结清，未还本金 {observed} 元；结清后自动出具证明并注销抵押',
      en: '{observed} yuan of principal are unpaid; certificate and release follow the settlement by themselves',
    },
    officer: { zh: '未结清，余额 {observed}', en: 'Not settled, {observed} left' },
    condition: { zh: '贷款本息已全部结清', en: 'the loan is repaid altogether' },
    fix: { zh: '办理提前结清（DK07）或按计划还清', en: 'Settle it (DK07), or repay it by its plan' },
  },
});
