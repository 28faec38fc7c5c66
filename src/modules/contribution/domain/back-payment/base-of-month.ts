import type { Fen } from '../../../../kernel/money';
import { type BaseLimits, clamped } from '../base/tax-wage';
import type { BackPaymentReason } from './back-payment-reason';

/** Business day from which a month is made up for on the base that was valid in it (handbook 3.5). */
export const BASES_OF_MONTHS_FROM = '2026-12-01';

/** What our books have of a month's base; fen. */
export interface BaseOfMonth {
  /** Base that held in the month; of one before the member came, the first there was. */
  readonly base: Fen;
  /** Whether the books have one for it: of a month before the account nobody but the employer knows the wage. */
  readonly baseKnown: boolean;
  /** To what the base was corrected from a later month of the same fund year, while the member stayed; null: it was not. */
  readonly corrected: Fen | null;
}

/**
 * Why a month is not made up for on a wage: `other` than the base of the month, or no correction reaches the month. null:
 * it may be. A court or inspection may order any base; of a month that the books do not have the employer says the wage.
 */
export function baseOfMonthFault(
  wage: Fen,
  month: BaseOfMonth,
  of: { readonly reason: BackPaymentReason; readonly limits: BaseLimits },
): 'other' | 'not-corrected' | null {
  const { reason, limits } = of;
  const base = clamped(wage, limits);
  if (reason === 'order' || !month.baseKnown || base === clamped(month.base, limits)) return null;
  if (reason !== 'base-corrected') return 'other';
  return month.corrected !== null && base === clamped(month.corrected, limits) ? null : 'not-corrected';
}
