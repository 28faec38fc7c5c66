import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Day } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { CrashPoint } from '../../../../platform/crash-point';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { nameOf } from '../../../../platform/lease/worker';
import {
  finishLoanNight,
  noteLoanFailure,
  noteLoanProgress,
  planLoanNight,
  selectLoanNight,
} from '../../store/loan-night-store';
import type { LoanNightWork } from './loan-night-work';

/**
 * What hangs together goes in this order: none of these before those ahead of it have ended that day. The fund is measured
 * before anything of the day moves it; cards and rates are those of the day when periods fall due; what is unpaid is tried
 * again before it is called overdue; the interest of all of it is moved last. Other kinds wait for nobody. One that fails
 * holds those behind it until two people let the night pass it; it is tried on all the same.
 */
const ORDER = [
  'fund',
  'hedging-ends',
  'repayment-cards',
  'loan-rates',
  'loan-dues',
  'loan-yearly',
  'loan-retries',
  'loan-overdue',
  'loan-interest-cash',
  'loan-evening',
] as const;

const rank = (kind: string): string => `array_position('{${ORDER.join(',')}}'::text[], ${kind})`;
const leased = {
  table: 'loan_night',
  work: `t.finished_at IS NULL AND NOT EXISTS (
    SELECT FROM loan_night AS ahead WHERE ahead.centre_id = t.centre_id AND ahead.day = t.day AND ahead.finished_at IS NULL
       AND ahead.passed_at IS NULL AND ${rank('ahead.kind')} < ${rank('t.kind')})`,
};
/** So many failures in a row are no chance: the alert tells, and people may let the night pass the run. */
export const STUCK_AFTER = 3;
/** It has all night: looked at once in so many ticks of the other workers. */
const ticks = 40;
const RUNS = 8;
const HOUR_MS = 3_600_000;

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
        await this.noteFailure(centreId, claim, nameOf(error));
      }
    }
    return claims.length;
  }

  private async carryOut(centreId: number, { id, token }: Claim): Promise<void> {
    const { kind } = await this.unitOfWork.read(centreId, (tx) => selectLoanNight(tx, id));
    const work = this.works.get(kind);
    if (!work) throw new Error(`nobody carries out the night's work ${kind}`);
    while ((await this.step(centreId, { id, token }, work)) > 0);
  }

  private async noteFailure(centreId: number, { id, token }: Claim, fault: string): Promise<void> {
    this.logger.warn({ event: 'loan-night-failed', runId: id, fault });
    try {
      const at = this.clock.now();
      const failures = await this.unitOfWork.run(centreId, (tx) =>
        noteLoanFailure(tx, { id, token, fault, at }),
      );
      if (failures !== null && failures >= STUCK_AFTER)
        this.logger.error({ event: 'loan-night-stuck', runId: id, failures });
    } catch (error) {
      // A fault that takes the database away cannot be noted; the log has it.
      this.logger.warn({ event: 'loan-night-failure-not-noted', runId: id, fault: nameOf(error) });
    }
  }

  /** One transaction's worth of a run. */
  @CrashPoint('loan-night')
  private step(
    centreId: number,
    { id, token }: Pick<Claim, 'id' | 'token'>,
    work: LoanNightWork,
  ): Promise<number> {
    return this.unitOfWork.run(
      centreId,
      async (tx) => {
        const { day, reached } = await selectLoanNight(tx, id);
        const place = { reached };
        const worked = await work.batch(tx, { id, day: day as Day, place });
        const progress = { id, token, done: worked, reached: place.reached, leaseMs: LEASE_MS };
        if (!(await noteLoanProgress(tx, progress))) throw new NightLost(id);
        if (worked === 0) await finishLoanNight(tx, { id, token, at: this.clock.now() });
        return worked;
      },
      work.transaction,
    );
  }

  private async plan(): Promise<void> {
    const day = this.clock.today();
    if (this.planned === day) return;
    await this.unitOfWork.run(this.config.centreId, async (tx) => {
      for (const [kind, work] of this.works) {
        const waitMs = this.waitFor(day, work);
        if (waitMs !== null)
          await planLoanNight(tx, { id: newId(), kind, day, at: this.clock.now(), waitMs });
      }
    });
    this.planned = day;
  }

  /** Until its hour comes. On a day that is set time stands still: what its hour has come for goes at once, the rest never. */
  private waitFor(day: Day, { fromHour = 0 }: LoanNightWork): number | null {
    if (this.config.businessDate !== null) return fromHour * 60 <= this.clock.minute() ? 0 : null;
    const begins = Date.parse(`${day}T00:00:00+08:00`) + fromHour * HOUR_MS;
    return Math.max(0, begins - this.clock.now().getTime());
  }
}
