import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Clock } from '../../../platform/clock';
import { AppConfig } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { TickingWorker } from '../../../platform/lease/ticking-worker';
import { Ledger } from './ledger';

/** There is a whole year's time: looked at once in so many ticks of the other workers. */
const ticks = 40;

/**
 * Keeps the partitions of entries ready for this year and the next: at the start, and in a process that lives over the
 * turn of a year from its first days on.
 */
@Injectable()
export class LedgerYears extends TickingWorker {
  private ready: number | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('ledger-years', scheduler, config.workerIntervalMs * ticks);
  }

  async workOnce(): Promise<number> {
    const year = Number(this.clock.today().slice(0, 4));
    if (this.ready === year) return 0;
    await this.unitOfWork.run(this.config.centreId, (tx) => this.ledger.preparePartitions(tx, year));
    this.ready = year;
    return 0;
  }
}
