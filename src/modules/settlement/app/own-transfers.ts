import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { Ledger } from '../../ledger';
import type { PaidInstruction, RejectedInstruction } from '../domain/instruction';
import {
  type NewOwnTransfer,
  type OwnTransfer,
  referenceIn,
  type TransferReason,
} from '../domain/own-transfer';
import type { MatchedBy, Receipt, ReceiptMatcher } from '../domain/receipt';
import { referenceOf } from '../domain/reference';
import {
  insertTransfer,
  lockTransfer,
  lockTransferByReference,
  markArrived,
  markFailed,
} from '../store/own-transfer-store';
import type { ReturnFate, SettlementHandler } from './settlement-registry';

const inTransit = '10199';
const returnedPayments = '21905';
/** What the gains account owed and the fund was to get, once their money has moved (V14b); of loans the other way round. */
const owedByGains = '21906';
const dueToFund = '11902';

/** What a business room does when the money of its transfer has arrived, or will not; inside settlement's transaction. */
export interface TransferFollower {
  onArrived(tx: Tx, sourceId: string): Promise<void>;
  /** The bank refused it for good, or gave it back before it arrived. */
  onFailed(tx: Tx, sourceId: string): Promise<void>;
}

/**
 * Money between the centre's own accounts (V24; V14b across the funds). The two banks tell their sides at different
 * times, in either order: what has left and not arrived stands on the leaf in transit, below zero where the credit
 * was told first.
 */
@Injectable()
export class OwnTransfers implements SettlementHandler, ReceiptMatcher {
  readonly id = 'own-transfer';
  /** Before every business: a credit that bears the number of such a transfer is nobody else's. */
  readonly order = -10;

  private readonly followers = new Map<TransferReason, TransferFollower>();

  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** One for a reason, before the process serves. */
  follow(reason: TransferReason, follower: TransferFollower): void {
    if (this.followers.has(reason)) throw new Error(`transfers for ${reason} are followed already`);
    this.followers.set(reason, follower);
  }

  /** Stores a transfer that a worker sends; false when one for the same is under way. */
  begin(tx: Tx, transfer: NewOwnTransfer): Promise<boolean> {
    const instructionId = newId();
    const reference = referenceOf(this.clock.today(), tx.centreId, instructionId);
    return insertTransfer(tx, { ...transfer, id: newId(), instructionId, reference }, this.clock.now());
  }

  /** D10199 / C the leaf that paid. */
  onPaid(tx: Tx, { id: sourceId, bankLeafId, amountFen, valueDate }: PaidInstruction): Promise<string> {
    const voucher = { kind: 'own-transfer', sourceId, valueDate };
    return this.post(tx, voucher, amountFen, { debit: inTransit, credit: bankLeafId });
  }

  async onRejected(tx: Tx, { sourceId }: RejectedInstruction): Promise<void> {
    await this.fail(tx, await lockTransfer(tx, sourceId));
  }

  /** D21905 / C10199. What came back after it had arrived is not ours to keep: it stays on 21905, for a person. */
  async onReturned(tx: Tx, { id, sourceId, amountFen, valueDate }: PaidInstruction): Promise<ReturnFate> {
    const transfer = await lockTransfer(tx, sourceId);
    if (transfer.state === 'arrived') return 'kept';
    const voucher = { kind: 'own-transfer-restored', sourceId: id, valueDate };
    await this.post(tx, voucher, amountFen, { debit: returnedPayments, credit: inTransit });
    await this.fail(tx, transfer);
    return 'restored';
  }

  concerns(receipt: Receipt): boolean {
    return referenceIn(receipt) !== null;
  }

  /** A credit with the number of a transfer, of its amount and on its account; anything else is for a person. */
  async match(tx: Tx, receipt: Receipt): Promise<false | MatchedBy> {
    const reference = referenceIn(receipt);
    const transfer = reference === null ? null : await lockTransferByReference(tx, reference);
    if (reference === null || transfer?.state !== 'open') return false;
    const { amountFen, bankAccountId } = receipt;
    if (transfer.amountFen !== amountFen || transfer.toAccountId !== bankAccountId) return false;
    return { matchedRef: reference, book: () => this.bookArrival(tx, transfer, receipt) };
  }

  private async fail(tx: Tx, { id, reason, sourceId, state }: OwnTransfer): Promise<void> {
    await markFailed(tx, id, this.clock.now());
    if (state === 'open' && sourceId !== null) await this.followers.get(reason)?.onFailed(tx, sourceId);
  }

  private async bookArrival(tx: Tx, transfer: OwnTransfer, receipt: Receipt): Promise<void> {
    const { id: sourceId, reason } = transfer;
    const { amountFen, bankLeafId, valueDate } = receipt;
    const voucher = { kind: 'own-transfer-arrived', sourceId, valueDate };
    await this.post(tx, voucher, amountFen, { debit: bankLeafId, credit: inTransit });
    if (reason === 'interest-cash') {
      const settled = { kind: 'interest-cash-moved', sourceId, valueDate };
      await this.post(tx, settled, amountFen, { debit: owedByGains, credit: dueToFund });
    }
    if (reason === 'loan-interest') {
      const settled = { kind: 'loan-interest-moved', sourceId, valueDate };
      await this.post(tx, settled, amountFen, { debit: dueToFund, credit: owedByGains });
    }
    await markArrived(tx, sourceId, receipt, this.clock.now());
    if (transfer.sourceId !== null) await this.followers.get(reason)?.onArrived(tx, transfer.sourceId);
  }

  private async post(
    tx: Tx,
    voucher: { kind: string; sourceId: string; valueDate: string },
    amountFen: bigint,
    { debit, credit }: { debit: bigint | string; credit: bigint | string },
  ): Promise<string> {
    const account = (leaf: bigint | string): Promise<bigint> =>
      typeof leaf === 'string' ? this.ledger.leafOf(tx, leaf) : Promise.resolve(leaf);
    return this.ledger.post(tx, { ...voucher, businessDate: this.clock.today() }, [
      { accountId: await account(debit), side: 'D', amountFen },
      { accountId: await account(credit), side: 'C', amountFen },
    ]);
  }
}
