import { Injectable } from '@nestjs/common';
import type { BilingualText } from '../../../../kernel/decision';
import { fen, yuan } from '../../../../kernel/money';
import { monthFromNumber } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { type MonthBalance, MonthBooks } from '../../../ledger';
import { selectMonthEnds, type UnaskedAccount } from '../../store/month-end-store';
import { MonthConditions } from './month-conditions';

/** A subject at the end of a closed month; yuan, a debit balance above zero. */
export interface SubjectBalance {
  readonly subject: string;
  readonly name: string;
  readonly opening: string;
  readonly debit: string;
  readonly credit: string;
  readonly closing: string;
}

/** A month that is over. */
export interface MonthEndView {
  readonly month: string;
  readonly state: 'open' | 'closed';
  /** What stood in the way at the last look; empty of a closed month, and of one not looked at yet. */
  readonly hindrances: readonly {
    readonly code: string;
    readonly count: number;
    readonly text: BilingualText;
  }[];
  /** Accounts at banks without a line at the last look: nobody asked their banks, they are compared by hand. */
  readonly unasked: readonly UnaskedAccount[];
  readonly lookedAt: string | null;
  readonly closedAt: string | null;
  /** Of a closed month, once they are added up. */
  readonly balances: readonly SubjectBalance[];
}

/** Months that are over, as managers see them. */
@Injectable()
export class ReadMonths {
  constructor(
    private readonly conditions: MonthConditions,
    private readonly books: MonthBooks,
  ) {}

  /** The latest first. */
  async latest(tx: Tx, limit: number): Promise<MonthEndView[]> {
    const ends = await selectMonthEnds(tx, limit);
    const closed = ends.filter(({ finishedAt }) => finishedAt !== null);
    const balances = await this.books.balances(
      tx,
      closed.map(({ month }) => month),
    );
    return ends.map(({ month, hindrances, unasked, lookedAt, closedAt }) => ({
      month: monthFromNumber(month),
      state: closedAt === null ? 'open' : 'closed',
      hindrances: hindrances.map(({ code, count }) => ({ code, count, text: this.conditions.textOf(code) })),
      unasked,
      lookedAt: lookedAt?.toISOString() ?? null,
      closedAt: closedAt?.toISOString() ?? null,
      balances: balances.filter((balance) => balance.month === month).map(shown),
    }));
  }
}

function shown({ subject, name, openingFen, debitFen, creditFen, closingFen }: MonthBalance): SubjectBalance {
  return {
    subject,
    name,
    opening: yuan(fen(openingFen)),
    debit: yuan(fen(debitFen)),
    credit: yuan(fen(creditFen)),
    closing: yuan(fen(closingFen)),
  };
}
