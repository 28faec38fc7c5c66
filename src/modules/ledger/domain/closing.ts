import { type Day, parseDay } from '../../../kernel/calendar';
import { type Fen, fen, maxFen, minFen } from '../../../kernel/money';
import type { Rate } from '../../../kernel/rate';
import { advance, numeratorOf } from './accumulation';
import { interestFrom } from './interest';
import type { InterestRateTable } from './interest-rate-table';

/** What a closing needs to know of a member's row. Days are 'YYYY-MM-DD'. */
export interface ClosingAccount {
  readonly postedFen: bigint;
  /** Accumulation (积数) of the open rate segment, fen · days, of all days before `accumulatedTo`. */
  readonly accumulation: bigint;
  readonly closedNumerator: bigint;
  readonly accumulatedTo: string;
  /** Exact numerator of the days that month-end accruals have booked on 211; 0 before the first. */
  readonly accruedNumerator: bigint;
}

/** Everything a closing pays, fixed at approval: what comes later neither adds to it nor takes from it. */
export interface ClosingTerms {
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  /** The day the money counts as gone: interest is paid to the day before. */
  readonly valueDate: Day;
  /** The accumulation the interest pays for: taken off the row when the money has left. */
  readonly fenDays: bigint;
  readonly rate: Rate;
  readonly closedNumerator: bigint;
  /** The part of the interest that accruals have booked as owed (211) already; the rest is expense of today. */
  readonly accruedFen: Fen;
}

/**
 * Terms of closing an account on `today`, or on the day it is accumulated to where a movement is valued ahead.
 * Interest is the exact numerator / 360, rounded once, half up, to 0.01 (handbook 3.9).
 * Where the rate has changed since the row was last accumulated, its segment is closed on the way.
 * @throws InterestRateError when no rate is in force.
 */
export function closingTerms(account: ClosingAccount, today: Day, rates: InterestRateTable): ClosingTerms {
  const accumulatedTo = parseDay(account.accumulatedTo);
  const valueDate = today > accumulatedTo ? today : accumulatedTo;
  const state = advance(
    {
      balance: fen(account.postedFen),
      openFenDays: account.accumulation,
      closedNumerator: account.closedNumerator,
      accumulatedTo,
    },
    valueDate,
    rates,
  );
  // Debits valued before the credits they spent leave less than nothing; nobody pays interest to the centre.
  const interestFen = maxFen(fen(0n), interestFrom(numeratorOf(state, rates)));
  return {
    principalFen: state.balance,
    interestFen,
    accruedFen: maxFen(fen(0n), minFen(interestFen, interestFrom(account.accruedNumerator))),
    valueDate,
    fenDays: state.openFenDays,
    rate: rates.on(valueDate),
    closedNumerator: state.closedNumerator,
  };
}
