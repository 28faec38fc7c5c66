import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import type { Collected, CollectionHandler, Uncollected } from '../../../settlement';
import { selectPeopleOf } from '../../store/loan-order-store';
import { CardDeductions } from './card-deductions';

/** Why less than all was taken, where the bank gave no code: there was no more on the card. */
const IN_PART = 'PAYER_FUNDS_SHORT';

/** What becomes of a deduction when the bank has spoken of its order; always inside settlement's transaction. */
@Injectable()
export class DeductionSettlement implements CollectionHandler {
  readonly into = 'loan';
  /** 贷款扣款. */
  readonly busType = '05';
  readonly message = 'BDC105';
  readonly matcher = 'loan-repayment';

  constructor(
    private readonly cards: CardDeductions,
    private readonly clock: Clock,
  ) {}

  peopleOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
    return selectPeopleOf(tx, 'deduction', ids);
  }

  /** V9; it is counted for the bank's day. */
  async onCollected(tx: Tx, { sourceId: id, amountFen, receipt }: Collected): Promise<void> {
    const { amountFen: paidFen, valueDate: on, bankLeafId: leafId } = receipt;
    const reason = paidFen < amountFen ? IN_PART : null;
    if (!(await this.cards.answer(tx, { id, paidFen, reason, on, leafId })))
      throw new Error(`deduction ${id} was answered before its money came`);
  }

  async onRejected(
    tx: Tx,
    { sourceId: id, rejectCode: reason, bankLeafId: leafId }: Uncollected,
  ): Promise<void> {
    const on = this.clock.today();
    await this.cards.answer(tx, { id, paidFen: 0n, reason, on, leafId });
  }
}
