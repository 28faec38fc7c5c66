import { Injectable, Logger } from '@nestjs/common';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { databaseProblem } from '../../../../platform/http';
import { askAgainMs } from '../../domain/ask-again';
import type { CollectionOrder, CollectionTerms, Said } from '../../domain/bank-line';
import type { Outcome } from '../../domain/outcome';
import { BankAccountStore } from '../../store/bank-account-store';
import { BankEvidence } from '../../store/bank-evidence';
import { CollectionStore, type StoredCollection } from '../../store/collection-store';
import type { Fence } from '../../store/instruction-store';
import { BankLines } from '../../wire/bank-lines';
import type { Applied } from '../apply-outcome';
import { ApplyCollected } from './apply-collected';
import { Payers } from './payers';

/** One order with everything the call needs; read in a transaction that has ended before the call. */
export interface CollectAttemptOf {
  readonly collection: StoredCollection;
  readonly order: CollectionOrder;
  readonly terms: CollectionTerms;
  readonly fence: Fence;
}

/** Calls the bank for one order to collect and applies its answer: the call outside of any transaction, the rest in one. */
@Injectable()
export class CollectAttempt {
  private readonly logger = new Logger(CollectAttempt.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly collections: CollectionStore,
    private readonly accounts: BankAccountStore,
    private readonly evidence: BankEvidence,
    private readonly payers: Payers,
    private readonly banks: BankLines,
    private readonly outcomes: ApplyCollected,
  ) {}

  /** Gathers what the call needs. */
  async prepare(tx: Tx, collection: StoredCollection, fence: Fence): Promise<CollectAttemptOf> {
    const into = await this.accounts.byId(tx, collection.bankAccountId);
    const payer = await this.payers.open(tx, collection);
    const { reference, amountFen, partial, summary, busType } = collection;
    const order = { reference, amountFen, partial, summary, payer };
    return { collection, fence, order, terms: { into, busType } };
  }

  /** Sends the order (BDC102) and says what its answer did. The attempt stands in the database already. */
  async send(centreId: number, attempt: CollectAttemptOf): Promise<Applied> {
    const line = this.banks.of(attempt.collection.bankCode);
    return this.settle(centreId, attempt, await line.collect(attempt.order, attempt.terms));
  }

  /** Asks what became of the order (BDC110) and sends nothing. */
  async ask(centreId: number, attempt: CollectAttemptOf): Promise<Applied> {
    const { bankCode, reference, sinceSentMs } = attempt.collection;
    const said = await this.banks.of(bankCode).query(reference, sinceSentMs ?? 0);
    return this.settle(centreId, attempt, said);
  }

  private async settle(centreId: number, attempt: CollectAttemptOf, said: Said<Outcome>): Promise<Applied> {
    try {
      return await this.unitOfWork.run(centreId, (tx) => this.applyAnswer(tx, attempt, said));
    } catch (error) {
      await this.postpone(centreId, attempt.collection.id, attempt.fence, error);
      throw error;
    }
  }

  private async applyAnswer(
    tx: Tx,
    { collection, fence }: CollectAttemptOf,
    { said, call }: Said<Outcome>,
  ): Promise<Applied> {
    const { id, reference } = collection;
    const [locked, exchangeId] = await together([
      this.collections.lock(tx, id),
      call === null
        ? Promise.resolve(null)
        : this.evidence.storeCall(tx, call, { instructionId: null, reference }),
    ]);
    if (locked === null) throw new Error(`collection ${id} is gone`);
    return this.outcomes.apply(tx, locked, said, { fence, keep: () => Promise.resolve(exchangeId) });
  }

  /** It is tried again later; a fault of ours is told to a person, a database that is away or busy is not. */
  async postpone(centreId: number, id: string, fence: Fence, error: unknown): Promise<void> {
    this.logger.error({ event: 'collection-failed', collectionId: id });
    await this.unitOfWork.run(centreId, async (tx) => {
      const locked = await this.collections.lock(tx, id);
      if (locked === null) throw new Error(`collection ${id} is gone`);
      const { reference, questions, bankCode } = locked;
      await this.collections.postpone(tx, id, fence, askAgainMs(questions));
      if (databaseProblem(error) === null)
        await this.evidence.reportFailed(tx, { bankCode, instructionId: null, exchangeId: null, reference });
    });
  }
}
