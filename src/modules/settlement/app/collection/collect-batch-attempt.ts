import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../../../platform/config';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { databaseProblem } from '../../../../platform/http';
import { nameOf } from '../../../../platform/lease/worker';
import { askAgainMs } from '../../domain/ask-again';
import type { BankCall, BatchOrder, BatchResults, BatchWord, Said } from '../../domain/bank-line';
import type { IncidentCode } from '../../domain/outcome';
import { BankAccountStore } from '../../store/bank-account-store';
import { BankEvidence } from '../../store/bank-evidence';
import { type CollectionBatch, CollectionBatchStore } from '../../store/collection-batch-store';
import { CollectionStore } from '../../store/collection-store';
import type { Fence } from '../../store/instruction-store';
import { BankLines } from '../../wire/bank-lines';
import { ApplyCollected } from './apply-collected';
import { Payers } from './payers';

export interface BatchAttemptOf {
  readonly batch: CollectionBatch;
  readonly order: BatchOrder;
  readonly fence: Fence;
}

type Part = Extract<BatchResults, { kind: 'parts' }>['parts'][number];

/** What of an order's result ends it; anything else is not told yet, and the batch is asked about again. */
const ENDS: ReadonlySet<string> = new Set(['paid', 'rejected', 'contradiction']);

/**
 * Takes a batch to its bank, asks how far it is, and applies the result of each order in a transaction of its own: an
 * order that cannot be booked keeps no other waiting, and results that are fetched twice do nothing the second time.
 */
@Injectable()
export class CollectBatchAttempt {
  private readonly logger = new Logger(CollectBatchAttempt.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: CollectionBatchStore,
    private readonly collections: CollectionStore,
    private readonly accounts: BankAccountStore,
    private readonly evidence: BankEvidence,
    private readonly payers: Payers,
    private readonly banks: BankLines,
    private readonly outcomes: ApplyCollected,
    private readonly config: AppConfig,
  ) {}

  async prepare(tx: Tx, batch: CollectionBatch, fence: Fence): Promise<BatchAttemptOf> {
    const into = await this.accounts.byId(tx, batch.bankAccountId);
    const stored = await this.collections.ofBatch(tx, batch.id);
    const payers = await this.payers.openAll(tx, stored);
    const parts = stored.flatMap(({ reference, amountFen, partial, summary }, index) => {
      const payer = payers[index];
      return payer === undefined ? [] : [{ reference, amountFen, partial, summary, payer }];
    });
    const { reference, message, busType } = batch;
    return { batch, fence, order: { reference, message, busType, into, parts } };
  }

  async send(centreId: number, attempt: BatchAttemptOf): Promise<void> {
    const line = this.banks.of(attempt.batch.bankCode);
    await this.hear(centreId, attempt, await line.collectBatch(attempt.order));
  }

  async ask(centreId: number, attempt: BatchAttemptOf): Promise<void> {
    const { bankCode, reference, sinceSentMs } = attempt.batch;
    const said = await this.banks.of(bankCode).askBatch(reference, sinceSentMs ?? 0);
    await this.hear(centreId, attempt, said);
  }

  /** A batch that is done is fetched at once. */
  private async hear(centreId: number, attempt: BatchAttemptOf, answer: Said<BatchWord>): Promise<void> {
    const isDone = await this.unitOfWork.run(centreId, async (tx) => {
      const batch = await this.batches.lock(tx, attempt.batch.id);
      if (batch === null) throw new Error(`batch ${attempt.batch.id} is gone`);
      const exchangeId = await this.keep(tx, answer.call, batch.reference);
      if (batch.token !== attempt.fence.token || batch.frozen || batch.state === 'done') return false;
      return this.apply(tx, batch, answer.said, { fence: attempt.fence, exchangeId });
    });
    if (isDone) await this.fetch(centreId, attempt);
  }

