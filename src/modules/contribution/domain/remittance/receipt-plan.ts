import { fen, type Fen } from '../../../../kernel/money';

/** Where the money of one receipt goes. The parts are in fen and sum to the receipt. */
export type ReceiptPlan =
  | {
      readonly outcome: 'decomposed';
      /** Out of this receipt to the members. */
      readonly credited: Fen;
      /** Earlier short money of the same list, out of suspense to the members. */
      readonly drawn: Fen;
      /** What is left of this receipt, to the unit's suspense. */
      readonly suspense: Fen;
    }
  | {
      readonly outcome: 'short' | 'kept';
      readonly credited: Fen;
      readonly drawn: Fen;
      readonly suspense: Fen;
    };

/**
 * Handbook 3.4: all of the list or nothing of it. `waiting` is short money of earlier receipts of the list that still
 * stands in suspense: with it a second transfer may make the sum whole. Money for a list that awaits none (paid before,
 * cancelled, not the month due) is kept for the unit.
 */
export function planReceipt(list: { awaiting: boolean; total: Fen; waiting: Fen }, amount: Fen): ReceiptPlan {
  const nothing = fen(0n);
  if (!list.awaiting) return { outcome: 'kept', credited: nothing, drawn: nothing, suspense: amount };
  const credited = amount < list.total ? amount : list.total;
  const drawn = fen(list.total - credited);
  if (drawn > list.waiting) return { outcome: 'short', credited: nothing, drawn: nothing, suspense: amount };
  return { outcome: 'decomposed', credited, drawn, suspense: fen(amount - credited) };
}
