import type { Day } from '../../../kernel/calendar';
import type { UnknownReason } from '../../../kernel/fact';
import { type Fen, sumFen } from '../../../kernel/money';
import type { AccountChange } from './account-change';

/** One page of what a bank has booked on an account of ours on a day (BDC113); the first page is 1. */
export interface StatementQuestion {
  readonly accountNo: string;
  readonly day: Day;
  readonly page: number;
}

/** `lines` in the bank's order; the control totals are of all pages. */
export interface StatementPage {
  readonly lines: readonly AccountChange[];
  readonly control: ControlTotals;
  readonly more: boolean;
}

/** What the bank says that a day comes to: its lines, what came in and what went out. */
export interface ControlTotals {
  readonly lines: number;
  readonly inFen: Fen;
  readonly outFen: Fen;
}

export type StatementAnswer =
  | ({ readonly state: 'known' } & StatementPage)
  | { readonly state: 'unknown'; readonly reason: UnknownReason; readonly detail: string | null };

/**
 * Whether these pages are all of a day: each says the same of the whole, and it is what they hold. A page that was cut,
 * came twice or was booked upon meanwhile shows in one of the three.
 */
export function areWhole(pages: readonly Pick<StatementPage, 'lines' | 'control'>[]): boolean {
  const [first] = pages;
  const lines = pages.flatMap((page) => page.lines);
  const sum = (direction: AccountChange['direction']): Fen =>
    sumFen(lines.filter((line) => line.direction === direction).map(({ amountFen }) => amountFen));
  return (
    first !== undefined &&
    pages.every(({ control }) => isSame(control, first.control)) &&
    isSame(first.control, { lines: lines.length, inFen: sum('in'), outFen: sum('out') })
  );
}

function isSame(one: ControlTotals, other: ControlTotals): boolean {
  return one.lines === other.lines && one.inFen === other.inFen && one.outFen === other.outFen;
}

/** Only lines of the account and the day that were asked about. */
export function isOfQuestion({ accountNo, day }: StatementQuestion, line: AccountChange): boolean {
  return line.accountNo === accountNo && line.valueDate === day;
}

/** A total is written as a plain number; null for anything else. */
export function readCount(text: string): number | null {
  return /^(0|[1-9]\d{0,6})$/.test(text) ? Number(text) : null;
}
