import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { newId } from '../../../../kernel/identifiers/uuid';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { conflict } from '../../../../platform/http';
import { Ledger } from '../../../ledger';
import {
  type PaidInstruction,
  type RejectedInstruction,
  type ReturnFate,
  Settlement,
  type SettlementHandler,
} from '../../../settlement';
import { insertReceiptReturn, isGoingBack, moveReceiptReturn } from '../../store/receipt-return-store';
import { notUnclaimed, receiptGoesBack } from './unclaimed-problems';

export const RECEIPT_RETURN = 'receipt-return';

/** Leaf of money of nobody known (V2). */
const UNALLOCATED = '21901';

/** Why a receipt goes back, and the payer's paper that asks for it. */
export interface ReturnWanted {
  readonly paper: { readonly kind: string; readonly number: string };
  readonly reason: string;
}

/** A receipt on its way back to the account it came from. */
export interface ReturnedReceiptView {
  readonly returnId: string;
  readonly receiptId: string;
  readonly amount: string;
  readonly since: string;
}

/**
 * A clerk sends an unmatched receipt back, whole, to the account it came from and to no other (V2, third leg). Until the
 * bank has paid, the money stands on 21901; what the bank refuses is nobody's again.
 */
@Injectable()
export class ReturnReceipt implements SettlementHandler {
  constructor(
    private readonly settlement: Settlement,
    private readonly ledger: Ledger,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Problems: 404 no such receipt; 409 somebody's already, on its way back, or of a payer whose account is not known. */
  async begin(
    tx: Tx,
    actor: Actor,
    receiptId: string,
    wanted: ReturnWanted,
  ): Promise<{ view: ReturnedReceiptView; instructionId: string }> {
    const receipt = await this.settlement.unclaimed(tx, receiptId);
    if (receipt === null) throw await notUnclaimed(tx, this.settlement, receiptId);
    if (await isGoingBack(tx, receiptId)) throw receiptGoesBack();
    if ((await this.settlement.payerOf(tx, [receiptId])) === null)
      throw conflict('PAYER_UNKNOWN', {
        zh: '银行未告知付款账号，无法原路退回；请凭付款人凭据登记归属。',
        en: 'The bank did not tell the payer’s account, so that there is no way back; claim it by the payer’s paper.',
      });
    const { amountFen } = receipt;
    const [id, at] = [newId(), this.clock.now()];
    const [, instructionId] = await together([
      insertReceiptReturn(tx, {
        id,
        receiptId,
        amountFen,
        reason: wanted.reason,
        paper: this.sealer.seal(JSON.stringify(wanted.paper)),
        clerk: actor.subject,
        at,
      }),
      this.settlement.instruct(tx, {
        purpose: RECEIPT_RETURN,
        sourceId: id,
        payeeReceiptId: receiptId,
        amountFen,
        // 20 其他 (handbook 6.7)
        busType: '20',
        summary: '无主到账原路退回',
      }),
    ]);
    const view = { returnId: id, receiptId, amount: yuan(amountFen), since: at.toISOString() };
    return { view, instructionId };
  }

  /** D21901 / C101, at the bank's day. */
  async onPaid(tx: Tx, instruction: PaidInstruction): Promise<string> {
    const { amountFen, bankLeafId, valueDate, id: sourceId } = instruction;
    const { id, receiptId } = await moveReceiptReturn(tx, instruction.sourceId, 'paid');
    await this.settlement.claim(tx, receiptId, { matcher: RECEIPT_RETURN, matchedRef: id });
    const journal = { kind: 'receipt-returned', sourceId, businessDate: this.clock.today(), valueDate };
    return this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, UNALLOCATED), side: 'D', amountFen },
      { accountId: bankLeafId, side: 'C', amountFen },
    ]);
  }

  async onRejected(tx: Tx, { sourceId }: RejectedInstruction): Promise<void> {
    await moveReceiptReturn(tx, sourceId, 'released');
  }

  /** 退票: it stands on 21905, and a person finds another way. */
  async onReturned(tx: Tx, { sourceId }: PaidInstruction): Promise<ReturnFate> {
    await moveReceiptReturn(tx, sourceId, 'kept');
    return 'kept';
  }
}
