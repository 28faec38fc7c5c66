import { type Fen, minFen, minus, sumFen } from '../../../../kernel/money';

/** What is owed of one instalment, or what a payment gives to it. */
export interface OwedParts {
  readonly no: number;
  readonly penalty: Fen;
  readonly interest: Fen;
  readonly principal: Fen;
}

export interface AllocationLine extends OwedParts {
  /** Nothing is owed of it any more. */
  readonly cleared: boolean;
}

export interface Allocation {
  /** One for each instalment owed, in their order; zeros where nothing reached it. */
  readonly lines: readonly AllocationLine[];
  /** What nothing was owed for. */
  readonly left: Fen;
}

/**
 * Divides a payment over what is owed (handbook 5.10): the oldest instalment first; in each its penalty, then its
 * interest, then its principal. Lines and rest sum to the amount.
 * @param owed oldest first.
 * @throws RangeError when the amount is negative.
 */
export function allocate(amount: Fen, owed: readonly OwedParts[]): Allocation {
  if (amount < 0n) throw new RangeError('a payment is not negative');
  let left = amount;
  const take = (part: Fen): Fen => {
    const taken = minFen(left, part);
    left = minus(left, taken);
    return taken;
  };
  const lines = owed.map((due) => {
    const penalty = take(due.penalty);
    const interest = take(due.interest);
    const principal = take(due.principal);
    const given = { no: due.no, penalty, interest, principal };
    return { ...given, cleared: totalOf(given) === totalOf(due) };
  });
  return { lines, left };
}

/** Penalty, interest and principal together. */
export function totalOf({ penalty, interest, principal }: OwedParts): Fen {
  return sumFen([penalty, interest, principal]);
}
