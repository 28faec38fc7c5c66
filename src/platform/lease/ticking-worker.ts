import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { SchedulerRegistry } from '@nestjs/schedule';

/**
 * A worker that ticks on every instance; leases decide who works. One round at a time: a tick that finds the last
 * round still at work does nothing.
 */
export abstract class TickingWorker implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly logger = new Logger(this.constructor.name);
  private round: Promise<void> | null = null;

  /** @param intervalMs 0: this process takes up no work by itself. */
  protected constructor(
    private readonly name: string,
    private readonly scheduler: SchedulerRegistry,
    private readonly intervalMs: number,
  ) {}

  /** Works on everything due, once; returns how much was taken up. */
  abstract workOnce(): Promise<number>;

  onApplicationBootstrap(): void {
    if (this.intervalMs === 0) return;
    this.scheduler.addInterval(
      this.name,
      setInterval(() => this.tick(), this.intervalMs),
    );
  }

  /** Takes up no more and lets the round under way end, so that no lease is left behind. */
  async stop(): Promise<void> {
    if (this.scheduler.doesExist('interval', this.name)) this.scheduler.deleteInterval(this.name);
    await this.round;
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  private tick(): void {
    this.round ??= this.workOnce()
      .then(() => undefined)
      .catch((error: unknown) => {
        // The database is away or busy: what was not claimed is claimed by a later tick.
        this.logger.warn({ event: 'round-failed', worker: this.name, fault: nameOf(error) });
      })
      .finally(() => {
        this.round = null;
      });
  }
}

/** Class of a fault, fit for a log: messages may repeat what a person sent. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
