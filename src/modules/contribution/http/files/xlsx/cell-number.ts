import { addDays, type Day, parseDay } from '../../../../../kernel/calendar';

/** Digits a spreadsheet keeps of a number (IEEE 754 double). */
const DIGITS_KEPT = 15;
const NUMBER = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
const LAST_SERIAL = 2_958_465;

/** A number of a sheet as its digits say it. */
export interface CellNumber {
  readonly text: string;
  /** Whether it is longer than a spreadsheet can keep, so that nobody knows what was typed. */
  readonly digitsLost: boolean;
}

/**
 * The decimal digits of a number as it stands in a sheet's XML, without an exponent; null when it is none.
 *
 * A sheet keeps IEEE doubles: what has more than 15 digits is the shortest decimal of the same double, so that
 * 5833.3300000000001 is the 5833.33 that was typed, and 5833.330000001 stays what it is. Whole numbers beyond 15
 * digits, such as id numbers typed as numbers, have lost their last digits before we see them.
 */
export function cellNumber(raw: string): CellNumber | null {
  if (!NUMBER.test(raw)) return null;
  const exact = plain(raw);
  if (exact === null) return null;
  const text = digitsOf(exact) <= DIGITS_KEPT ? exact : (plain(String(Number(raw))) ?? exact);
  const whole = text.replace('-', '').split('.')[0] ?? '';
  return { text, digitsLost: whole.length > DIGITS_KEPT };
}

/**
 * The day of a serial number, of either calendar; null when it is none: 60 is the 29 February 1900 that never was, and
 * a fraction is a time of day.
 */
export function dayOfSerial(text: string, from1904: boolean): Day | null {
  if (!/^\d{1,7}$/.test(text)) return null;
  const serial = Number(text);
  if (from1904) return addDays(parseDay('1904-01-01'), serial);
  if (serial < 1 || serial === 60 || serial > LAST_SERIAL) return null;
  return addDays(parseDay(serial < 60 ? '1899-12-31' : '1899-12-30'), serial);
}

/** Without exponent and needless zeros; null for what no amount, number or day can be. */
function plain(raw: string): string | null {
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = NUMBER.exec(raw) ?? [];
  const shift = Number(exponent);
  if (Math.abs(shift) > 40 || whole.length > 60 || decimals.length > 60) return null;
  const digits = whole + decimals;
  const point = whole.length + shift;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const right = padded.slice(at).replace(/0+$/, '');
  const text = right === '' ? left : `${left}.${right}`;
  return text === '0' ? text : `${sign}${text}`;
}

function digitsOf(text: string): number {
  return text.replaceAll(/[-.]/g, '').replace(/^0+/, '').length;
}
