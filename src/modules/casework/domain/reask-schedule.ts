/** Seconds to wait before the next question to a silent registry; the last one repeats until the case is decided or a person's. */
const schedule = [1, 2, 5, 10, 30, 60, 300, 900];

/** Milliseconds until a case is asked again that only a visit, or a person, can bring on: registers do get mended. */
export const slowReaskMs = 900_000;

/** Milliseconds until a waiting case is asked again after `round` rounds (1, 2, …). */
export function reaskAfterMs(round: number): number {
  return (schedule[Math.min(round, schedule.length) - 1] ?? 900) * 1000;
}
