import { defineRule, practiceClause } from '../../../policy';
import type { LoanStandingFact } from '../fact-values';

/** This version asks about loans in which the member has a part; what the spouse owes alone bars the spouse. */
export const noOverdueLoan2 = defineRule({
  id: 'no-overdue-loan',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '公积金贷款逾期未还清不得提取',
    'No withdrawal while a housing fund loan is overdue',
  ),
  order: 60,
  reasonCode: 'LOAN_OVERDUE',
  reads: { facts: ['loan.ownStanding'], parameters: [] },
  judge(input) {
    const { overdue } = input.fact<LoanStandingFact>('loan.ownStanding');
    return { truth: overdue ? 'false' : 'true', observed: overdue, required: false };
  },
  texts: {
    passed: {
      zh: '没有逾期的公积金贷款',
      en: 'No housing fund loan is overdue',
    },
    member: {
      zh: '您有逾期的公积金贷款（含共同借款、担保）',
      en: 'A housing fund loan that you borrow, co-borrow or guarantee is overdue',
    },
    officer: {
      zh: '本人借款、共同借款或担保的公积金贷款逾期',
      en: 'Overdue loan of the member as borrower, co-borrower or guarantor',
    },
    condition: {
      zh: '本人借款、共同借款或担保的公积金贷款没有逾期',
      en: 'no housing fund loan that the member borrows, co-borrows or guarantees is overdue',
    },
    fix: {
      zh: '请先还清逾期本息（可办理提取还贷），还清后即可申请',
      en: 'Pay the arrears first, from the account if you like, then apply again',
    },
  },
});
