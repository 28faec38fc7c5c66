import { type Day, daysBetween, parseDay } from '../../../src/kernel/calendar';
import { SUPPOSED } from './supposed-rates';

/** Rates of the told loan by the day from which it has them, in millionths: reckoned here and not asked of the service. */
const RATES = [
  { from: parseDay('2027-01-01'), millionths: 21_000n },
  { from: parseDay('2029-01-01'), millionths: BigInt(SUPPOSED.upToFiveYears.slice(2).padEnd(6, '0')) },
] as const;

/** The yearly rate of the told loan on a day, with four decimals. */
export function rateOn(day: Day): string {
  const found = RATES.findLast(({ from }) => from <= day);
  return `0.${String((found?.millionths ?? 0n) / 100n).padStart(4, '0')}`;
}

const half = (numerator: bigint, denominator: bigint): bigint =>
  (2n * numerator + denominator) / (2n * denominator);

/** Yearly rate in millionths times days, from one day to another. */
function rateDays(from: Day, until: Day): bigint {
  return RATES.reduce((sum, { from: begins, millionths }, index) => {
    const ends = RATES[index + 1]?.from ?? until;
    const first = begins > from ? begins : from;
    const last = ends < until ? ends : until;
    return first < last ? sum + millionths * BigInt(daysBetween(first, last)) : sum;
  }, 0n);
}

/** Interest in fen of a month from due day to due day; a rate that changes within it counts by its days. */
export function monthsInterest(balanceFen: bigint, from: Day, dueOn: Day): bigint {
  const days = BigInt(daysBetween(from, dueOn));
  return half(balanceFen * rateDays(from, dueOn), 12n * days * 1_000_000n);
}

/** Interest in fen of single days over 360. */
export function daysInterest(amountFen: bigint, from: Day, on: Day): bigint {
  return half(amountFen * rateDays(from, on), 360n * 1_000_000n);
}

/** Penalty in fen on what is unpaid since its due day: half as much again as the rate, by days over 360. */
export function penaltyOn(unpaidFen: bigint, dueOn: Day, on: Day): bigint {
  return half(3n * unpaidFen * rateDays(dueOn, on), 2n * 360n * 1_000_000n);
}
