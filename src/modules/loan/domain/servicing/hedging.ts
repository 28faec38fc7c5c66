import { type Fen, fen, maxFen, minFen, minus } from '../../../../kernel/money';

/**
 * Who pays an instalment under a hedging agreement (对冲还贷): the members' accounts, then the card; the accounts alone;
 * the card, then the accounts; the card alone, as with an agreement that draws on the accounts once a year, or while
 * an account is frozen.
 */
export type HedgingOrder = 'accounts-first' | 'accounts-only' | 'card-first' | 'card-only';

/** A member's housing fund account that stands in for the loan. */
export interface HedgingAccount<Holder> {
  readonly holder: Holder;
  /** Posted balance less what is held for other business. */
  readonly balance: Fen;
}

export interface HedgingRequest<Holder> {
  readonly due: Fen;
  /** In the order of the agreement: the borrower, then the others. */
  readonly accounts: readonly HedgingAccount<Holder>[];
  /** What the card can pay; null when the bank is to say. */
  readonly card: Fen | null;
  /** What stays on each account: `withdrawal.minRetain`. */
  readonly minimumRetained: Fen;
  readonly order: HedgingOrder;
}

export interface Hedging<Holder> {
  readonly accounts: readonly { readonly holder: Holder; readonly debit: Fen; readonly after: Fen }[];
  /** What the card is charged. */
  readonly card: Fen;
  readonly unpaid: Fen;
  readonly state: 'paid' | 'overdue';
}

const ZERO = fen(0n);

/**
 * Divides an instalment over accounts and card (handbook 5.11). An account at or below what must stay on it gives
 * nothing. The shares and what is unpaid sum to what is due.
 * @throws RangeError when a sum is negative.
 */
export function hedge<Holder>(request: HedgingRequest<Holder>): Hedging<Holder> {
  const { due, accounts, card, minimumRetained, order } = request;
  if (due < 0n || minimumRetained < 0n || (card !== null && card < 0n)) {
    throw new RangeError('what is due, stays or can be paid is not negative');
  }
  let left = due;
  const take = (most: Fen): Fen => {
    const taken = minFen(left, maxFen(ZERO, most));
    left = minus(left, taken);
    return taken;
  };
  const chargeCard = (): Fen => (order === 'accounts-only' ? ZERO : take(card ?? left));
  const cardBefore = order === 'card-first' ? chargeCard() : ZERO;
  const debits = accounts.map(({ holder, balance }) => {
    const debit = order === 'card-only' ? ZERO : take(minus(balance, minimumRetained));
    return { holder, debit, after: minus(balance, debit) };
  });
  const charged = order === 'card-first' ? cardBefore : chargeCard();
  return { accounts: debits, card: charged, unpaid: left, state: left === 0n ? 'paid' : 'overdue' };
}
