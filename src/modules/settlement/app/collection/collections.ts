import { Injectable, Logger } from '@nestjs/common';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { Drain } from '../../../../platform/lifecycle';
import { nameOf } from '../../../../platform/lease/worker';
import { chooseAccount } from '../../domain/choose-account';
import type { Collection, CollectionState, NewCollection, PayerAccount } from '../../domain/collection';
import { referenceOf } from '../../domain/reference';
import { type BankAccount, BankAccountStore } from '../../store/bank-account-store';
import { CollectionBatchStore } from '../../store/collection-batch-store';
import { type CollectionRow, CollectionStore } from '../../store/collection-store';
import { BankLines } from '../../wire/bank-lines';
import { MOST_PARTS } from '../../wire/numbered-lines';
import { CollectAttempt } from './collect-attempt';
import { type CollectionHandler, CollectionRegistry } from './collection-registry';
import { Payers } from './payers';

/** Many orders of one purpose. */
export interface NewCollectionBatch {
  readonly purpose: string;
  readonly parts: readonly Omit<NewCollection, 'purpose'>[];
}

/** Money that the bank takes from others on our order: the door of this part of settlement. */
@Injectable()
export class Collections {
  private readonly logger = new Logger(Collections.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: CollectionStore,
    private readonly batches: CollectionBatchStore,
    private readonly accounts: BankAccountStore,
    private readonly attempts: CollectAttempt,
    private readonly registry: CollectionRegistry,
    private readonly payers: Payers,
    private readonly banks: BankLines,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly drain: Drain,
  ) {}

  /** Names who books what is collected for a purpose. Before the process serves. */
  register(purpose: string, handler: CollectionHandler): void {
    this.registry.register(purpose, handler);
  }

  /**
   * Stores an order as its first attempt under way, leased to this process, and returns its id. The commit of `tx` is
   * the record before the call; call `dispatch` right after it. A second open or collected order of one purpose and
   * source violates `collection_once`. Amount in fen, above zero.
   */
  async collect(tx: Tx, wanted: NewCollection): Promise<string> {
    const [row] = await this.rowsOf(tx, wanted.purpose, [wanted]);
    if (row === undefined) throw new Error('an order to collect is one row');
    await this.store.insertSending(tx, row, { owner: this.config.instanceName, ttlMs: LEASE_MS });
    return row.id;
  }

  /** As `collect`, and sent by this process as soon as `tx` is committed; the safety net has it where that fails. */
  async collectSoon(tx: Tx, wanted: NewCollection): Promise<string> {
    const id = await this.collect(tx, wanted);
    tx.afterCommit(() => this.drain.track(this.dispatchQuietly(tx.centreId, id)));
    return id;
  }

  private async dispatchQuietly(centreId: number, id: string): Promise<void> {
    try {
      await this.dispatch(centreId, id);
    } catch (error) {
      this.logger.warn({ event: 'dispatch-failed', collectionId: id, fault: nameOf(error) });
    }
  }

  /**
   * Stores many orders, which travel in as many messages as they need and are sent by the worker; gives their ids in the
   * order of the parts. The bank may take a message and tell the results much later; each has its own.
   */
  async collectBatch(tx: Tx, { purpose, parts }: NewCollectionBatch): Promise<string[]> {
    const rows = await this.rowsOf(tx, purpose, parts);
    const { message, busType } = this.registry.handlerOf(purpose);
    for (const bankAccountId of new Set(rows.map((row) => row.bankAccountId))) {
      const ofAccount = rows.filter((row) => row.bankAccountId === bankAccountId);
      for (let from = 0; from < ofAccount.length; from += MOST_PARTS) {
        const some = ofAccount.slice(from, from + MOST_PARTS);
        const id = newId();
        const reference = referenceOf(this.clock.today(), tx.centreId, id);
        const amountFen = some.reduce((sum, row) => sum + row.amountFen, 0n);
        const batch = { id, purpose, bankAccountId, message, busType, reference, amountFen };
        await this.batches.insert(tx, { ...batch, parts: some.length });
        await this.store.insertParts(tx, id, some);
      }
    }
    return rows.map(({ id }) => id);
  }

  /**
   * Sends a fresh order and applies the bank's answer; gives the state it came to. A fault outside is a state
   * (`unknown`), and so is a fault of ours after the bank was called: the safety net has it.
   */
  async dispatch(centreId: number, id: string): Promise<CollectionState> {
    const { instanceName: owner, bankDeadlineMs: spareMs } = this.config;
    const attempt = await this.unitOfWork.read(centreId, async (tx) => {
      const collection = await this.store.firstAttempt(tx, id, owner, spareMs);
      return collection && this.attempts.prepare(tx, collection, { owner, token: collection.token });
    });
    try {
      if (attempt !== null) await this.attempts.send(centreId, attempt);
    } catch (error) {
      // The money may be here: the caller is told the state, not an error, and the bank is asked again.
      this.logger.error({ event: 'collect-failed', collectionId: id, fault: nameOf(error) });
    }
    const found = await this.unitOfWork.read(centreId, (tx) => this.store.find(tx, id));
    if (found === null) throw new Error(`there is no collection ${id}`);
    return found.state;
  }

  /** The order as it stands; null when there is none. */
  find(tx: Tx, id: string): Promise<Collection | null> {
    return this.store.find(tx, id);
  }

  /** The newest order of a source; null when nothing was ever to be collected for it. */
  newestOf(tx: Tx, purpose: string, sourceId: string): Promise<Collection | null> {
    return this.store.newestOf(tx, purpose, sourceId);
  }

  private async rowsOf(
    tx: Tx,
    purpose: string,
    wanted: readonly Omit<NewCollection, 'purpose'>[],
  ): Promise<CollectionRow[]> {
    const handler = this.registry.handlerOf(purpose);
    const accounts = await this.accounts.ofPurpose(tx, handler.into);
    const kept = wanted.map(({ payer }) => this.payers.kept(payer));
    const payers = await this.payers.openAll(tx, kept);
    const day = this.clock.today();
    return wanted.map(({ sourceId, amountFen, partial = false, summary }, index) => {
      const id = newId();
      const account = this.receiving(accounts, payers[index], handler);
      const reference = referenceOf(day, tx.centreId, id);
      const { payerCardId = null, payerSealed = null } = kept[index] ?? {};
      const order = { id, purpose, sourceId, amountFen, partial, reference, summary };
      return { ...order, bankAccountId: account.id, busType: handler.busType, payerCardId, payerSealed };
    });
  }

  /** An account at the payer's own bank before any other. Throws when the centre has none it could collect into. */
  private receiving(
    accounts: readonly BankAccount[],
    payer: PayerAccount | undefined,
    { into }: CollectionHandler,
  ): BankAccount {
    const open = accounts.filter(({ bankCode }) => this.banks.find(bankCode) !== null);
    const account = chooseAccount(open, payer?.bankCode ?? '', () => false);
    if (account === null) throw new Error(`the centre has no ${into} account that it could collect into`);
    return account;
  }
}
