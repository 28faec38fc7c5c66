import type { Month } from './month';

declare const dayBrand: unique symbol;

/** A day of the Gregorian calendar 'YYYY-MM-DD', years 0001 to 9999. The order of the strings is that of the days. */
export type Day = string & { readonly [dayBrand]: 'Day' };

/** A text that is no day of the calendar, or a result outside the years 0001 to 9999. */
export class DayFormatError extends Error {
  override readonly name = 'DayFormatError';
  constructor() {
    super('not a day of the calendar: YYYY-MM-DD from 0001-01-01 to 9999-12-31 is expected');
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;
/** China keeps UTC+8 without summer time since 1991-09-15; instants we meet are later. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** @throws DayFormatError when the text is of another form or the day does not exist, like 2025-02-29. */
export function parseDay(text: string): Day {
  if (!isDay(text)) throw new DayFormatError();
  return text;
}

export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const [year, month, day] = partsOf(value);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** @throws DayFormatError when the result leaves the years 0001 to 9999. */
export function addDays(day: Day, days: number): Day {
  return fromDayNumber(dayNumber(day) + days);
}

/**
 * The same day of another month, clipped at month end: 2026-01-31 + 1 → 2026-02-28.
 * @throws DayFormatError when the result leaves the years 0001 to 9999.
 */
export function addMonths(day: Day, months: number): Day {
  const [year, month, dayOfMonth] = partsOf(day);
  const index = year * 12 + month - 1 + months;
  const newYear = Math.floor(index / 12);
  const newMonth = index - newYear * 12 + 1;
  return write(newYear, newMonth, Math.min(dayOfMonth, daysInMonth(newYear, newMonth)));
}

/** Days from `from` to `to`: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Negative when `a` is earlier, positive when it is later, 0 when equal: an order for sorting. */
export function compareDays(a: Day, b: Day): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The day it is in Asia/Shanghai at that instant (1992 or later).
 * @throws DayFormatError when the instant is an invalid Date.
 */
export function dayOf(instant: Date): Day {
  return fromDayNumber(Math.floor((instant.getTime() + SHANGHAI_OFFSET_MS) / MS_PER_DAY));
}

/** Minute of its day in Asia/Shanghai in which the instant lies, 0 to 1439. */
export function minuteOfDay(instant: Date): number {
  const since = (instant.getTime() + SHANGHAI_OFFSET_MS) % MS_PER_DAY;
  return Math.floor((since < 0 ? since + MS_PER_DAY : since) / MS_PER_MINUTE);
}

/** The month the day lies in. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7) as Month;
}

function partsOf(day: string): [year: number, month: number, day: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01. Counts years from March, so that the leap day ends a year: 146 097 days in 400 years. */
function dayNumber(day: Day): number {
  const [year, month, dayOfMonth] = partsOf(day);
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of `dayNumber`. */
function fromDayNumber(number: number): Day {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return write(year, month, dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1);
}

function write(year: number, month: number, day: number): Day {
  const two = (value: number): string => String(value).padStart(2, '0');
  return parseDay(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
}
