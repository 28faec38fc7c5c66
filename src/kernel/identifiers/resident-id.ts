import { isDay } from '../calendar';
import type { Day } from '../calendar';

export type ResidentIdCheck =
  { readonly valid: true } | { readonly valid: false; readonly reason: 'ID_CHECKSUM' };

const FORM = /^[1-9]\d{16}[\dX]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** The apostrophe by which spreadsheets mark text, before the number. */
const TEXT_MARK = /^['’]+/;
const BLANKS = /[\s\p{Cf}]+/gu;

/**
 * The form in which an id number is stored and compared: half width, without blanks and without the mark of a
 * spreadsheet, the check character x as X. What is no digit stays what it is.
 */
export function normaliseResidentId(id: string): string {
  return id.normalize('NFKC').replace(BLANKS, '').replace(TEXT_MARK, '').replace(/x$/, 'X');
}

/**
 * Checks an 18-character id number by GB 11643: region digits, a birth date that exists, the check character. The old
 * 15-digit form is not accepted. With `today`, a birth date in the future is refused as well.
 */
export function checkResidentId(id: string, today?: Day): ResidentIdCheck {
  const refused: ResidentIdCheck = { valid: false, reason: 'ID_CHECKSUM' };
  const number = normaliseResidentId(id);
  if (!FORM.test(number)) return refused;
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isDay(birth) || (today !== undefined && birth > today)) return refused;
  return checkCharacterOf(number) === number[17] ? { valid: true } : refused;
}

/** The eighteenth character that belongs to the first seventeen digits. */
export function checkCharacterOf(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, position) => total + weight * Number(digits[position]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}
