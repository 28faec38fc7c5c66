import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { addDays } from '../../../kernel/calendar';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { AppConfig, LEASE_MS } from '../../../platform/config';
import type { Tx } from '../../../platform/database/tx';
import { invalidAt, notFound } from '../../../platform/http';
import { type CommandAnswer, Commands } from '../../casework';
import { insertReplayRun, leaseReplayRun, selectReplayRun } from '../store/replay-run-store';
import { ReplayRuns } from './replay-runs';

export interface WantedReplay {
  /** First and last business day, 'YYYY-MM-DD'; yesterday and today when left out. */
  readonly fromDay?: string;
  readonly toDay?: string;
  readonly size: number;
  /** Seed of an earlier run, to draw the same sample again. */
  readonly seed?: string;
}

/** Somebody of oversight asks for a sample now. */
@Injectable()
export class AskReplay {
  constructor(
    private readonly commands: Commands,
    private readonly runs: ReplayRuns,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Draws, replays and answers the run. Problems: 400 days the wrong way round, 409 and 422 of the key. */
  async ask(
    actor: Actor,
    wanted: WantedReplay,
    command: { key: string; bodyHash: string },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const toDay = wanted.toDay ?? this.clock.today();
    const fromDay = wanted.fromDay ?? addDays(this.clock.today(), -1);
    if (fromDay > toDay) {
      throw invalidAt('/fromDay', 'DAYS_REVERSED', {
        zh: '起始日不能晚于截止日。',
        en: 'The first day cannot be after the last one.',
      });
    }
    const { centreId } = actor;
    return this.commands.inSteps(
      { actor, route: 'POST /v1/oversight/replays', ...command },
      {
        begin: async (tx, id) => {
          const seed = wanted.seed ?? newId();
          const [at, dueInMs] = [this.clock.now(), LEASE_MS];
          const run = { id, kind: 'asked', fromDay, toDay, size: wanted.size, seed } as const;
          await insertReplayRun(tx, { ...run, askedBy: actor.subject, at, dueInMs });
          return leaseReplayRun(tx, id, this.config.instanceName, LEASE_MS);
        },
        carryOn: (token, id) => this.runs.carryOut(centreId, id, token),
        answer: async (tx, id) => ({ status: 201, answer: JSON.stringify(await runOf(tx, id)) }),
      },
    );
  }
}

async function runOf(tx: Tx, id: string): Promise<object> {
  const run = await selectReplayRun(tx, id);
  if (!run) throw notFound();
  return run;
}
