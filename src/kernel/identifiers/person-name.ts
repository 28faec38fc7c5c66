/**
 * Letters of any script, 〇 (a number by Unicode, a character in names), characters of the private use area that older
 * registers hold, and between them dots, blanks, hyphens and apostrophes; 1 to 60 characters.
 */
const FORM = /^[\p{L}\p{Co}〇][\p{L}\p{M}\p{Co}〇·•．・‧ .'’-]{0,59}$/u;

/** Whether a text can be a person's name as a document shows it. */
export function isPersonName(text: string): boolean {
  return FORM.test(text);
}
