export type BankCardCheck =
  { readonly valid: true } | { readonly valid: false; readonly reason: 'CARD_CHECKSUM' };

const FORM = /^\d{16,19}$/;

/** Checks a card number: 16 to 19 digits with the Luhn check digit of ISO/IEC 7812-1. */
export function checkBankCard(number: string): BankCardCheck {
  if (!FORM.test(number)) return { valid: false, reason: 'CARD_CHECKSUM' };
  let sum = 0;
  for (let fromRight = 0; fromRight < number.length; fromRight += 1) {
    const digit = Number(number[number.length - 1 - fromRight]);
    const doubled = fromRight % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 ? { valid: true } : { valid: false, reason: 'CARD_CHECKSUM' };
}
