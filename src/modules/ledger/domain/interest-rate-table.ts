import { compareDays } from '../../../kernel/calendar';
import type { Day } from '../../../kernel/calendar';
import type { Rate } from '../../../kernel/rate';

/** A yearly rate for members' balances, in force from its day inclusive until the next one. */
export interface InterestRate {
  readonly from: Day;
  readonly annual: Rate;
}

/** No rate is in force on a day that needs one, or two rates start on the same day. */
export class InterestRateError extends Error {
  override readonly name = 'InterestRateError';
}

/** The dated rates, earliest first. A new rate must be in it before its first day is accumulated. */
export class InterestRateTable {
  private readonly rates: readonly InterestRate[];

  /** @throws InterestRateError when two rates start on the same day. */
  constructor(rates: readonly InterestRate[]) {
    this.rates = [...rates].sort((a, b) => compareDays(a.from, b.from));
    const twice = this.rates.find((rate, index) => rate.from === this.rates[index + 1]?.from);
    if (twice) throw new InterestRateError(`two interest rates start on ${twice.from}`);
  }

  /** @throws InterestRateError when no rate is in force on the day. */
  on(day: Day): Rate {
    const rate = this.rates.findLast(({ from }) => from <= day);
    if (!rate) throw new InterestRateError(`no interest rate is in force on ${day}`);
    return rate.annual;
  }

  /** First days of the rates that start after `after`, up to and including `upTo`, earliest first. */
  changes(after: Day, upTo: Day): Day[] {
    return this.rates.filter(({ from }) => from > after && from <= upTo).map(({ from }) => from);
  }
}
