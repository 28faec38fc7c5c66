import { sha256Hex } from '../../../../kernel/canonical-json';
import type { CreditValue, NationwideValue } from './fact-values';

const FUND_LOAN = 'housing-fund';

/** Key of a loan's contract: it says whether two are the same, and nothing else. */
export function contractKey(contractNo: string): string {
  return sha256Hex(contractNo).slice(0, 16);
}

/**
 * Whether what the national platform and the credit report say of somebody's housing fund loans can both be true. A fund
 * loan that the report calls unpaid is one that the platform names, settled or not, for its word is of today and the
 * report's of the last month; or one of our own, which our books tell. An unsettled one that the platform tells decides
 * by itself.
 * @param own keys of the contracts of our own loans.
 */
export function fundLoansAgree(
  { unsettled, contracts }: NationwideValue,
  credit: CreditValue | null,
  own: readonly string[],
): boolean {
  if (credit === null || unsettled > 0) return true;
  const named = new Set([...contracts.map(({ key }) => key), ...own]);
  return credit.loans.every(({ type, key }) => type !== FUND_LOAN || key === undefined || named.has(key));
}
