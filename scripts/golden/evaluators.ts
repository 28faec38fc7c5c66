import type { Evaluator } from './evaluator';
import { evaluateGainsDistribution } from './gains-distribution';
import { evaluateBankCard, evaluateCreditCode, evaluateResidentId } from './identifiers';
import { evaluateInterest } from './interest';
import { evaluateLoanLimit, evaluateLoanTerm } from './loan-granting';
import {
  evaluateDueDates,
  evaluateFirstInstalmentFixedDay,
  evaluatePrepayment,
  evaluateSchedule,
} from './loan-schedule';
import {
  evaluateAllocation,
  evaluateHedging,
  evaluatePenalty,
  evaluateRateChange,
  evaluateRiskClass,
  evaluateSettlement,
} from './loan-servicing';
import { evaluateMonthlyContribution } from './monthly-contribution';
import { evaluatePurchaseWithdrawal } from './purchase-withdrawal';
import { evaluateRemittanceMonth } from './remittance-month';
import { evaluateRentWithdrawal } from './rent-withdrawal';
import { evaluateRepaymentWithdrawal } from './repayment-withdrawal';
import { evaluateRetirementMonth } from './retirement-month';

/** Every kind of golden case the system can compute. A kind that is absent here fails. */
export const evaluators: ReadonlyMap<string, Evaluator> = new Map([
  ['monthly-contribution', evaluateMonthlyContribution],
  ['interest', evaluateInterest],
  ['resident-id', evaluateResidentId],
  ['credit-code', evaluateCreditCode],
  ['bank-card', evaluateBankCard],
  ['remittance-month', evaluateRemittanceMonth],
  ['rent-withdrawal', evaluateRentWithdrawal],
  ['purchase-withdrawal', evaluatePurchaseWithdrawal],
  ['repayment-withdrawal', evaluateRepaymentWithdrawal],
  ['retirement-month', evaluateRetirementMonth],
  ['schedule', evaluateSchedule],
  ['first-instalment-fixed-day', evaluateFirstInstalmentFixedDay],
  ['due-dates', evaluateDueDates],
  ['prepayment', evaluatePrepayment],
  ['settlement', evaluateSettlement],
  ['rate-change', evaluateRateChange],
  ['penalty', evaluatePenalty],
  ['allocation', evaluateAllocation],
  ['hedging', evaluateHedging],
  ['risk-class', evaluateRiskClass],
  ['loan-limit', evaluateLoanLimit],
  ['loan-term', evaluateLoanTerm],
  ['gains-distribution', evaluateGainsDistribution],
]);
