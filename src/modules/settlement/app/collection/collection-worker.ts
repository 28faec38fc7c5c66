import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue, type LeasedTable } from '../../../../platform/lease/lease';
import { dueOf, DueWatch } from '../../../../platform/lease/due-watch';
import { DueWorker } from '../../../../platform/lease/due-worker';
import { nameOf } from '../../../../platform/lease/worker';
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

interface OrdersAtBank {
  readonly singles: LeasedTable;
  readonly batches: LeasedTable;
}

function ordersAt(bankCode: string): OrdersAtBank {
  if (!/^\d{3}$/.test(bankCode)) throw new Error(`${bankCode} is no bank code`);
  const atBank = `NOT t.frozen AND t.bank_account_id IN
      (SELECT a.id FROM bank_account AS a WHERE a.centre_id = t.centre_id AND a.bank_code = '${bankCode}')`;
  const open = `t.state IN ('created', 'sending', 'accepted', 'unknown') AND t.batch_id IS NULL`;
  return {
    singles: { table: 'collection', work: `${open} AND ${atBank}` },
    batches: { table: 'collection_batch', work: `t.state <> 'done' AND ${atBank}` },
  };
}

/** The orders to collect of one bank, claimed and carried on apart from the others'. */
class CollectionsOfBank extends DueWorker {
  private readonly orders: OrdersAtBank;

  constructor(
    private readonly parts: Parts,
    bankCode: string,
    watch: DueWatch,
  ) {
    const orders = ordersAt(bankCode);
    super(`collections-${bankCode}`, watch, [dueOf(orders.singles), dueOf(orders.batches)], ROUNDS);
    this.orders = orders;
  }

  async workOnce(): Promise<number> {
    const singles = await this.claim(this.orders.singles, SINGLES);
    const many = await this.claim(this.orders.batches, BATCHES);
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

/** The safety net of collecting, at work on every instance, for each bank by itself; the lease decides who works. */
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
    watch: DueWatch,
    lines: BankLines,
  ) {
    const parts = { unitOfWork, collections, batches, attempts, batchAttempts, config };
    this.banks = lines.codes.map((code) => new CollectionsOfBank(parts, code, watch));
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
