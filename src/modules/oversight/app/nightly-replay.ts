import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { addDays, type Day, parseDay } from '../../../kernel/calendar';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { claimDue } from '../../../platform/lease/lease';
import { TickingWorker } from '../../../platform/lease/ticking-worker';
import { nameOf } from '../../../platform/lease/worker';
import { insertReplayRun, selectLastNight } from '../store/replay-run-store';
import { ReplayRuns } from './replay-runs';

const leased = { table: 'replay_run', work: 't.finished_at IS NULL' };
/** It has all night: looked at once in so many ticks of the other workers. */
const ticks = 40;

/**
 * Every night, once a centre: a sample of the decisions of the days since the last night is replayed. The day's row is
 * unique and leased, so any number of instances make one run of it, and one that died is carried out by another.
 */
@Injectable()
export class NightlyReplay extends TickingWorker {
  private planned: Day | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: ReplayRuns,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('replays', scheduler, config.workerIntervalMs * ticks);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    await this.plan();
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leased, { owner, ttlMs: LEASE_MS, limit: 1 }),
    );
    for (const { id, token } of claims) {
      try {
        await this.runs.carryOut(centreId, id, token);
      } catch (error) {
        // The lease runs out and the run is taken up again.
        this.logger.warn({ event: 'replay-run-failed', runId: id, fault: nameOf(error) });
      }
    }
    return claims.length;
  }

  /** Plans the run of the day that has ended, from the day after the last one: days without service are caught up. */
  private async plan(): Promise<void> {
    const yesterday = addDays(this.clock.today(), -1);
    if (this.planned === yesterday || this.config.replaySampleSize === 0) return;
    await this.unitOfWork.run(this.config.centreId, async (tx) => {
      const last = await selectLastNight(tx);
      if (last !== null && last >= yesterday) return;
      await insertReplayRun(tx, {
        id: newId(),
        kind: 'nightly',
        fromDay: last === null ? yesterday : addDays(parseDay(last), 1),
        toDay: yesterday,
        size: this.config.replaySampleSize,
        seed: newId(),
        askedBy: 'system',
        at: this.clock.now(),
        dueInMs: 0,
      });
    });
    this.planned = yesterday;
  }
}
