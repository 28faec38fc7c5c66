import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig } from '../../../platform/config';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { TickingWorker } from '../../../platform/lease/ticking-worker';
import { cashInParts } from '../domain/liquidity';
import { selectCashDue } from '../store/interest-cash-store';
import { DispatchFunds } from './dispatch-funds';
import { OwnTransfers } from './own-transfers';

/** Looked at once in so many ticks of the other workers. */
const ticks = 40;

/**
 * V14b: cash follows the interest of 30 June from the gains accounts to collection accounts: as many transfers as it
 * takes, together what is due. What they do not hold yet waits until they do.
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
    const due = await this.unitOfWork.read(centreId, (tx) => selectCashDue(tx));
    let begun = 0;
    for (const one of due)
      begun += await this.unitOfWork.run(centreId, (tx) => this.follow(tx, one.sourceId));
    return begun;
  }

  /** What is left to move, from the richest gains accounts, each to the collection account at its bank. */
  private async follow(tx: Tx, sourceId: string): Promise<number> {
    const [due] = await selectCashDue(tx, sourceId);
    if (due === undefined) return 0;
    const positions = await this.funds.positions(tx);
    const parts = cashInParts(due.amountFen, positions);
    for (const part of parts) await this.transfers.begin(tx, { ...part, sourceId, reason: 'interest-cash' });
    const movedFen = parts.reduce((sum, { amountFen }) => sum + amountFen, 0n);
    if (movedFen < due.amountFen) this.logger.warn({ event: 'interest-cash-waits', sourceId });
    return parts.length;
  }
}
