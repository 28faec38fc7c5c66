import type { Day } from '../../../../kernel/calendar';
import { sixDigits } from '../member/account-numbers';

const SEQUENCE_DIGITS = 7;

/** What is paid under a number, by the letters it begins with: 汇缴, 补缴, 财政统一缴款 for many employers, 灵活就业. */
export type PaymentPrefix = 'HJ' | 'BJ' | 'CZ' | 'LH';

/**
 * Number an employer writes on the transfer (单号): HJ (汇缴) or BJ (补缴), yymmdd, seven digits of a sequence, one check digit (Luhn).
 * The check digit keeps a mistyped number from being that of another employer's list.
 */
export function paymentNo(day: Day, sequence: bigint, prefix: PaymentPrefix = 'HJ'): string {
  const digits = sixDigits(day) + sequence.toString().padStart(SEQUENCE_DIGITS, '0').slice(-SEQUENCE_DIGITS);
  return `${prefix}${digits}${checkDigit(digits)}`;
}

/**
 * Payment numbers in what a payer wrote, each once: full-width forms, lower case, blanks and hyphens are forgiven, a
 * wrong check digit is not.
 */
export function paymentNosIn(...texts: readonly string[]): string[] {
  return numbersIn('HJ', texts);
}

/** Numbers of back payments in what a payer wrote, likewise. */
export function backPaymentNosIn(...texts: readonly string[]): string[] {
  return numbersIn('BJ', texts);
}

/** Numbers of payments of the treasury, likewise. */
export function fiscalNosIn(...texts: readonly string[]): string[] {
  return numbersIn('CZ', texts);
}

/** Numbers of voluntary contributions in what a payer wrote, likewise. */
export function flexiblePaymentNosIn(...texts: readonly string[]): string[] {
  return numbersIn('LH', texts);
}

const FORMS: Readonly<Record<PaymentPrefix, RegExp>> = {
  HJ: /HJ(\d{14})/g,
  BJ: /BJ(\d{14})/g,
  CZ: /CZ(\d{14})/g,
  LH: /LH(\d{14})/g,
};

function numbersIn(prefix: PaymentPrefix, texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => {
    const plain = text
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\s\-–—_]/gu, '');
    return [...plain.matchAll(FORMS[prefix])].map((match) => match[1] ?? '');
  });
  const valid = found.filter((digits) => checkDigit(digits.slice(0, -1)) === digits.slice(-1));
  return [...new Set(valid)].map((digits) => `${prefix}${digits}`);
}

function checkDigit(digits: string): string {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    const digit = Number(digits[digits.length - 1 - fromRight]);
    const doubled = fromRight % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}
