import type { BilingualText } from '../../../../kernel/decision';

/** A day of the fund; yuan, ratios as decimals. */
export interface FundDayView {
  readonly day: string;
  readonly deposits: string;
  readonly loans: string;
  /** 个贷率; null where nothing is deposited. */
  readonly loanRatio: string | null;
  readonly overdue: string;
  /** 逾期率; null where nothing is lent. */
  readonly overdueRatio: string | null;
  readonly underWay: string;
  /** What may still be lent; below zero, with a minus, where more is. */
  readonly room: string;
  readonly admitted: string;
}

export interface FundMeasureView {
  readonly id: string;
  readonly kind: 'coefficient' | 'queue';
  readonly from: string;
  readonly until: string | null;
  readonly documentNo: string;
}

/** What managers see of the fund's safety. */
export interface FundView {
  readonly parameters: string;
  /** Above which ratio which part of the cap is lent, while the measure is in force; with how well that is founded. */
  readonly steps: readonly { readonly above: string; readonly coefficient: string }[];
  readonly lendable: string;
  readonly basis: { readonly mark: string; readonly source: BilingualText };
  /** Of today's measures; null where it is not in force or nothing is exceeded. */
  readonly coefficientNow: string | null;
  readonly measures: readonly FundMeasureView[];
  readonly queue: { readonly loans: number; readonly amount: string; readonly oldest: string | null };
  /** The latest first. */
  readonly days: readonly FundDayView[];
}
