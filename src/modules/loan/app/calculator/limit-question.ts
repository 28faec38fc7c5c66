import type { UpliftReason } from '../../domain/granting/loan-cap';
import type { HomeCount } from '../../domain/granting/loan-rate-table';

/** What the most that is lent is asked with; money in yuan strings, days 'YYYY-MM-DD'. */
export interface LimitQuestion {
  readonly price: string;
  readonly appraisal?: string;
  readonly home?: HomeCount;
  readonly affordable?: boolean;
  readonly contributionYears: number;
  readonly twoContributors: boolean;
  readonly uplift?: readonly UpliftReason[];
  readonly monthlyIncome: string;
  readonly otherMonthlyDebt?: string;
  readonly periods: number;
  readonly wanted?: string;
  readonly birth?: string;
  readonly buildYear?: number;
}
