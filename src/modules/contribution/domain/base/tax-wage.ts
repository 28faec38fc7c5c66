import { type Fen, fen, maxFen, minFen, parseYuan, yuan } from '../../../../kernel/money';
import { type Rate, RATE_SCALE } from '../../../../kernel/rate';
import { divideHalfUp } from '../../../../kernel/rounding';

/** What an employer declared to the tax authority of one person in a year; no months: nothing. Yuan. */
export interface TaxWage {
  readonly [key: string]: string | number;
  readonly amount: string;
  readonly months: number;
}

export interface BaseLimits {
  readonly lower: Fen;
  readonly upper: Fen;
}

/** Sum of what one employer declared, over its runs of months. */
export function taxWageOf(
  declared: readonly { readonly creditCode: string; readonly amount: Fen; readonly months: number }[],
  creditCode: string,
): TaxWage {
  const here = declared.filter((part) => part.creditCode === creditCode);
  return {
    amount: yuan(fen(here.reduce((sum, { amount }) => sum + amount, 0n))),
    months: here.reduce((sum, { months }) => sum + months, 0),
  };
}

/** Monthly average, rounded once, half up (Regulations, article 16); null where nothing was declared. */
export function averageOf({ amount, months }: TaxWage): Fen | null {
  return months === 0 ? null : fen(divideHalfUp(parseYuan(amount), BigInt(months)));
}

/**
 * Whether a wage agrees with what was declared to the tax authority: the same base after the limits, or no further
 * from its average than the tolerance (a share of the average). Exact: nothing is rounded.
 */
export function agreesWithTax(
  wage: Fen,
  { amount, months }: TaxWage,
  of: { readonly tolerance: Rate; readonly limits: BaseLimits },
): boolean {
  const [total, count] = [parseYuan(amount), BigInt(months)];
  const average = averageOf({ amount, months });
  if (average !== null && clamped(wage, of.limits) === clamped(average, of.limits)) return true;
  const apart = wage * count > total ? wage * count - total : total - wage * count;
  return apart * RATE_SCALE <= total * of.tolerance;
}

/** A wage within the limits. */
export function clamped(wage: Fen, { lower, upper }: BaseLimits): Fen {
  return maxFen(lower, minFen(upper, wage));
}
