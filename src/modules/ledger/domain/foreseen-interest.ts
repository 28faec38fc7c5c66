import { addDays, type Day, daysBetween } from '../../../kernel/calendar';
import { type Fen, fen, maxFen } from '../../../kernel/money';
import type { Rate } from '../../../kernel/rate';
import { type Accumulation, advance, numeratorOf } from './accumulation';
import { interestFrom, type Movement } from './interest';
import type { InterestRateTable } from './interest-rate-table';
import type { InterestYear } from './interest-year';

/** Days of the year under one rate. */
export interface InterestSegment {
  readonly from: Day;
  /** Last earning day, inclusive. */
  readonly to: Day;
  readonly rate: Rate;
  /** Sum of end-of-day balances, fen · days. */
  readonly fenDays: bigint;
}

/** Interest of a member's year up to some day. */
export interface ForeseenInterest {
  /** Last earning day counted, inclusive. */
  readonly lastDay: Day;
  readonly segments: readonly InterestSegment[];
  /** Numerator of days before this year that came after it was settled, or, before the first settlement, of earlier years. */
  readonly earlierNumerator: bigint;
  /** Exact numerator of all: fen · days · 10⁻⁸. */
  readonly numerator: bigint;
  readonly interest: Fen;
}

/**
 * What the row earns through `lastDay`, laid out by segments of one rate. The numerator is the row's own; what the
 * year's movements do not explain of it is told apart as `earlierNumerator`.
 * A row accumulated past `lastDay` is counted to where it stands, since its movements are valued ahead.
 * @throws InterestRateError when a day has no rate.
 */
export function foreseeInterest(
  state: Accumulation,
  year: { readonly openingFen: bigint; readonly movements: readonly Movement[]; readonly of: InterestYear },
  wantedLastDay: Day,
  rates: InterestRateTable,
): ForeseenInterest {
  const wanted = addDays(wantedLastDay, 1);
  const end = wanted > state.accumulatedTo ? wanted : state.accumulatedTo;
  const segments = segmentsOf(year, end, rates);
  const numerator = numeratorOf(advance(state, end, rates), rates);
  const explained = segments.reduce((sum, { fenDays, rate }) => sum + fenDays * rate, 0n);
  return {
    lastDay: addDays(end, -1),
    segments,
    earlierNumerator: numerator - explained,
    numerator,
    interest: maxFen(fen(0n), interestFrom(numerator)),
  };
}

function segmentsOf(
  year: { readonly openingFen: bigint; readonly movements: readonly Movement[]; readonly of: InterestYear },
  end: Day,
  rates: InterestRateTable,
): InterestSegment[] {
  const { from } = year.of;
  if (end <= from) return [];
  const starts = [from, ...rates.changes(from, addDays(end, -1))];
  return starts.map((start, index) => {
    const next = starts[index + 1] ?? end;
    const moved = year.movements.filter(({ on }) => on < next);
    const fenDays = moved.reduce(
      (sum, { on, amount }) => sum + amount * BigInt(daysBetween(on > start ? on : start, next)),
      year.openingFen * BigInt(daysBetween(start, next)),
    );
    return { from: start, to: addDays(next, -1), rate: rates.on(start), fenDays };
  });
}
