import { addMonths, type Day } from '../../../kernel/calendar';
import { type Fen, fen, maxFen, minFen, minus } from '../../../kernel/money';

/** What the reason "repaying a home loan" looks at (handbook 4.2, 10.1). */
export interface Repayment {
  readonly balance: Fen;
  readonly minimumRetained: Fen;
  /** Principal and interest repaid in the last months that count. */
  readonly repaid: Fen;
  readonly lastWithdrawnOn: Day | null;
  readonly appliedOn: Day;
  /** Months that must lie between two withdrawals. */
  readonly intervalMonths: number;
}

/** What may be withdrawn for it, or the headline of the refusal, with the first day to ask again when time mends it. */
export type RepaymentRoom =
  | { readonly outcome: 'approved'; readonly amount: Fen }
  | { readonly outcome: 'refused'; readonly reason: 'INTERVAL_LT_12_MONTHS'; readonly retryOn: Day }
  | { readonly outcome: 'refused'; readonly reason: 'ROOM_EXHAUSTED' | 'BALANCE_TOO_LOW' };

/** The lesser of what was repaid and what is available; once in an interval. */
export function repaymentRoom(repayment: Repayment): RepaymentRoom {
  const { balance, minimumRetained, repaid, lastWithdrawnOn, appliedOn, intervalMonths } = repayment;
  const retryOn = lastWithdrawnOn === null ? null : addMonths(lastWithdrawnOn, intervalMonths);
  if (retryOn !== null && appliedOn < retryOn)
    return { outcome: 'refused', reason: 'INTERVAL_LT_12_MONTHS', retryOn };
  if (repaid <= 0n) return { outcome: 'refused', reason: 'ROOM_EXHAUSTED' };
  const available = maxFen(fen(0n), minus(balance, minimumRetained));
  if (available === 0n) return { outcome: 'refused', reason: 'BALANCE_TOO_LOW' };
  return { outcome: 'approved', amount: minFen(repaid, available) };
}
