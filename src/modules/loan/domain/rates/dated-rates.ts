import { type Day, daysBetween } from '../../../../kernel/calendar';
import type { Rate } from '../../../../kernel/rate';

/** A yearly rate of one loan, in force from its day inclusive until the next one. */
export interface DatedRate {
  readonly from: Day;
  readonly annual: Rate;
}

/** The rates of one loan, earliest first; the first is that of the disbursement day. */
export type DatedRates = readonly [DatedRate, ...DatedRate[]];

/** No rate is in force on a day that needs one, or rates are not in the order of their days. */
export class DatedRateError extends Error {
  override readonly name = 'DatedRateError';
}

/** @throws DatedRateError when the day is before the first rate. */
export function rateOn(rates: DatedRates, day: Day): Rate {
  const rate = rates.findLast(({ from }) => from <= day);
  if (!rate) throw new DatedRateError(`no rate is in force on ${day}`);
  return rate.annual;
}

/**
 * Σ rate × days over the days from `from` inclusive to `to` exclusive, in 10⁻⁸ · days: a day counts at the rate in
 * force on it.
 * @throws DatedRateError when a day is before the first rate, or `to` before `from`.
 */
export function rateDays(rates: DatedRates, from: Day, to: Day): bigint {
  if (to < from) throw new DatedRateError(`${to} is before ${from}`);
  let sum = 0n;
  let start = from;
  let annual = rateOn(rates, from);
  for (const next of rates) {
    if (next.from <= from || next.from >= to) continue;
    sum += annual * BigInt(daysBetween(start, next.from));
    start = next.from;
    annual = next.annual;
  }
  return sum + annual * BigInt(daysBetween(start, to));
}

/**
 * The rates with one more, which starts after all of them.
 * @throws DatedRateError when it does not.
 */
export function withRate(rates: DatedRates, added: DatedRate): DatedRates {
  const last = rates.at(-1) ?? rates[0];
  if (added.from <= last.from) {
    throw new DatedRateError(`a rate from ${added.from} does not follow the one from ${last.from}`);
  }
  return [...rates, added];
}
