import { dayOf } from '../../../kernel/calendar';

/** Day 'YYYY-MM-DD' and time 'HH:MM:SS' of an instant in Beijing, which keeps no summer time. */
export function beijingTime(instant: Date): { day: string; time: string } {
  const seconds = Math.floor(instant.getTime() / 1_000 + 8 * 3_600) % 86_400;
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return { day: dayOf(instant), time: parts.map((part) => String(part).padStart(2, '0')).join(':') };
}
