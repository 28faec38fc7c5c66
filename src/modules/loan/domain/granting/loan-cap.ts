import type { Fen } from '../../../../kernel/money';
import { type Rate, RATE_SCALE } from '../../../../kernel/rate';
import type { Fraction } from '../plan/instalment';

/** Why a household may borrow more: a recognised talent, two children or more, a soldier on active service. */
export type UpliftReason = 'TALENT' | 'MULTI_CHILD' | 'MILITARY';

export interface CapRequest {
  /** Whole years of the one who has contributed longer. */
  readonly contributionYears: number;
  /** Both of a couple contribute. */
  readonly twoContributors: boolean;
  readonly uplift: readonly UpliftReason[];
}

/** From the parameters `loan.capSingle`, `capSingleUnder3y`, `capFamily`, `capFamilyUnder3y`, `uplift`, `upliftFor`. */
export interface LoanCaps {
  readonly single: Fen;
  readonly singleUnder3y: Fen;
  readonly family: Fen;
  readonly familyUnder3y: Fen;
  /** 1.3 */
  readonly uplift: Rate;
  readonly upliftFor: readonly UpliftReason[];
}

/** Which of the caps holds for a household, as the parameters name it. */
export type CapRow = 'single' | 'singleUnder3y' | 'family' | 'familyUnder3y';

export interface FamilyCap {
  readonly row: CapRow;
  /** Whether the uplift is in it. */
  readonly lifted: boolean;
  /** Exactly, in fen. */
  readonly amount: Fraction;
}

/** Years of contribution from which the full cap holds. */
const FULL_CAP_YEARS = 3;

/**
 * The centre's cap for a household (handbook 5.2), exactly: by headcount and years of contribution, times the uplift
 * where a reason for it holds. A talent passes the test of years.
 */
export function familyCap(request: CapRequest, caps: LoanCaps): FamilyCap {
  const reasons = request.uplift.filter((reason) => caps.upliftFor.includes(reason));
  const lifted = reasons.length > 0;
  const full = request.contributionYears >= FULL_CAP_YEARS || reasons.includes('TALENT');
  const headcount = request.twoContributors ? 'family' : 'single';
  const row: CapRow = full ? headcount : `${headcount}Under3y`;
  const factor = lifted ? caps.uplift : RATE_SCALE;
  return { row, lifted, amount: { numerator: caps[row] * factor, denominator: RATE_SCALE } };
}
