import { checkCharacterOf } from './resident-id';

const OLD_FORM = /^[1-9]\d{14}$/;

/**
 * A 15-digit id number (issued until 1999, invalid since 2013) in the 18-character form: the century 19 is put in and
 * the check character added (GB 11643). Any other text comes back as it is; whether the result is valid is not asked.
 */
export function fromOldResidentId(text: string): string {
  if (!OLD_FORM.test(text)) return text;
  const number = `${text.slice(0, 6)}19${text.slice(6)}`;
  return `${number}${checkCharacterOf(number)}`;
}
