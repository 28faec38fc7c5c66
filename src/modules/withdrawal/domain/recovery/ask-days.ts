import { addDays, type Day, parseDay } from '../../../../kernel/calendar';

/** Calendar days after the payment on which the bureau is asked again whether the contract still stands. */
export const ASK_AFTER_DAYS = [30, 90, 180] as const;

/** The next of those days after `today`; null when none is left. */
export function nextAskOn(paidOn: string, today: Day): Day | null {
  const days = ASK_AFTER_DAYS.map((after) => addDays(parseDay(paidOn), after));
  return days.find((day) => day > today) ?? null;
}

/** Seconds until a bureau that gave no answer is asked again; the last one repeats. */
const RETRY = [5, 30, 60, 300, 900, 3600];

export function retryMs(attempts: number): number {
  return (RETRY[Math.min(Math.max(attempts, 1), RETRY.length) - 1] ?? 3600) * 1000;
}
