import type { Day } from '../../../../kernel/calendar';
import { type Fen, fen, minus, parseYuan, plus, sumFen, yuan } from '../../../../kernel/money';
import type { Rate } from '../../../../kernel/rate';
import { invalidAt } from '../../../../platform/http';
import type { ParameterSet } from '../../../policy';
import type { HomeCount } from '../../domain/granting/loan-rate-table';
import { dayInterest } from '../../domain/plan/interest';
import { periodsLeft, planOf, type PlanSegment, rowsOf } from '../../domain/plan/plan-segment';
import { balanceAfter, prepaymentEffect, type PrepaymentMode } from '../../domain/plan/prepayment';
import type { RepaymentMethod } from '../../domain/plan/repayment-method';
import {
  type CalculatorReason,
  rateToUse,
  type Reckoned,
  shownBasis,
  type ShownBasis,
  type ShownRate,
} from './shown';

export interface PrepaymentQuestion {
  readonly principal: string;
  readonly periods: number;
  readonly home?: HomeCount;
  readonly annualRate?: string;
  readonly method?: RepaymentMethod;
  readonly paidPeriods: number;
  readonly amount: string;
  readonly daysSinceDue?: number;
  /** Where in the request the fields stand; '' unless given. */
  readonly at?: string;
}

/** What a prepayment comes to in one of its two forms. */
export interface PrepaymentOption {
  readonly nextPayment: string;
  readonly lastPayment: string;
  readonly periodsLeft: number;
  readonly fewerPeriods: number;
  readonly interestLeft: string;
  /** Against going on as planned, less the interest that is paid with the prepayment. */
  readonly interestSaved: string;
}

export interface PrepaymentView extends Reckoned {
  readonly rate: ShownRate;
  readonly balanceBefore: string;
  readonly balanceAfter: string;
  readonly periodsLeft: number;
  readonly nextPayment: string;
  /** Interest of the prepaid principal since the last due date. */
  readonly interestNow: string;
  readonly toPayNow: string;
  readonly reduceInstalment: PrepaymentOption;
  readonly reduceTerm: PrepaymentOption;
  /** What repaying everything on that day would take and save. */
  readonly settlement: {
    readonly interestNow: string;
    readonly toPayNow: string;
    readonly interestSaved: string;
  };
  readonly reasons: readonly CalculatorReason[];
  readonly basis: readonly ShownBasis[];
}

/**
 * What a prepayment saves, with the instalment kept or the term.
 * @throws Problem 400 when all instalments are paid, or the amount is not below the balance.
 */
export function reckonPrepayment(
  asked: PrepaymentQuestion,
  parameters: ParameterSet,
  today: Day,
): PrepaymentView {
  const { rate, shown } = rateToUse(asked, parameters, today);
  const { paidPeriods, periods, method = '01', daysSinceDue = 0 } = asked;
  if (paidPeriods >= periods) throw allPaid(periods, asked.at);
  const plan = planOf({
    method,
    fromNo: 1,
    periods,
    startBalance: parseYuan(asked.principal),
    annualRate: rate,
  });
  const balance = balanceAfter(plan, paidPeriods);
  const amount = parseYuan(asked.amount);
  if (amount >= balance) throw notPartial(balance, asked.at);
  const rest = {
    ...plan,
    fromNo: paidPeriods + 1,
    startBalance: balance,
    periods: periodsLeft(plan, paidPeriods + 1),
  };
  const interestOf = (of: Fen): Fen => sinceDue(of, rate, daysSinceDue);
  const interestNow = interestOf(amount);
  const planned = [...rowsOf(rest)];
  const plannedInterest = sumFen(planned.map(({ interest }) => interest));
  const option = (mode: PrepaymentMode): PrepaymentOption =>
    optionOf(plan, { paidPeriods, amount, mode, interestNow, planned: planned.length });
  return {
    reckonedOn: today,
    parameters: parameters.id,
    rate: shown,
    balanceBefore: yuan(balance),
    balanceAfter: yuan(minus(balance, amount)),
    periodsLeft: planned.length,
    nextPayment: yuan(planned[0]?.payment ?? fen(0n)),
    interestNow: yuan(interestNow),
    toPayNow: yuan(plus(amount, interestNow)),
    reduceInstalment: option('reduce-instalment'),
    reduceTerm: option('reduce-term'),
    settlement: {
      interestNow: yuan(interestOf(balance)),
      toPayNow: yuan(plus(balance, interestOf(balance))),
      interestSaved: yuan(minus(plannedInterest, interestOf(balance))),
    },
    reasons: reasonsAgainst(amount, paidPeriods, parameters),
    basis: ['loan.prepayMin', 'loan.prepayStep', 'loan.prepayAfterInstalments'].map((path) =>
      shownBasis(parameters, path),
    ),
  };
}

function optionOf(
  plan: PlanSegment,
  of: { paidPeriods: number; amount: Fen; mode: PrepaymentMode; interestNow: Fen; planned: number },
): PrepaymentOption {
  const { rows, interestSaved } = prepaymentEffect(plan, of.paidPeriods, of.amount, of.mode);
  return {
    nextPayment: yuan(rows[0]?.payment ?? fen(0n)),
    lastPayment: yuan(rows.at(-1)?.payment ?? fen(0n)),
    periodsLeft: rows.length,
    fewerPeriods: of.planned - rows.length,
    interestLeft: yuan(sumFen(rows.map(({ interest }) => interest))),
    interestSaved: yuan(minus(interestSaved, of.interestNow)),
  };
}

function sinceDue(principal: Fen, rate: Rate, days: number): Fen {
  return dayInterest(principal, rate * BigInt(days));
}

function reasonsAgainst(amount: Fen, paidPeriods: number, parameters: ParameterSet): CalculatorReason[] {
  const [least, step] = [parameters.money('loan.prepayMin'), parameters.money('loan.prepayStep')];
  const first = parameters.integer('loan.prepayAfterInstalments');
  const reasons: CalculatorReason[] = [];
  if (amount < least || amount % step !== 0n) {
    reasons.push({
      code: 'PREPAY_MIN',
      text: {
        zh: `提前部分还款不少于 ${yuan(least)} 元，且为 ${yuan(step)} 元的整数倍。`,
        en: `A partial prepayment is ${yuan(least)} yuan or more, in multiples of ${yuan(step)} yuan.`,
      },
      fix: { zh: '请调整金额。', en: 'Change the amount.' },
    });
  }
  if (paidPeriods < first) {
    reasons.push({
      code: 'PREPAY_MIN',
      text: {
        zh: `还满 ${first} 期后方可提前还款。`,
        en: `A loan can be prepaid once ${first} instalments are paid.`,
      },
      fix: { zh: '请在还满后再办理。', en: 'Prepay after that.' },
    });
  }
  return reasons;
}

function allPaid(periods: number, at = '') {
  return invalidAt(`${at}/paidPeriods`, 'TOO_LARGE', {
    zh: `已还期数应小于总期数 ${periods}。`,
    en: `Instalments paid are fewer than the ${periods} of the loan.`,
  });
}

function notPartial(balance: Fen, at = '') {
  return invalidAt(`${at}/amount`, 'AMOUNT_NOT_PARTIAL', {
    zh: `提前部分还款应小于贷款余额 ${yuan(balance)} 元；全部归还请看较小金额答复中的 settlement。`,
    en: `A partial prepayment is below the balance of ${yuan(balance)} yuan; for repaying everything see settlement in the answer to a smaller amount.`,
  });
}
