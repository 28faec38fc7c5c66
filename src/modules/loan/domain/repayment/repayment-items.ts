import type { FactNeed } from '../../../casework';
import type { Rule } from '../../../policy';
import { prepayAfterInstalments } from './rules/prepay-after-instalments.rule';
import { prepayAfterInstalments2 } from './rules/prepay-after-instalments-2.rule';
import { prepayAmount } from './rules/prepay-amount.rule';
import { prepayNothingOverdue } from './rules/prepay-nothing-overdue.rule';
import { prepayPartOfDebt } from './rules/prepay-part-of-debt.rule';
import { prepayPartOfDebt2 } from './rules/prepay-part-of-debt-2.rule';
import { repaymentAffordable } from './rules/repayment-affordable.rule';
import { repaymentLoanRunning } from './rules/repayment-loan-running.rule';

const facts: readonly FactNeed[] = [
  {
    name: 'loan.repayment',
    replaces: { zh: '贷款余额证明、还款申请书', en: 'statement of the loan, paper application' },
  },
];

/** DK06 提前部分还款. */
export const partialPrepayment = {
  code: 'DK06',
  facts,
  rules: [
    repaymentLoanRunning,
    prepayNothingOverdue,
    prepayAfterInstalments,
    prepayAfterInstalments2,
    prepayAmount,
    prepayPartOfDebt,
    prepayPartOfDebt2,
    repaymentAffordable,
  ] as readonly Rule[],
};

/** DK07 提前结清贷款. */
export const fullSettlement = {
  code: 'DK07',
  facts,
  rules: [repaymentLoanRunning, repaymentAffordable] as readonly Rule[],
};
