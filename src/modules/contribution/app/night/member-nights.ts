import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Day } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { nameOf } from '../../../../platform/lease/worker';
import {
  finishNight,
  MEMBER_NIGHTS,
  type MemberNight,
  noteProgress,
  planNight,
  selectNight,
} from '../../store/member-night-store';
import { FlexibleDebits } from '../flexible/flexible-debits';
import { CentralSealing } from './central-sealing';
import { CourtTerms } from './court-terms';
import type { NightWork } from './night-work';

const leased = { table: 'member_night', work: 't.finished_at IS NULL' };
/** It has all night: looked at once in so many ticks of the other workers. */
const ticks = 40;

/** Another instance has the run by now. */
class NightLost extends Error {
  override name = 'NightLost';
}

/**
 * What falls due on members' accounts by date, once a night and centre: freezes that have run their term, sealed
 * accounts that the centre takes over, and the monthly debits of who contributes alone. A run is a unique, leased row, so any number of instances make it once, and one
 * that died is carried on where it stopped.
 */
@Injectable()
export class MemberNights extends TickingWorker {
  private planned: Day | null = null;
  private readonly works: Readonly<Record<MemberNight, NightWork>>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
    courtTerms: CourtTerms,
    centralSealing: CentralSealing,
    flexibleDebits: FlexibleDebits,
  ) {
    super('member-nights', scheduler, config.workerIntervalMs * ticks);
    this.works = {
      'court-terms': courtTerms,
      'central-sealing': centralSealing,
      'flexible-debit': flexibleDebits,
    };
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    await this.plan();
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: MEMBER_NIGHTS.length }),
    );
    for (const claim of claims) {
      try {
        await this.carryOut(centreId, claim);
      } catch (error) {
        // The lease runs out and the run is taken up again.
        this.logger.warn({ event: 'member-night-failed', runId: claim.id, fault: nameOf(error) });
      }
    }
    return claims.length;
  }

  private async carryOut(centreId: number, { id, token }: Claim): Promise<void> {
    for (;;) {
      const done = await this.unitOfWork.run(centreId, async (tx) => {
        const { kind, day } = await selectNight(tx, id);
        const worked = await this.works[kind].batch(tx, { id, day: day as Day });
        if (!(await noteProgress(tx, { id, token, done: worked, leaseMs: LEASE_MS })))
          throw new NightLost(id);
        if (worked === 0) await finishNight(tx, { id, token, at: this.clock.now() });
        return worked;
      });
      if (done === 0) return;
    }
  }

  private async plan(): Promise<void> {
    const day = this.clock.today();
    if (this.planned === day) return;
    await this.unitOfWork.run(this.config.centreId, async (tx) => {
      for (const kind of MEMBER_NIGHTS) await planNight(tx, { id: newId(), kind, day, at: this.clock.now() });
    });
    this.planned = day;
  }
}
