import type { Fen } from '../../../kernel/money';
import type { UnknownReason } from '../../../kernel/fact';
import { freeFen, type Position } from './liquidity';

/** What a bank says is on an account of ours, or why it does not say. */
export type BalanceAnswer =
  | { readonly state: 'known'; readonly balanceFen: Fen }
  | { readonly state: 'unknown'; readonly reason: UnknownReason; readonly detail: string | null };

export type BalanceState = 'unasked' | 'agreed' | 'suspected' | 'differs';

/** How an account stood at the last look. */
export interface LastLook {
  readonly state: BalanceState;
  readonly differenceFen: bigint;
}

/**
 * Compares our books with the bank. What is known to be under way explains a difference: payments the bank may have
 * made already, transfers and credits of ours that it may have booked. A difference counts when the next look finds
 * the very same one: the two sides are never read at one moment.
 * @param before and `after` the bank was asked; null when our books moved meanwhile, and nothing can be said.
 */
export function compareBalance(
  before: Position,
  after: Position,
  bankFen: bigint,
  last: LastLook,
): LastLook | null {
  if (before.bookFen !== after.bookFen) return null;
  const differenceFen = bankFen - after.bookFen;
  const least = freeFen(after) - after.bookFen;
  const explained = differenceFen >= least && differenceFen <= after.comingFen;
  if (explained) return { state: 'agreed', differenceFen: 0n };
  const again = last.state !== 'unasked' && last.differenceFen === differenceFen;
  return { state: again ? 'differs' : 'suspected', differenceFen };
}
