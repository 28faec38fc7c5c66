import { addDays, compareDays, daysBetween } from '../../../kernel/calendar';
import type { Day } from '../../../kernel/calendar';
import { fen, plus } from '../../../kernel/money';
import type { Fen } from '../../../kernel/money';
import { RATE_SCALE } from '../../../kernel/rate';
import { divideHalfUp } from '../../../kernel/rounding';
import { advance, move, numeratorOf, openAccumulation } from './accumulation';
import type { Accumulation } from './accumulation';
import type { InterestRateTable } from './interest-rate-table';

/** Days of a year in the interest formula: yearly rates are divided by 360, whatever the calendar says. */
const DAY_COUNT_BASIS = 360n;

export interface Movement {
  readonly on: Day;
  /** Positive for a credit, negative for a debit. */
  readonly amount: Fen;
}

export interface InterestPeriod {
  readonly opening: Fen;
  /** In any order; those of one day are netted. */
  readonly movements: readonly Movement[];
  /** First and last earning day, both inclusive; for a closing the last is the day before. */
  readonly from: Day;
  readonly lastDay: Day;
  readonly rates: InterestRateTable;
}

export interface PeriodInterest {
  /** Sum of end-of-day balances, fen · days. */
  readonly accumulation: bigint;
  readonly interest: Fen;
  /** End balance before interest. */
  readonly principal: Fen;
  readonly after: Fen;
}

/** A period that ends before it starts, or a movement outside of it. */
export class InterestPeriodError extends Error {
  override readonly name = 'InterestPeriodError';
}

/**
 * Interest of a member's account over a period by accumulation (积数法): Σ over rate segments of end-of-day balances ×
 * rate, / 360, rounded once, half up, to 0.01. A period of no day (`from` the day after `lastDay`) earns 0.
 * @throws InterestPeriodError when the period is reversed or a movement lies outside of it.
 * @throws InterestRateError when no rate is in force on an earning day.
 */
export function interestOf(period: InterestPeriod): PeriodInterest {
  const end = addDays(period.lastDay, 1);
  if (period.from > end) throw new InterestPeriodError('the period ends before it starts');
  let state = openAccumulation(period.opening, period.from);
  let accumulation = 0n;
  const earnUntil = (day: Day): bigint => state.balance * BigInt(daysBetween(state.accumulatedTo, day));
  for (const { on, amount } of [...period.movements].sort((a, b) => compareDays(a.on, b.on))) {
    if (on < period.from || on > period.lastDay) {
      throw new InterestPeriodError(`a movement on ${on} lies outside the period`);
    }
    accumulation += earnUntil(on);
    state = move(state, amount, on, period.rates);
  }
  accumulation += earnUntil(end);
  const { interest, after } = settle(state, period.lastDay, period.rates);
  return { accumulation, interest, principal: state.balance, after: after.balance };
}

/**
 * Settles an account: accumulates through `lastDay` inclusive and capitalises the interest, which earns from the day
 * after. For the yearly settlement `lastDay` is 30 June, for a closing the day before.
 * @throws AccumulationOrderError when movements after `lastDay` have been booked already.
 * @throws InterestRateError when no rate is in force on an earning day.
 */
export function settle(
  state: Accumulation,
  lastDay: Day,
  rates: InterestRateTable,
): { readonly interest: Fen; readonly after: Accumulation } {
  const start = addDays(lastDay, 1);
  const interest = interestFrom(numeratorOf(advance(state, start, rates), rates));
  return { interest, after: openAccumulation(plus(state.balance, interest), start) };
}

/** Interest of an exact numerator in fen · days · 10⁻⁸: / 360, rounded once, half up, to 0.01. */
export function interestFrom(numerator: bigint): Fen {
  return fen(divideHalfUp(numerator, DAY_COUNT_BASIS * RATE_SCALE));
}
