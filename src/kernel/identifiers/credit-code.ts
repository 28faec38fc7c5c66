export type CreditCodeCheck =
  { readonly valid: true } | { readonly valid: false; readonly reason: 'USCC_CHARSET' | 'USCC_CHECKSUM' };

/** Digits and letters without I, O, S, V and Z, which are too easily misread. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORM = /^[0-9A-HJ-NP-RTUWXY]{18}$/;
const MODULUS = 31;

/**
 * Checks a unified social credit code by GB 32100-2015: 18 characters of the alphabet (USCC_CHARSET, lower case
 * included), then the last one, (31 − Σ value × 3^position mod 31) mod 31 (USCC_CHECKSUM).
 */
export function checkCreditCode(code: string): CreditCodeCheck {
  if (!FORM.test(code)) return { valid: false, reason: 'USCC_CHARSET' };
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % MODULUS;
  }
  const expected = ALPHABET[(MODULUS - (sum % MODULUS)) % MODULUS];
  return expected === code[17] ? { valid: true } : { valid: false, reason: 'USCC_CHECKSUM' };
}
