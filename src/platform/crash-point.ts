/** Places at which a crash test may kill the process. */
export const CRASH_POINTS = [
  'after-intake',
  'after-desk-answer',
  'after-carry-out-commit',
  'after-bank-send',
  'before-settlement-commit',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

const wanted = process.env['CRASH_POINT'] ?? '';

/**
 * Kills the process on the spot when CRASH_POINT of the environment names this place, as kill -9 would: no handler
 * runs, nothing is flushed. Otherwise nothing happens. The settings refuse CRASH_POINT in production.
 */
export function crashPoint(name: CrashPoint): void {
  if (wanted === name) process.kill(process.pid, 'SIGKILL');
}
