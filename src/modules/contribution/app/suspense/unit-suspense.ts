import { Injectable } from '@nestjs/common';
import { type Fen } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import type { Receipt } from '../../../settlement';
import type { RecognisedBy, SuspenseReason } from '../../domain/remittance/suspense';
import { insertLot } from '../../store/suspense-store';

/** How money of a receipt was recognised, and why it is not credited to members. */
export interface Kept {
  readonly by: RecognisedBy;
  readonly why: SuspenseReason;
  readonly listId?: string;
  readonly backPaymentId?: string;
  /** Part of the receipt; all of it unless given. */
  readonly amount?: Fen;
}

/** Puts money of receipts into the suspense of a unit (V2). */
@Injectable()
export class UnitSuspense {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** D the receipt's leaf / C the unit's 21901, and the lot with why it is there. The unit is locked by the caller. */
  async keep(tx: Tx, unitId: bigint, receipt: Receipt, kept: Kept): Promise<void> {
    const { amount: amountFen = receipt.amountFen, listId = null, backPaymentId = null, by, why } = kept;
    const { id: receiptId, bankLeafId, valueDate } = receipt;
    const keptOn = this.clock.today();
    const journal = { kind: 'suspense', sourceId: receiptId, businessDate: keptOn, valueDate };
    await together([
      this.ledger.post(tx, journal, [
        { accountId: bankLeafId, side: 'D', amountFen },
        { accountId: unitId, side: 'C', amountFen },
      ]),
      insertLot(tx, unitId, { receiptId, listId, backPaymentId, why, recognisedBy: by, keptOn, amountFen }),
    ]);
  }
}
