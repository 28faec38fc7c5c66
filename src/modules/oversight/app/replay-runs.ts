import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Clock } from '../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { Metrics } from '../../../platform/metrics';
import { type Replayed, ReplayDecisions } from '../../casework';
import {
  finishReplayRun,
  type ReplayDifference,
  type ReplayRun,
  renewReplayLease,
  selectReplayRun,
} from '../store/replay-run-store';

/** Differences kept of one run: a fault that touches every decision is told by its first ones and their number. */
const kept = 1_000;

/**
 * Carries a planned sample out: draws it by its seed, replays it, stores what differs. A difference is an alarm: a row,
 * a line of the log at error level and a metric.
 */
@Injectable()
export class ReplayRuns {
  private readonly logger = new Logger(ReplayRuns.name);
  private readonly counted: Counter<'result'>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly decisions: ReplayDecisions,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    metrics: Metrics,
  ) {
    this.counted = new Counter({
      name: 'decisions_replayed_total',
      help: 'Stored decisions made again from their stored facts, by whether the bytes were the same',
      labelNames: ['result'] as const,
      registers: [metrics.registry],
    });
    this.counted.inc({ result: 'identical' }, 0);
    this.counted.inc({ result: 'differs' }, 0);
  }

  /** Works under the lease `token`; safe to begin again, since nothing is stored before the end. */
  async carryOut(centreId: number, runId: string, token: bigint): Promise<void> {
    const run = await this.unitOfWork.read(centreId, (tx) => selectReplayRun(tx, runId));
    if (!run || run.finishedAt) return;
    const { keys, decisions } = await this.decisions.draw(centreId, run);
    const differing: Replayed[] = [];
    let replayed = 0;
    for await (const some of this.decisions.these(centreId, keys)) {
      replayed += some.length;
      differing.push(...some.filter(({ path }) => path !== null));
      if (!(await this.renew(centreId, runId, token))) return;
    }
    const differences = differing.slice(0, kept).map(differenceOf);
    const counts = { decisions, replayed, differing: differing.length };
    const found = { id: runId, token, ...counts, differences, at: this.clock.now() };
    const ended = await this.unitOfWork.run(centreId, (tx) => finishReplayRun(tx, found));
    if (ended) this.tell(run, replayed, differing);
  }

  private renew(centreId: number, runId: string, token: bigint): Promise<boolean> {
    return this.unitOfWork.run(centreId, (tx) => renewReplayLease(tx, runId, token, LEASE_MS));
  }

  private tell(run: ReplayRun, replayed: number, differing: readonly Replayed[]): void {
    this.counted.inc({ result: 'identical' }, replayed - differing.length);
    this.counted.inc({ result: 'differs' }, differing.length);
    for (const { caseId, round, item, path } of differing) {
      this.logger.error({ event: 'replay-differs', runId: run.id, caseId, round, item, path });
    }
    const { id: runId, kind, fromDay, toDay } = run;
    const told = {
      event: 'replay-run-ended',
      instance: this.config.instanceName,
      runId,
      kind,
      fromDay,
      toDay,
    };
    this.logger.log({ ...told, replayed, differing: differing.length });
  }
}

function differenceOf({ caseId, round, path, storedHash, replayedHash }: Replayed): ReplayDifference {
  return { caseId, round, path: path ?? '', storedHash, replayedHash };
}
