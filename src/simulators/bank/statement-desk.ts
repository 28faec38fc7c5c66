import { type Fen, parseYuan, sumFen } from '../../kernel/money';
import type { BookLine, MoneyLine } from './book-line';
import type { StatementAsked } from './dialect';

export interface StatementPage {
  readonly lines: readonly MoneyLine[];
  readonly total: number;
  /** Of the whole day, whatever the page. */
  readonly creditFen: Fen;
  readonly debitFen: Fen;
  readonly more: boolean;
}

/** Lines in one message: a field each, and the fields of a message are bounded. */
const LINES_OF_A_PAGE = 60;

/** What the bank has booked on an account on a day, in its own order, a page of it. */
export function statementOf(
  lines: readonly BookLine[],
  { accountNo, date, page }: StatementAsked,
): StatementPage {
  const booked = lines.filter(
    (line): line is MoneyLine => 'serial' in line && line.account === accountNo && line.date === date,
  );
  const end = page * LINES_OF_A_PAGE;
  return {
    lines: booked.slice(end - LINES_OF_A_PAGE, end),
    total: booked.length,
    creditFen: sumOf(booked.filter(({ kind }) => kind !== 'payment')),
    debitFen: sumOf(booked.filter(({ kind }) => kind === 'payment')),
    more: booked.length > end,
  };
}

function sumOf(lines: readonly MoneyLine[]): Fen {
  return sumFen(lines.map(({ amount }) => parseYuan(amount)));
}
