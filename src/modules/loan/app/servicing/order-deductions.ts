import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { Parties } from '../../../party';
import { Collections } from '../../../settlement';
import type { Deduction } from '../../store/servicing/deduction-store';
import { CardDeductions } from './card-deductions';

/** Under which the bank is ordered to take instalments from cards. */
export const LOAN_DEDUCTION = 'loan-deduction';

/** Orders the bank to take what cards are asked for: many in a message (BDC105), each with a number and an end of its own. */
@Injectable()
export class OrderDeductions {
  constructor(
    private readonly cards: CardDeductions,
    private readonly parties: Parties,
    private readonly collections: Collections,
    private readonly clock: Clock,
  ) {}

  /** Orders what nobody has ordered, at most `limit` of it; @returns how many were taken up. */
  async order(tx: Tx, limit: number): Promise<number> {
    const wanted = await this.cards.take(tx, limit);
    if (wanted.length > 0) await this.orderAll(tx, wanted);
    return wanted.length;
  }

  /**
   * The orders stand with the commit that marks what is wanted as sent. What has no card any more is answered at once, so
   * that it keeps no other waiting.
   */
  @CrashPoint('card-deductions')
  private async orderAll(tx: Tx, wanted: readonly Deduction[]): Promise<void> {
    const cards = await this.parties.cardsForPayment(
      tx,
      wanted.map(({ cardId }) => cardId),
    );
    const parts = wanted.filter(({ cardId }) => cards.has(cardId)).map(orderOf);
    if (parts.length > 0) await this.collections.collectBatch(tx, { purpose: LOAN_DEDUCTION, parts });
    const on = this.clock.today();
    for (const { id } of wanted.filter(({ cardId }) => !cards.has(cardId)))
      await this.cards.answer(tx, { id, paidFen: 0n, reason: 'CARD_NOT_BOUND', on, leafId: 0n });
  }
}

/** The bank takes what is there: a part is better than nothing, and penalty grows on the rest alone. */
function orderOf({ id: sourceId, cardId, amountFen }: Deduction) {
  return { sourceId, payer: { cardId }, amountFen, partial: true, summary: '住房公积金贷款还款' };
}
