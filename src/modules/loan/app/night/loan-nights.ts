import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Day } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { CrashPoint } from '../../../../platform/crash-point';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { nameOf, TickingWorker } from '../../../../platform/lease/ticking-worker';
import {
  finishLoanNight,
  noteLoanProgress,
  planLoanNight,
  selectLoanNight,
} from '../../store/loan-night-store';
import type { LoanNightWork } from './loan-night-work';

const leased = { table: 'loan_night', work: 't.finished_at IS NULL' };
/** It has all night: looked at once in so many ticks of the other workers. */
const ticks = 40;
const RUNS = 8;

/** Another instance has the run by now. */
class NightLost extends Error {
  override name = 'NightLost';
}

/**
 * What falls due on loans by date, once a night, kind and centre. A run is a unique, leased row, so any number of
 * instances make it once, and one that died is carried on where it stopped.
 */
@Injectable()
export class LoanNights extends TickingWorker {
  private planned: Day | null = null;
  private readonly works = new Map<string, LoanNightWork>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('loan-nights', scheduler, config.workerIntervalMs * ticks);
  }

  /** Throws when the kind has its work already. */
  register(kind: string, work: LoanNightWork): void {
    if (this.works.has(kind)) throw new Error(`the night's work ${kind} is registered twice`);
    this.works.set(kind, work);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    await this.plan();
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: RUNS }),
    );
    for (const claim of claims) {
      try {
        await this.carryOut(centreId, claim);
      } catch (error) {
        // The lease runs out and the run is taken up again.
        this.logger.warn({ event: 'loan-night-failed', runId: claim.id, fault: nameOf(error) });
      }
    }
    return claims.length;
  }

  private async carryOut(centreId: number, { id, token }: Claim): Promise<void> {
    while ((await this.step(centreId, { id, token })) > 0);
  }

  /** One transaction's worth of a run. */
  @CrashPoint('loan-night')
  private step(centreId: number, { id, token }: Pick<Claim, 'id' | 'token'>): Promise<number> {
    return this.unitOfWork.run(centreId, async (tx) => {
      const { kind, day } = await selectLoanNight(tx, id);
      const work = this.works.get(kind);
      if (!work) throw new Error(`nobody carries out the night's work ${kind}`);
      const worked = await work.batch(tx, { id, day: day as Day });
      if (!(await noteLoanProgress(tx, { id, token, done: worked, leaseMs: LEASE_MS })))
        throw new NightLost(id);
      if (worked === 0) await finishLoanNight(tx, { id, token, at: this.clock.now() });
      return worked;
    });
  }

  private async plan(): Promise<void> {
    const day = this.clock.today();
    if (this.planned === day) return;
    await this.unitOfWork.run(this.config.centreId, async (tx) => {
      for (const kind of this.works.keys())
        await planLoanNight(tx, { id: newId(), kind, day, at: this.clock.now() });
    });
    this.planned = day;
  }
}
