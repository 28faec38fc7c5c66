import type { FactNeed } from '../../../casework';
import type { Rule } from '../../../policy';
import { repaymentLoanRunning } from '../repayment/rules/repayment-loan-running.rule';
import { changeCardBound } from './rules/change-card-bound.rule';
import { changeNothingOverdue } from './rules/change-nothing-overdue.rule';
import { changeSomething } from './rules/change-something.rule';
import { changeTermInBand } from './rules/change-term-in-band.rule';
import { changeTermInLimit } from './rules/change-term-in-limit.rule';
import { changeTermInLimit2 } from './rules/change-term-in-limit-2.rule';

/** DK08 还款方式、账户、期限变更. */
export const repaymentChange = {
  code: 'DK08',
  facts: [
    {
      name: 'loan.repayment',
      replaces: { zh: '贷款余额证明', en: 'statement of the loan' },
    },
    {
      name: 'loan.change',
      replaces: { zh: '变更申请书、还款卡复印件', en: 'paper application, copy of the card' },
    },
  ] as readonly FactNeed[],
  rules: [
    repaymentLoanRunning,
    changeNothingOverdue,
    changeSomething,
    changeTermInLimit,
    changeTermInLimit2,
    changeTermInBand,
    changeCardBound,
  ] as readonly Rule[],
};
