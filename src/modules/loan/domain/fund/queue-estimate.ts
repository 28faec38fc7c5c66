import { addDays, type Day, daysBetween, parseDay } from '../../../../kernel/calendar';
import type { Fen } from '../../../../kernel/money';
import type { FundDay } from './fund-day';

/** Further ahead nothing is foreseen. */
const MOST_DAYS = 3_650n;

/**
 * Day on which a loan's turn comes if room goes on growing as it did on the days that are given, the oldest first; null
 * where it does not grow, or too slowly. `ahead` is all that waits before it.
 */
export function queueEstimate(
  { ahead, own }: { readonly ahead: Fen; readonly own: Fen },
  days: readonly Pick<FundDay, 'day' | 'room' | 'admitted'>[],
): Day | null {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const wanted = ahead + own - (last.room - last.admitted);
  const next = addDays(parseDay(last.day), 1);
  if (wanted <= 0n) return next;
  const between = BigInt(daysBetween(parseDay(first.day), parseDay(last.day)));
  const spent = days.slice(0, -1).reduce((sum, { admitted }) => sum + admitted, 0n);
  const grown = last.room - first.room + spent;
  if (between === 0n || grown <= 0n) return null;
  // Whole days, the last one begun counts.
  const count = (wanted * between + grown - 1n) / grown;
  return count > MOST_DAYS ? null : addDays(parseDay(last.day), Number(count));
}
