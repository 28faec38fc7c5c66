/** A side is rounded to a fen, a jiao or a yuan, up, down or half up: by as much it may be off, and by no more. */
const ROUNDED_BY_LESS_THAN = 100;

/** SQL: whether a monthly amount is not what the ratio makes of the base; all amounts in fen. */
export const offRatio = (amount: string, base: string, ratio: string): string =>
  `abs(${amount} - ${base} * ${ratio}) >= ${ROUNDED_BY_LESS_THAN}`;
