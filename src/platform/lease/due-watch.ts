import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Clock } from '../clock';
import { AppConfig } from '../config';
import { UnitOfWork } from '../database/unit-of-work';
import type { LeasedTable } from './lease';
import { TickingWorker } from './ticking-worker';

/** Who is woken, and by which conditions; one of them holds while there is work. */
export interface Watched {
  readonly due: readonly string[];
  wake(): void;
}

/** True while the table has a row that `claimDue` would take. */
export function dueOf({ table, work }: LeasedTable): string {
  return `EXISTS (SELECT FROM ${table} AS t WHERE t.centre_id = $1 AND t.due_at <= statement_timestamp()
                     AND (t.lease_until IS NULL OR t.lease_until < statement_timestamp()) AND ${work})`;
}

/**
 * One question for all workers at every tick, read-only: which of them have something due. A service with nothing to
 * do costs one statement a tick, and not a transaction with a number of its own for each worker.
 */
@Injectable()
export class DueWatch extends TickingWorker implements OnApplicationBootstrap {
  private readonly workers = new Set<Watched>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('due-watch', scheduler, config.workerIntervalMs);
  }

  add(worker: Watched): void {
    this.workers.add(worker);
  }

  remove(worker: Watched): void {
    this.workers.delete(worker);
  }

  /** Wakes whoever has work. When the question fails all are woken: each then meets the fault, or its work, alone. */
  async workOnce(): Promise<number> {
    const asked = [...this.workers];
    if (asked.length === 0) return 0;
    let due: readonly boolean[];
    try {
      due = await this.ask(asked);
    } catch (error) {
      for (const worker of asked) worker.wake();
      throw error;
    }
    for (const [index, worker] of asked.entries()) if (due[index] === true) worker.wake();
    // They go on by themselves; the next question is that of the next tick.
    return 0;
  }

  private async ask(workers: readonly Watched[]): Promise<readonly boolean[]> {
    const conditions = workers.map(({ due }) => `(${due.join(' OR ')})`).join(',\n');
    const [row] = await this.unitOfWork.read(this.config.centreId, (tx) =>
      tx.query<{ due: boolean[] }>(`SELECT ARRAY[${conditions}] AS due, $2::date AS today`, [
        tx.centreId,
        this.clock.today(),
      ]),
    );
    return row?.due ?? [];
  }
}
