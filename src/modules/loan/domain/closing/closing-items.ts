import type { Rule } from '../../../policy';
import type { FactNeed } from '../../../casework';
import { closingLoanSettled } from './rules/closing-loan-settled.rule';

const settledFact: FactNeed = {
  name: 'loan.settled',
  replaces: { zh: '结清证明申请书、银行还款流水', en: 'paper application, the bank’s list of repayments' },
};

/** DK09 贷款结清证明与抵押注销. */
export const loanClosing = {
  code: 'DK09',
  facts: [settledFact] as readonly FactNeed[],
  rules: [closingLoanSettled] as readonly Rule[],
};
