import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { type Day, monthOf } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { claimDue } from '../../../../platform/lease/lease';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { parametersOn } from '../../../policy';
import { arrearsStagesOn } from '../../domain/arrears/arrears-stage';
import { remindOfArrears } from '../../store/arrears-reminder-store';
import { selectUnmovedDeferrals } from '../../store/relief-store';
import { finishLook, lookAtClocks, planLook } from '../../store/warning-store';
import { DeferMonths } from './defer-months';

const leased = { table: 'employer_look', work: 't.finished_at IS NULL' };
/** It has all day: looked at once in so many ticks of the other workers. */
const ticks = 8;

/** Another instance has taken the look over; what this one found is not kept. */
class LookLost extends Error {
  override name = 'LookLost';
}

/**
 * Once a business day and centre: the statutory clocks of all employers, the reminders of those that are behind, and the
 * months that a deferral has passed. The
 * day's row is unique and leased, so any number of instances make one look, and one that died is made by another.
 */
@Injectable()
export class LookAtClocks extends TickingWorker {
  private planned: Day | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deferMonths: DeferMonths,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('employer-clocks', scheduler, config.workerIntervalMs * ticks);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    await this.plan();
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: 1 }),
    );
    for (const { id, token } of claims) {
      try {
        await this.look(id, token);
      } catch (error) {
        // The lease runs out and the look is taken up again.
        this.logger.warn({ event: 'employer-look-failed', lookId: id, fault: nameOf(error) });
      }
    }
    return claims.length;
  }

  private async plan(): Promise<void> {
    const day = this.clock.today();
    if (this.planned === day) return;
    const look = { id: newId(), day, at: this.clock.now() };
    await this.unitOfWork.run(this.config.centreId, (tx) => planLook(tx, look));
    this.planned = day;
  }

  /** Deferrals one by one, each whole or not at all; then all clocks in one statement with the end of the look. */
  private async look(id: string, token: bigint): Promise<void> {
    const { centreId } = this.config;
    const today = this.clock.today();
    const month = monthOf(today);
    const deferrals = await this.unitOfWork.read(centreId, (tx) => selectUnmovedDeferrals(tx, month));
    for (const relief of deferrals)
      await this.unitOfWork.run(centreId, (tx) => this.deferMonths.upTo(tx, relief, month, today));
    const payWithinDays = parametersOn(today).integer('contribution.payWithinDaysAfterPayday');
    await this.unitOfWork.run(centreId, async (tx) => {
      const found = await lookAtClocks(tx, today, payWithinDays);
      await remindOfArrears(tx, { today, days: payWithinDays, stages: arrearsStagesOn(today) });
      const kept = await finishLook(tx, { id, token, ...found, at: this.clock.now() });
      if (!kept) throw new LookLost(`look ${id}`);
    });
  }
}
