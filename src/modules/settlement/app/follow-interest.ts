import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig } from '../../../platform/config';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { TickingWorker } from '../../../platform/lease/ticking-worker';
import { freeFen } from '../domain/liquidity';
import { type CashDue, selectCashDue } from '../store/interest-cash-store';
import { DispatchFunds } from './dispatch-funds';
import { OwnTransfers } from './own-transfers';

/** Looked at once in so many ticks of the other workers. */
const ticks = 40;

/**
 * V14b: cash follows the interest of 30 June, one transfer a run from a gains account to a collection account. Whatever
 * process looks begins it; the transfer's key lets one of them.
 */
@Injectable()
export class FollowInterest extends TickingWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly funds: DispatchFunds,
    private readonly transfers: OwnTransfers,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('interest-cash', scheduler, config.workerIntervalMs * ticks);
  }

  /** Begins what is due and can be paid; gives how many transfers that were. */
  async workOnce(): Promise<number> {
    const { centreId } = this.config;
    const due = await this.unitOfWork.read(centreId, selectCashDue);
    let begun = 0;
    for (const one of due) if (await this.unitOfWork.run(centreId, (tx) => this.follow(tx, one))) begun += 1;
    return begun;
  }

  /** From the richest gains account, to the collection account at its bank. What none can pay alone waits. */
  private async follow(tx: Tx, { sourceId, amountFen }: CashDue): Promise<boolean> {
    const positions = await this.funds.positions(tx);
    const [from] = positions
      .filter((one) => one.purpose === 'gains' && freeFen(one) >= amountFen)
      .sort((a, b) => (freeFen(a) < freeFen(b) ? 1 : -1));
    const collection = positions.filter(({ purpose }) => purpose === 'collection');
    const to = collection.find(({ bankCode }) => bankCode === from?.bankCode) ?? collection[0];
    if (from === undefined || to === undefined) {
      this.logger.warn({ event: 'interest-cash-waits', sourceId });
      return false;
    }
    const { accountId: fromAccountId } = from;
    const transfer = { fromAccountId, toAccountId: to.accountId, amountFen, sourceId };
    return this.transfers.begin(tx, { ...transfer, reason: 'interest-cash' });
  }
}
