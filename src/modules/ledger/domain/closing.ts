import { type Day, parseDay } from '../../../kernel/calendar';
import { type Fen, fen, maxFen } from '../../../kernel/money';
import { formatRate, type Rate } from '../../../kernel/rate';
import { advance, numeratorOf } from './accumulation';
import { interestFrom } from './interest';
import { InterestRateError, type InterestRateTable } from './interest-rate-table';

/** What a closing needs to know of a member's row. Days are 'YYYY-MM-DD'. */
export interface ClosingAccount {
  readonly postedFen: bigint;
  /** Accumulation (积数) of the open rate segment, fen · days, of all days before `accumulatedTo`. */
  readonly accumulation: bigint;
  readonly closedNumerator: bigint;
  readonly accumulatedTo: string;
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
}

/**
 * Terms of closing an account on `today`, or on the day it is accumulated to where a movement is valued ahead.
 * Interest is the exact numerator / 360, rounded once, half up, to 0.01 (handbook 3.9).
 * @throws InterestRateError when no rate is in force, or when the rate changed since the row was last accumulated:
 * the open accumulation is a sum of fen · days and does not tell which of them were under which rate, so the segment
 * must have been closed on the row at the first day of the new rate.
 */
export function closingTerms(account: ClosingAccount, today: Day, rates: InterestRateTable): ClosingTerms {
  const accumulatedTo = parseDay(account.accumulatedTo);
  const valueDate = today > accumulatedTo ? today : accumulatedTo;
  const [changed] = rates.changes(accumulatedTo, valueDate);
  if (changed !== undefined)
    throw new InterestRateError(
      `the rate changed on ${changed}: close the segment of the rate ${formatRate(rates.on(accumulatedTo))} on the row, which is accumulated to ${accumulatedTo}, before the account is closed`,
    );
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
  return {
    principalFen: state.balance,
    // Debits valued before the credits they spent leave less than nothing; nobody pays interest to the centre.
    interestFen: maxFen(fen(0n), interestFrom(numeratorOf(state, rates))),
    valueDate,
    fenDays: state.openFenDays,
    rate: rates.on(valueDate),
    closedNumerator: state.closedNumerator,
  };
}
