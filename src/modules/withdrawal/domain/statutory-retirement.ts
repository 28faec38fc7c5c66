import { addMonths, type Day, isDay, monthOf, parseDay } from '../../../kernel/calendar';
import { type Month, monthsApart, parseMonth } from '../../../kernel/month';

/** Whose retirement age it is: men; women in posts of 55; women in posts of 50. */
export type RetirementTrack = 'standard' | 'female-55' | 'female-50';

interface Track {
  readonly baseAge: number;
  /** Birth month of the first who retire later. */
  readonly from: Month;
  /** One month more for so many months of birth. */
  readonly step: number;
  readonly most: number;
}

/** 全国人大常委会 2024-09-13 决定, from 2025-01-01 (handbook 4.9). */
const TRACKS: Readonly<Record<RetirementTrack, Track>> = {
  standard: { baseAge: 60, from: parseMonth('1965-01'), step: 4, most: 36 },
  'female-55': { baseAge: 55, from: parseMonth('1970-01'), step: 4, most: 36 },
  'female-50': { baseAge: 50, from: parseMonth('1975-01'), step: 2, most: 60 },
};

/** Statutory retirement month: birth month + base age + delay, the delay growing month by month up to its most. */
export function statutoryRetirement(
  birth: Day,
  track: RetirementTrack,
): { readonly delayMonths: number; readonly month: Month } {
  const { baseAge, from, step, most } = TRACKS[track];
  const later = monthsApart(from, monthOf(birth));
  const delayMonths = later < 0 ? 0 : Math.min(most, Math.floor(later / step) + 1);
  return { delayMonths, month: monthOf(addMonths(birth, baseAge * 12 + delayMonths)) };
}

/**
 * The earliest statutory month of somebody by birth and sex of a right id number (GB 11643) that is not past on
 * `today`; null when all are. Which post a woman has the number does not tell, so it is a hint and never decides.
 */
export function earliestStatutoryMonth(idNo: string, today: Day): Month | null {
  const birth = `${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`;
  if (!isDay(birth)) return null;
  const isMale = Number(idNo[16]) % 2 === 1;
  const tracks: readonly RetirementTrack[] = isMale ? ['standard'] : ['female-50', 'female-55'];
  const months = tracks.map((track) => statutoryRetirement(parseDay(birth), track).month);
  return months.find((month) => month >= monthOf(today)) ?? null;
}
