import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { addDays } from '../../../kernel/calendar';
import { Clock } from '../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { type Claim, claimDue, type LeasedTable } from '../../../platform/lease/lease';
import { TickingWorker } from '../../../platform/lease/ticking-worker';
import { nameOf } from '../../../platform/lease/worker';
import { lastInterestYear } from '../domain/interest-year';
import { selectRates } from '../store/interest-rate-store';
import { leasedChunks, leasedRuns } from '../store/interest-run-store';
import { InterestAccruals } from './interest-accruals';
import { InterestRuns } from './interest-runs';

/** A run has minutes, not milliseconds: looked at once in so many ticks of the other workers. */
const ticks = 10;
/** Ranges one process settles at a time. */
const chunksAtOnce = 2;
/** By itself the run starts when 30 June is over, and is caught up for so many days after. */
const catchUpDays = 31;
const bookMs = 120_000;

/**
 * Starts what the calendar asks for (the yearly run, the closing of segments at a new rate, the month-end accrual) and
 * carries runs out. It ticks on every instance; unique days and leases decide who does what.
 */
@Injectable()
export class InterestWorker extends TickingWorker {
  private lookedOn: string | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: InterestRuns,
    private readonly accruals: InterestAccruals,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('interest', scheduler, config.workerIntervalMs * ticks);
  }

  async workOnce(): Promise<number> {
    const { centreId } = this.config;
    // A process that takes up no work by itself starts none either.
    if (this.config.workerIntervalMs > 0) await this.startWhatIsDue();
    const runs = await this.claim(leasedRuns, 1);
    for (const { id, token } of runs) await this.carry(id, () => this.runs.carryRun(centreId, id, token));
    const chunks = await this.claim(leasedChunks, chunksAtOnce);
    await Promise.all(
      chunks.map(({ id, token }) => this.carry(id, () => this.runs.carryChunk(centreId, id, token))),
    );
    return runs.length + chunks.length + (await this.runs.settleLeft(centreId));
  }

  private claim(leased: LeasedTable, limit: number): Promise<Claim[]> {
    const { centreId, instanceName: owner } = this.config;
    return this.unitOfWork.run(centreId, (tx) => claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit }));
  }

  /** What fails is taken up again when its lease has run out. */
  private async carry(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn({ event: 'interest-run-failed', id, fault: nameOf(error) });
    }
  }

  /** Looks at the calendar once an hour of the clock. */
  private async startWhatIsDue(): Promise<void> {
    const hour = this.clock.now().toISOString().slice(0, 13);
    if (this.lookedOn === hour) return;
    const today = this.clock.today();
    await this.unitOfWork.run(
      this.config.centreId,
      async (tx) => {
        const rates = await selectRates(tx);
        // Before the first rate there was nothing to close.
        for (const { from } of rates.slice(1))
          if (from <= today && from > addDays(today, -catchUpDays)) await this.runs.startRateChange(tx, from);
        if (today <= addDays(lastInterestYear(today).lastDay, catchUpDays))
          await this.runs.startYear(tx, 'system');
        await this.accruals.accrueMonth(tx, today);
      },
      { statementTimeoutMs: bookMs },
    );
    this.lookedOn = hour;
  }
}
