const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Resident id number by GB 11643 from region (6 digits), birth day 'YYYY-MM-DD' and sequence (0–999). */
export function residentId(region: string, bornOn: string, sequence: number): string {
  const body = `${region}${bornOn.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${'10X98765432'[sum % 11] ?? ''}`;
}

/** Unified credit code by GB 32100-2015 of a company: '91', region (6 digits), organisation (8 characters). */
export function creditCode(region: string, organisation: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, index) => total + weight * ORGANISATION_ALPHABET.indexOf(organisation[index] ?? '0'),
    0,
  );
  const rest = 11 - (sum % 11);
  const organisationCheck = rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
  const body = `91${region}${organisation}${organisationCheck}`;
  let weighted = 0;
  for (let index = 0, weight = 1; index < body.length; index += 1, weight = (weight * 3) % 31) {
    weighted += CREDIT_ALPHABET.indexOf(body[index] ?? '0') * weight;
  }
  return `${body}${CREDIT_ALPHABET[(31 - (weighted % 31)) % 31] ?? ''}`;
}

/** Card number with its Luhn digit appended. */
export function cardNumber(body: string): string {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    const digit = Number(body[body.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${body}${(10 - (sum % 10)) % 10}`;
}
