import { Injectable, Logger } from '@nestjs/common';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig } from '../../../../platform/config';
import type { Tx } from '../../../../platform/database/tx';
import { fen } from '../../../../kernel/money';
import { askAgainMs } from '../../domain/ask-again';
import type { CollectionState } from '../../domain/collection';
import { judge } from '../../domain/judge';
import type { IncidentCode, Outcome } from '../../domain/outcome';
import type { Receipt } from '../../domain/receipt';
import { onPossibleDay } from '../../domain/value-days';
import { BankEvidence } from '../../store/bank-evidence';
import { CollectionStore, type StoredCollection } from '../../store/collection-store';
import { ReceiptStore } from '../../store/receipt-store';
import type { Applied, Source } from '../apply-outcome';
import { ShortAccounts } from '../short-accounts';
import { CollectionRegistry } from './collection-registry';
import { Payers } from './payers';

/**
 * The one way in which an order to collect changes after it was sent, for the direct answer, the query, the results of a
 * batch and the notice alike. The table of outcomes is that of payments; what was collected becomes a receipt under the
 * serial of its line, in the same transaction as what books it, so that no second word of the bank books it again.
 */
@Injectable()
export class ApplyCollected {
  private readonly logger = new Logger(ApplyCollected.name);

  constructor(
    private readonly collections: CollectionStore,
    private readonly receipts: ReceiptStore,
    private readonly evidence: BankEvidence,
    private readonly registry: CollectionRegistry,
    private readonly payers: Payers,
    private readonly shortAccounts: ShortAccounts,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** @param collection locked by `tx`. */
  async apply(tx: Tx, collection: StoredCollection, outcome: Outcome, source: Source): Promise<Applied> {
    if (source.fence !== null && source.fence.token !== collection.token) return { did: 'stale' };
    const judged = await this.judged(tx, collection, outcome);
    const verdict = onPossibleDay(
      judge(judged, outcome, this.config.bankNotFoundWindowMs),
      outcome,
      this.clock.today(),
    );
    if (verdict === 'nothing' || verdict === 'early') return { did: 'nothing' };
    if (verdict === 'wait') {
      const { state } = collection;
      const dueInMs = this.dueInMs(collection, state, outcome);
      await this.collections.change(tx, collection.id, { state, dueInMs, asked: true }, source.fence);
      return { did: 'waits' };
    }
    if ('to' in verdict) return this.move(tx, collection, verdict.to as CollectionState, outcome, source);
    if ('freeze' in verdict) return this.freeze(tx, collection, verdict.freeze, source);
    await this.report(tx, collection, verdict.note, source);
    return { did: 'noted', incident: verdict.note };
  }

  /** Once it is collected, the amount that was taken is the amount there is. */
  private async judged(tx: Tx, collection: StoredCollection, outcome: Outcome) {
    const told = 'payeeAccount' in outcome && outcome.payeeAccount !== null;
    const payeeAccount = told ? (await this.payers.open(tx, collection)).accountNo : '';
    const { collectedFen, partial } = collection;
    const amountFen = collectedFen ?? collection.amountFen;
    return {
      ...collection,
      amountFen,
      partial: partial && collectedFen === null,
      payeeAccount,
      returnSerial: null,
    };
  }

  private async move(
    tx: Tx,
    collection: StoredCollection,
    to: CollectionState,
    outcome: Outcome,
    source: Source,
  ): Promise<Applied> {
    const { id } = collection;
    const handler = this.registry.handlerOf(collection.purpose);
    if (to === 'paid' && outcome.kind === 'paid') return this.book(tx, collection, outcome, source);
    if (to === 'rejected' && outcome.kind === 'rejected') {
      const rejectCode = outcome.code;
      await handler.onRejected(tx, { ...collection, state: to, rejectCode });
      await this.collections.change(tx, id, { state: to, rejectCode, dueInMs: null }, source.fence);
      return { did: 'moved', state: to, journalId: null };
    }
    const dueInMs = this.dueInMs(collection, to, outcome);
    await this.collections.change(tx, id, { state: to, dueInMs, asked: to !== 'created' }, source.fence);
    if (to === 'unknown' && collection.sends === 1)
      await handler.onUnknown?.(tx, { ...collection, state: to });
    return { did: 'moved', state: to, journalId: null };
  }

  /** The receipt first: under a serial that is another's nothing is booked, and a person looks. */
  private async book(
    tx: Tx,
    collection: StoredCollection,
    outcome: Outcome & { kind: 'paid' },
    source: Source,
  ): Promise<Applied> {
    const { id, purpose, reference, bankAccountId, bankLeafId, summary } = collection;
    const handler = this.registry.handlerOf(purpose);
    const { bankSerial, valueDate } = outcome;
    const amountFen = outcome.amountFen ?? fen(collection.amountFen);
    const { name, accountNo } = await this.payers.open(tx, collection);
    const payer = { name, accountNo };
    const money = { bankAccountId, bankLeafId, bankSerial, amountFen, valueDate };
    const receipt: Receipt = { id: newId(), ...money, payer, remark: '', summary };
    const { matcher } = handler;
    const matched = { state: 'matched', matcher, matchedRef: reference, journalId: null } as const;
    if (!(await this.receipts.insert(tx, receipt, matched)))
      return this.freeze(tx, collection, 'SERIAL_REUSED', source);
    const collected = { bankSerial, valueDate, collectedFen: amountFen };
    await handler.onCollected(tx, { ...collection, state: 'paid', ...collected, receipt });
    const change = { state: 'paid', ...collected, receiptId: receipt.id, dueInMs: null } as const;
    await this.collections.change(tx, id, change, source.fence);
    tx.afterCommit(() => this.shortAccounts.refilled(bankAccountId));
    return { did: 'moved', state: 'paid', journalId: null };
  }

  private async freeze(
    tx: Tx,
    collection: StoredCollection,
    incident: IncidentCode,
    source: Source,
  ): Promise<Applied> {
    await this.collections.freeze(tx, collection.id);
    await this.report(tx, collection, incident, source);
    return { did: 'frozen', incident };
  }

  /** When the safety net has to look again; null in a batch, which is asked about as a whole. */
  private dueInMs(collection: StoredCollection, to: CollectionState, outcome: Outcome): number | null {
    if (collection.batchId !== null) return null;
    if (to === 'created') return 0;
    const asked = askAgainMs(collection.questions);
    if (outcome.kind !== 'not-found') return asked;
    const left = this.config.bankNotFoundWindowMs - outcome.sinceSentMs;
    return left > 0 ? left : asked;
  }

  private async report(
    tx: Tx,
    { id, reference, bankCode }: StoredCollection,
    code: IncidentCode,
    source: Source,
  ): Promise<void> {
    this.logger.error({ event: 'bank-contradiction', code, collectionId: id });
    if (await this.evidence.isKnown(tx, code, { bankCode, reference })) return;
    const exchangeId = await source.keep();
    await this.evidence.incident(tx, code, { bankCode, instructionId: null, exchangeId, reference });
  }
}
