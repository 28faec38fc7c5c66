import { compareDays, type Day, parseDay } from '../../../../kernel/calendar';
import type { Rate } from '../../../../kernel/rate';
import { type DatedRate, type DatedRates, withRate } from '../rates/dated-rates';

/** Whether the household buys its first or its second home. */
export type HomeCount = 'first' | 'second';

/** The four yearly rates that come into force together (handbook 5.4). */
export interface LoanRateRow {
  readonly from: Day;
  /** Of terms up to 60 months, and over. */
  readonly first: { readonly short: Rate; readonly long: Rate };
  readonly second: { readonly short: Rate; readonly long: Rate };
}

/** No rate is in force on a day that needs one, or two rows start on the same day. */
export class LoanRateError extends Error {
  override readonly name = 'LoanRateError';
}

/** Longest term, in months, of the lower column: five years (A.2, 01 and 02). */
const SHORT_TERM = 60;
/** Longest term, in months, of a loan that keeps its rate to the end. */
const FIXED_RATE_TERM = 12;

/**
 * The longest whole term that has the rate of a contract of this term, in months: a year that keeps its rate, five years
 * of the lower column; null where there is none longer.
 */
export function longestOfBand(termMonths: number): number | null {
  if (termMonths <= FIXED_RATE_TERM) return FIXED_RATE_TERM;
  return termMonths <= SHORT_TERM ? SHORT_TERM : null;
}

/** The dated rates of housing fund loans (个人住房公积金贷款利率). */
export class LoanRateTable {
  private readonly rows: readonly LoanRateRow[];

  /** @throws LoanRateError when two rows start on the same day. */
  constructor(rows: readonly LoanRateRow[]) {
    this.rows = [...rows].sort((a, b) => compareDays(a.from, b.from));
    const twice = this.rows.find((row, index) => row.from === this.rows[index + 1]?.from);
    if (twice) throw new LoanRateError(`two rows of loan rates start on ${twice.from}`);
  }

  /**
   * The yearly rate of a loan disbursed on a day, and from when it is in force.
   * @param termMonths the term of the contract.
   * @throws LoanRateError when no rate is in force on the day.
   */
  on(day: Day, termMonths: number, home: HomeCount): DatedRate {
    const row = this.rows.findLast(({ from }) => from <= day);
    if (!row) throw new LoanRateError(`no loan rate is in force on ${day}`);
    return { from: row.from, annual: row[home][termMonths <= SHORT_TERM ? 'short' : 'long'] };
  }

  /**
   * The rates of one loan from its disbursement through a day: it starts with that of its first day and moves on each
   * 1 January to the one then in force; a loan of a year or less keeps its own (handbook 5.4).
   */
  of(loan: { disbursedOn: Day; termMonths: number; home: HomeCount }, through: Day): DatedRates {
    const { disbursedOn, termMonths, home } = loan;
    const { annual } = this.on(disbursedOn, termMonths, home);
    return this.goingOn({ from: disbursedOn, annual }, loan, through);
  }

  /** The same from a rate that a loan has from a day on, whatever it is, e.g. one it was taken over with. */
  goingOn(
    first: DatedRate,
    { termMonths, home }: { readonly termMonths: number; readonly home: HomeCount },
    through: Day,
  ): DatedRates {
    let rates: DatedRates = [first];
    if (termMonths <= FIXED_RATE_TERM) return rates;
    for (let year = yearOf(first.from) + 1; year <= yearOf(through); year += 1) {
      const from = newYear(year);
      const { annual } = this.on(from, termMonths, home);
      if (annual !== rates.at(-1)?.annual) rates = withRate(rates, { from, annual });
    }
    return rates;
  }
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

function newYear(year: number): Day {
  return parseDay(`${String(year).padStart(4, '0')}-01-01`);
}
