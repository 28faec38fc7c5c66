declare const fenBrand: unique symbol;

/** An amount in fen (1/100 yuan), exact and signed. Never a JS number. */
export type Fen = bigint & { readonly [fenBrand]: 'Fen' };

/** A text or a value that is not a yuan amount with exactly two decimals. Carries no part of the input. */
export class MoneyFormatError extends Error {
  override readonly name = 'MoneyFormatError';
  constructor() {
    super('not a yuan amount: up to 13 digits, a point and exactly two decimals, like 12.34');
  }
}

const YUAN = /^-?\d{1,13}\.\d{2}$/;

/** Marks an integer number of fen, such as one read from the database, as money. */
export function fen(amount: bigint): Fen {
  return amount as Fen;
}

/**
 * Reads a yuan string of the wire, '12.34' → 1234 fen. The form is `-?\d{1,13}\.\d{2}`: no exponent, no separator,
 * no blanks, no full-width digits. Whether a negative amount makes sense is the caller's question.
 * @throws MoneyFormatError on anything else, a JSON number included.
 */
export function parseYuan(text: string): Fen {
  if (typeof text !== 'string' || !YUAN.test(text)) throw new MoneyFormatError();
  return fen(BigInt(text.replace('.', '')));
}

/** Writes fen as the yuan string of the wire: 1234 → '12.34', -5 → '-0.05'. */
export function yuan(amount: Fen): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function plus(a: Fen, b: Fen): Fen {
  return fen(a + b);
}

export function minus(a: Fen, b: Fen): Fen {
  return fen(a - b);
}

export function minFen(first: Fen, ...others: Fen[]): Fen {
  return others.reduce((least, amount) => (amount < least ? amount : least), first);
}

export function maxFen(first: Fen, ...others: Fen[]): Fen {
  return others.reduce((greatest, amount) => (amount > greatest ? amount : greatest), first);
}

/** Sum of the amounts, 0 for none. */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return fen(sum);
}
