import type { Day } from '../../../kernel/calendar';
import type { UnknownReason } from '../../../kernel/fact';
import type { AccountChange } from './account-change';

/** One page of what a bank has booked on an account of ours on a day (BDC113); the first page is 1. */
export interface StatementQuestion {
  readonly accountNo: string;
  readonly day: Day;
  readonly page: number;
}

/** `lines` in the bank's order; `total` of all pages. */
export interface StatementPage {
  readonly lines: readonly AccountChange[];
  readonly total: number;
  readonly more: boolean;
}

export type StatementAnswer =
  | ({ readonly state: 'known' } & StatementPage)
  | { readonly state: 'unknown'; readonly reason: UnknownReason; readonly detail: string | null };

/** Only lines of the account and the day that were asked about. */
export function isOfQuestion({ accountNo, day }: StatementQuestion, line: AccountChange): boolean {
  return line.accountNo === accountNo && line.valueDate === day;
}

/** A total is written as a plain number; null for anything else. */
export function readCount(text: string): number | null {
  return /^(0|[1-9]\d{0,6})$/.test(text) ? Number(text) : null;
}