  /** True when the results are to be fetched. */
  private async apply(
    tx: Tx,
    batch: CollectionBatch,
    said: BatchWord,
    { fence, exchangeId }: { fence: Fence; exchangeId: string | null },
  ): Promise<boolean> {
    const { id, questions } = batch;
    const dueInMs = askAgainMs(questions);
    const silent = batch.state === 'sending' ? 'unknown' : batch.state;
    switch (said.kind) {
      case 'unknown':
        await this.batches.change(tx, id, { state: silent, dueInMs, asked: true }, fence);
        return false;
      case 'accepted':
      case 'done': {
        await this.batches.moveParts(tx, id, ['created', 'sending'], 'accepted');
        const keepLease = said.kind === 'done';
        await this.batches.change(tx, id, { state: 'accepted', dueInMs, asked: true, keepLease }, fence);
        return keepLease;
      }
      case 'not-found': {
        const left = this.config.bankNotFoundWindowMs - said.sinceSentMs;
        const waits = left > 0 || batch.state === 'accepted';
        if (!waits && (await this.batches.hasEndedParts(tx, id))) {
          // What people ended upon the bank's written word would travel once more: they say what becomes of the rest.
          await this.batches.freeze(tx, id);
          return false;
        }
        const change = waits
          ? { state: silent, dueInMs: Math.max(left, 0) || dueInMs, asked: true }
          : { state: 'created' as const, dueInMs: 0 };
        if (!waits) await this.batches.moveParts(tx, id, ['sending'], 'created');
        await this.batches.change(tx, id, change, fence);
        return false;
      }
      case 'contradiction':
        await this.batches.freeze(tx, id);
        await this.report(tx, batch, said.code, exchangeId);
        return false;
    }
  }

  private async fetch(centreId: number, { batch, fence }: BatchAttemptOf): Promise<void> {
    const { bankCode, reference, id } = batch;
    const { said, call } = await this.banks.of(bankCode).batchResults(reference);
    const exchangeId = await this.unitOfWork.run(centreId, (tx) => this.keep(tx, call, reference));
    for (const part of said.kind === 'parts' ? said.parts : [])
      await this.applyPart(centreId, batch, part, exchangeId);
    await this.unitOfWork.run(centreId, async (tx) => {
      const locked = await this.batches.lock(tx, id);
      if (locked?.token !== fence.token || locked.state !== 'accepted') return;
      const open = await this.batches.openParts(tx, id);
      const change =
        open === 0
          ? { state: 'done' as const, dueInMs: null }
          : { state: 'accepted' as const, dueInMs: askAgainMs(locked.questions), asked: true };
      await this.batches.change(tx, id, change, fence);
    });
  }

  private async applyPart(
    centreId: number,
    batch: CollectionBatch,
    { reference, outcome }: Part,
    exchangeId: string | null,
  ): Promise<void> {
    if (!ENDS.has(outcome.kind)) return;
    const { bankCode } = batch;
    const subject = { bankCode, instructionId: null, exchangeId, reference };
    try {
      await this.unitOfWork.run(centreId, async (tx) => {
        const collection = await this.collections.lockByReference(tx, bankCode, reference);
        if (collection?.batchId !== batch.id)
          return this.report(tx, { bankCode, reference }, 'UNKNOWN_REFERENCE', exchangeId);
        const keep = (): Promise<string | null> => Promise.resolve(exchangeId);
        await this.outcomes.apply(tx, collection, outcome, { fence: null, keep });
      });
    } catch (error) {
      // This order waits for the next round; the others do not wait for it.
      this.logger.error({ event: 'collection-part-failed', reference, fault: nameOf(error) });
      if (databaseProblem(error) !== null) throw error;
      await this.unitOfWork.run(centreId, (tx) => this.evidence.reportFailed(tx, subject));
    }
  }

  /** It is tried again later, whatever the fault. */
  async postpone(centreId: number, id: string, fence: Fence): Promise<void> {
    this.logger.error({ event: 'collection-batch-failed', batchId: id });
    await this.unitOfWork.run(centreId, (tx) => this.batches.postpone(tx, id, fence, askAgainMs(1)));
  }

  private keep(tx: Tx, call: BankCall | null, reference: string): Promise<string | null> {
    if (call === null) return Promise.resolve(null);
    return this.evidence.storeCall(tx, call, { instructionId: null, reference });
  }

  private async report(
    tx: Tx,
    { bankCode, reference }: { bankCode: string; reference: string },
    code: IncidentCode,
    exchangeId: string | null,
  ): Promise<void> {
    this.logger.error({ event: 'bank-contradiction', code, reference });
    if (await this.evidence.isKnown(tx, code, { bankCode, reference })) return;
    await this.evidence.incident(tx, code, { bankCode, instructionId: null, exchangeId, reference });
  }
}
