declare const monthBrand: unique symbol;

/** A calendar month 'YYYY-MM', years 0001 to 9999. The order of the strings is the order of the months. */
export type Month = string & { readonly [monthBrand]: 'Month' };

/** A text or number that is no month. */
export class MonthFormatError extends Error {
  override readonly name = 'MonthFormatError';
  constructor() {
    super('not a month: YYYY-MM from 0001-01 to 9999-12 is expected');
  }
}

const MONTH = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])$/;

/** @throws MonthFormatError */
export function parseMonth(text: string): Month {
  if (typeof text !== 'string' || !MONTH.test(text)) throw new MonthFormatError();
  return text as Month;
}

export function nextMonth(month: Month): Month {
  return fromIndex(indexOf(month) + 1);
}

export function previousMonth(month: Month): Month {
  return fromIndex(indexOf(month) - 1);
}

/** Negative when `a` is earlier, positive when it is later, 0 when equal: an order for sorting. */
export function compareMonths(a: Month, b: Month): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Months from `from` to `to`, negative when `to` is earlier: 2026-10 to 2027-01 is 3. */
export function monthsApart(from: Month, to: Month): number {
  return indexOf(to) - indexOf(from);
}

/** The form kept in the database, YYYYMM: '2026-11' → 202611. */
export function monthToNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 100 + Number(month.slice(5));
}

/** @throws MonthFormatError when the number is no YYYYMM. */
export function monthFromNumber(value: number): Month {
  const digits = String(value).padStart(6, '0');
  return parseMonth(`${digits.slice(0, -2)}-${digits.slice(-2)}`);
}

function indexOf(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function fromIndex(index: number): Month {
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return parseMonth(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`);
}
