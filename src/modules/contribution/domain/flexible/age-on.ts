import type { Day } from '../../../../kernel/calendar';

/** Full years on `day` of the bearer of a checked 18-digit id number (GB 11643: digits 7 to 14 are the day of birth). */
export function ageOn(idNo: string, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(idNo.slice(6, 10));
  const birthday = `${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`;
  return day.slice(5) < birthday ? years - 1 : years;
}
