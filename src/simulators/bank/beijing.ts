import { dayOf } from '../../kernel/calendar';

/** 'YYYYMMDD' and 'HHMMSS' of an instant in Beijing. */
export function beijing(instant: Date): { date: string; time: string } {
  const shifted = new Date(instant.getTime() + 8 * 3_600_000).toISOString();
  return { date: dayOf(instant).replaceAll('-', ''), time: shifted.slice(11, 19).replaceAll(':', '') };
}
