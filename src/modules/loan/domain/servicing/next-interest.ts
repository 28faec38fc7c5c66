import type { Fen } from '../../../../kernel/money';
import { dayInterest } from '../plan/interest';
import { rateDays } from '../rates/dated-rates';
import type { LoanState } from './loan-state';

/**
 * Interest of the next instalment where it goes by its actual days (handbook 5.6); null where it is that of a whole
 * month, or nothing is to come.
 */
export function nextInterest({ next, principal, periodFrom, rates }: LoanState): Fen | null {
  if (!next?.byDays) return null;
  return dayInterest(principal, rateDays(rates, periodFrom, next.dueOn));
}
