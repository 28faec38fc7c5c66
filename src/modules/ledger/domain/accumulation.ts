import { daysBetween } from '../../../kernel/calendar';
import type { Day } from '../../../kernel/calendar';
import { plus } from '../../../kernel/money';
import type { Fen } from '../../../kernel/money';
import type { InterestRateTable } from './interest-rate-table';

/**
 * What an account's row keeps so that interest needs no table of days (积数法). The open segment is the one whose rate
 * is in force on `accumulatedTo`.
 */
export interface Accumulation {
  /** Balance at the end of the last movement's day, and of every day since. */
  readonly balance: Fen;
  /** Sum of end-of-day balances in the open rate segment, fen · days. */
  readonly openFenDays: bigint;
  /** Σ balance × days × rate of the closed rate segments, fen · days · 10⁻⁸. */
  readonly closedNumerator: bigint;
  /** First day that is not accumulated yet. */
  readonly accumulatedTo: Day;
}

/** An accumulation can only be carried forward. */
export class AccumulationOrderError extends Error {
  override readonly name = 'AccumulationOrderError';
}

/** An accumulation that starts with that balance on that day, nothing accumulated yet. */
export function openAccumulation(balance: Fen, day: Day): Accumulation {
  return { balance, openFenDays: 0n, closedNumerator: 0n, accumulatedTo: day };
}

/**
 * Accumulates the days from `accumulatedTo` up to, and without, `today`: balance × days, closing the open segment at
 * each change of rate on the way.
 * @throws AccumulationOrderError when `today` lies before `accumulatedTo`.
 * @throws InterestRateError when a closed segment has no rate.
 */
export function advance(state: Accumulation, today: Day, rates: InterestRateTable): Accumulation {
  if (today < state.accumulatedTo) {
    throw new AccumulationOrderError(`already accumulated to ${state.accumulatedTo}, past ${today}`);
  }
  const earned = earnedBy(state.balance, state.accumulatedTo, today, rates);
  if (earned.closedNumerator === null) {
    return { ...state, openFenDays: state.openFenDays + earned.openFenDays, accumulatedTo: today };
  }
  return {
    balance: state.balance,
    openFenDays: earned.openFenDays,
    closedNumerator: numeratorOf(state, rates) + earned.closedNumerator,
    accumulatedTo: today,
  };
}

/**
 * Books a movement by its value date: it counts in that day's end balance, so a credit's day earns and a debit's does
 * not. A value date before `accumulatedTo` (a debit settled late) corrects what was accumulated since, at the rates of
 * those days; one that lies before the last settlement of interest is paid, or taken back, with the next.
 * @throws InterestRateError when a closed segment has no rate.
 */
export function move(
  state: Accumulation,
  amount: Fen,
  valueDay: Day,
  rates: InterestRateTable,
): Accumulation {
  if (valueDay >= state.accumulatedTo) {
    const advanced = advance(state, valueDay, rates);
    return { ...advanced, balance: plus(advanced.balance, amount) };
  }
  const missed = earnedBy(amount, valueDay, state.accumulatedTo, rates);
  return {
    balance: plus(state.balance, amount),
    openFenDays: state.openFenDays + missed.openFenDays,
    closedNumerator: state.closedNumerator + (missed.closedNumerator ?? 0n),
    accumulatedTo: state.accumulatedTo,
  };
}

/**
 * The exact interest numerator of everything accumulated, fen · days · 10⁻⁸; interest is this / 360.
 * @throws InterestRateError when the open segment holds something and has no rate.
 */
export function numeratorOf(state: Accumulation, rates: InterestRateTable): bigint {
  if (state.openFenDays === 0n) return state.closedNumerator;
  return state.closedNumerator + state.openFenDays * rates.on(state.accumulatedTo);
}

/** Days from `from` up to, and without, `to`; the closed part is null when no rate changes on the way. */
function earnedBy(
  amount: Fen,
  from: Day,
  to: Day,
  rates: InterestRateTable,
): { openFenDays: bigint; closedNumerator: bigint | null } {
  let closedNumerator: bigint | null = null;
  let day = from;
  for (const change of rates.changes(from, to)) {
    closedNumerator = (closedNumerator ?? 0n) + amount * BigInt(daysBetween(day, change)) * rates.on(day);
    day = change;
  }
  return { openFenDays: amount * BigInt(daysBetween(day, to)), closedNumerator };
}
