import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { AppModule } from '../../src/app.module';
import type { Day } from '../../src/kernel/calendar';
import { loadConfig } from '../../src/platform/config';
import { createHttpApp } from '../../src/platform/http';
import { AppLogger } from '../../src/platform/logging';
import { MovableClock } from './movable-clock';
import type { Stage } from './stage';

interface Worker {
  workOnce(): Promise<number>;
}

const BETWEEN_ROUNDS_MS = 20;
/** So long one look waits for a round; what takes longer goes on beside the next. */
const PATIENCE_MS = 60;
/** The longest there is: what is due is worked on when the day is lived, not by the clock on the wall. */
const WORKER_INTERVAL_MS = '60000';

/**
 * The service in this process, all of it, on the port and settings of the stage's: its clock is moved from day to day
 * without a start in between, and on each day its own workers are called as their ticks would call them. Each year it
 * starts anew, as a service does now and then.
 */
export class ServiceInTime {
  private readonly atWork = new Map<Worker, Promise<void>>();
  /** What a worker failed with; the story does not go on after it. */
  private fault: Error | null = null;

  private constructor(
    private readonly stage: Stage,
    private readonly clock: MovableClock,
    private app: INestApplication,
  ) {}

  /** The stage's own service has to be down. */
  static async open(stage: Stage, day: Day): Promise<ServiceInTime> {
    const clock = new MovableClock(day);
    return new ServiceInTime(stage, clock, await start(stage, clock));
  }

  get today(): Day {
    return this.clock.today();
  }

  /** The service and the outside world live on a day; what the banks had still to tell of the day before is told. */
  async moveTo(day: Day): Promise<void> {
    await Promise.all(this.atWork.values());
    this.expectNoFault();
    await this.stage.noticesArrived();
    const isNewYear = day.slice(0, 4) !== this.today.slice(0, 4);
    if (isNewYear) await this.app.close();
    await this.stage.dateTo(day);
    this.clock.moveTo(day);
    if (isNewYear) this.app = await start(this.stage, this.clock);
  }

  /** Every worker once, side by side as in life. */
  async round(): Promise<void> {
    await Promise.all(this.begin());
    this.expectNoFault();
  }

  /** Begins what is not at work any more: a worker may wait for a bank and keeps no other waiting. */
  private begin(): readonly Promise<void>[] {
    return workersOf(this.app).map((worker) => {
      const begun = this.atWork.get(worker) ?? this.work(worker);
      this.atWork.set(worker, begun);
      return begun;
    });
  }

  private async work(worker: Worker): Promise<void> {
    try {
      await worker.workOnce();
    } catch (error) {
      this.fault ??= error instanceof Error ? error : new Error(String(error));
    }
    this.atWork.delete(worker);
  }

  private expectNoFault(): void {
    if (this.fault !== null) throw this.fault;
  }

  /** Rounds of the workers until what is awaited has come; throws after `seconds`. */
  async workUntil<T>(what: string, look: () => Promise<T | null>, seconds = 30): Promise<T> {
    const deadline = performance.now() + seconds * 1_000;
    while (performance.now() < deadline) {
      await Promise.race([this.round(), pause(PATIENCE_MS)]);
      const found = await look();
      if (found !== null) return found;
      await pause(BETWEEN_ROUNDS_MS);
    }
    throw new Error(`${this.today}, ${what}: not within ${seconds} s`);
  }

  async close(): Promise<void> {
    await Promise.all(this.atWork.values());
    await this.app.close();
  }
}

async function start(stage: Stage, clock: MovableClock): Promise<INestApplication> {
  const config = loadConfig({ ...stage.settings, BUSINESS_DATE: clock.today(), WORKER_INTERVAL_MS });
  const app = await createHttpApp(AppModule.of(config, clock), { logger: new AppLogger(config.logLevel) });
  await app.listen(config.port, config.host);
  return app;
}

function workersOf(app: INestApplication): readonly Worker[] {
  const providers = [...app.get(ModulesContainer).values()].flatMap((room) => [...room.providers.values()]);
  return [...new Set(providers.map(({ instance }): unknown => instance).filter(isWorker))];
}

function isWorker(instance: unknown): instance is Worker {
  return (
    typeof instance === 'object' &&
    instance !== null &&
    typeof (instance as Partial<Worker>).workOnce === 'function'
  );
}
