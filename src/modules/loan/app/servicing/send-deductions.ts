import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { OrderDeductions } from './order-deductions';

/** Looked at once in so many ticks of the other workers. */
const ticks = 20;
/** Deductions of one transaction: five messages of the bank. */
const ORDERS = 400;

/**
 * Orders what cards are asked for, whichever night's work asked. No lease: what a process takes up is marked with the
 * orders in one commit, and what another one holds is passed over.
 */
@Injectable()
export class SendDeductions extends TickingWorker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deductions: OrderDeductions,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('loan-cards', scheduler, config.workerIntervalMs * ticks);
  }

  workOnce(): Promise<number> {
    return this.unitOfWork.run(this.config.centreId, (tx) => this.deductions.order(tx, ORDERS));
  }
}
