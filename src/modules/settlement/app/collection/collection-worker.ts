import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue, type LeasedTable } from '../../../../platform/lease/lease';
import { nameOf, TickingWorker } from '../../../../platform/lease/ticking-worker';
import { CollectionBatchStore } from '../../store/collection-batch-store';
import { CollectionStore } from '../../store/collection-store';
import type { Fence } from '../../store/instruction-store';
import { BankLines } from '../../wire/bank-lines';
import { CollectAttempt } from './collect-attempt';
import { CollectBatchAttempt } from './collect-batch-attempt';

const SINGLES = 16;
/** Each takes the lease's time with the results of many orders. */
const BATCHES = 2;
const ROUNDS = 3;

interface Parts {
  readonly unitOfWork: UnitOfWork;
  readonly collections: CollectionStore;
  readonly batches: CollectionBatchStore;
  readonly attempts: CollectAttempt;
  readonly batchAttempts: CollectBatchAttempt;
  readonly config: AppConfig;
}

/** The orders to collect of one bank, claimed and carried on apart from the others'. */
class CollectionsOfBank extends TickingWorker {
  private readonly singles: LeasedTable;
  private readonly many: LeasedTable;

  constructor(
    private readonly parts: Parts,
    bankCode: string,
    scheduler: SchedulerRegistry,
  ) {
    super(`collections-${bankCode}`, scheduler, parts.config.workerIntervalMs, ROUNDS);
    if (!/^\d{3}$/.test(bankCode)) throw new Error(`${bankCode} is no bank code`);
    const atBank = `NOT t.frozen AND t.bank_account_id IN
      (SELECT a.id FROM bank_account AS a WHERE a.centre_id = t.centre_id AND a.bank_code = '${bankCode}')`;
    const open = `t.state IN ('created', 'sending', 'accepted', 'unknown') AND t.batch_id IS NULL`;
    this.singles = { table: 'collection', work: `${open} AND ${atBank}` };
    this.many = { table: 'collection_batch', work: `t.state <> 'done' AND ${atBank}` };
  }

  async workOnce(): Promise<number> {
    const singles = await this.claim(this.singles, SINGLES);
    const many = await this.claim(this.many, BATCHES);
    const { instanceName: owner } = this.parts.config;
    const work = [
      ...singles.map(({ id, token }) => this.carry(id, { owner, token })),
      ...many.map(({ id, token }) => this.carryBatch(id, { owner, token })),
    ];
    return (await Promise.all(work)).filter(Boolean).length;
  }

  private claim(leased: LeasedTable, limit: number): Promise<Claim[]> {
    const { unitOfWork, config } = this.parts;
    const wanted = { owner: config.instanceName, ttlMs: LEASE_MS, limit };
    return unitOfWork.run(config.centreId, (tx) => claimDue(tx, leased, wanted));
  }

  private async carry(id: string, fence: Fence): Promise<boolean> {
    const { attempts, config, unitOfWork, collections } = this.parts;
    try {
      const duty = await unitOfWork.run(config.centreId, async (tx) => {
        const taken = await collections.takeUp(tx, id, fence);
        return taken && { ...(await attempts.prepare(tx, taken, fence)), send: taken.send };
      });
      if (duty === null) return false;
      await (duty.send ? attempts.send(config.centreId, duty) : attempts.ask(config.centreId, duty));
    } catch (error) {
      // One order that cannot be carried on does not keep the others waiting; it comes up again by itself.
      this.logger.error({ event: 'collect-attempt-failed', collectionId: id, fault: nameOf(error) });
    }
    return true;
  }

  private async carryBatch(id: string, fence: Fence): Promise<boolean> {
    const { batchAttempts, config, unitOfWork, batches } = this.parts;
    try {
      const duty = await unitOfWork.run(config.centreId, async (tx) => {
        const taken = await batches.takeUp(tx, id, fence);
        return taken && { ...(await batchAttempts.prepare(tx, taken, fence)), send: taken.send };
      });
      if (duty === null) return false;
      await (duty.send
        ? batchAttempts.send(config.centreId, duty)
        : batchAttempts.ask(config.centreId, duty));
    } catch (error) {
      this.logger.error({ event: 'collect-batch-failed', batchId: id, fault: nameOf(error) });
      await batchAttempts.postpone(config.centreId, id, fence);
    }
    return true;
  }
}

/** The safety net of collecting, ticking on every instance, for each bank by itself; the lease decides who works. */
@Injectable()
export class CollectionWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly banks: readonly CollectionsOfBank[];

  constructor(
    unitOfWork: UnitOfWork,
    collections: CollectionStore,
    batches: CollectionBatchStore,
    attempts: CollectAttempt,
    batchAttempts: CollectBatchAttempt,
    config: AppConfig,
    scheduler: SchedulerRegistry,
    lines: BankLines,
  ) {
    const parts = { unitOfWork, collections, batches, attempts, batchAttempts, config };
    this.banks = lines.codes.map((code) => new CollectionsOfBank(parts, code, scheduler));
  }

  onApplicationBootstrap(): void {
    for (const bank of this.banks) bank.onApplicationBootstrap();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.banks.map((bank) => bank.onModuleDestroy()));
  }

  /** Works on everything due, once; returns how much was taken up. */
  async workOnce(): Promise<number> {
    const taken = await Promise.all(this.banks.map((bank) => bank.workOnce()));
    return taken.reduce((sum, one) => sum + one, 0);
  }
}
