import { defineRule, practiceClause } from '../../../policy';
import type { LoanStandingFact } from '../fact-values';

export const noOverdueLoan = defineRule({
  id: 'no-overdue-loan',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '公积金贷款逾期未还清不得提取',
    'No withdrawal while a housing fund loan is overdue',
  ),
  order: 60,
  reasonCode: 'LOAN_OVERDUE',
  reads: { facts: ['loan.standing'], parameters: [] },
  judge(input) {
    const { overdue } = input.fact<LoanStandingFact>('loan.standing');
    return { truth: overdue ? 'false' : 'true', observed: overdue, required: false };
  },
  texts: {
    passed: {
      zh: '没有逾期的公积金贷款',
      en: 'No housing fund loan is overdue',
    },
    member: {
      zh: '您或配偶有逾期的公积金贷款（含共同借款、担保）',
      en: 'A housing fund loan of you or your spouse is overdue',
    },
    officer: {
      zh: '借款、共同借款或担保的公积金贷款逾期',
      en: 'Overdue loan as borrower, co-borrower or guarantor',
    },
    condition: {
      zh: '本人及配偶没有逾期的公积金贷款',
      en: 'no housing fund loan of the member or the spouse is overdue',
    },
    fix: {
      zh: '请先还清逾期本息（可办理提取还贷），还清后即可申请',
      en: 'Pay the arrears first, from the account if you like, then apply again',
    },
  },
});
