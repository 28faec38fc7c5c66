import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { SchedulerRegistry } from '@nestjs/schedule';

/**
 * A worker that ticks on every instance; leases decide who works. A tick that finds as many rounds at work as are
 * allowed does nothing; a round that found work is followed by another at once.
 */
export abstract class TickingWorker implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly logger = new Logger(this.constructor.name);
  private readonly rounds = new Set<Promise<void>>();
  private isEnding = false;

  /**
   * @param intervalMs 0: this process takes up no work by itself.
   * @param mostRounds more than one where a round may wait for answers from outside: what falls due meanwhile, as
   *   the work of a dead process does, must not wait for them too.
   */
  protected constructor(
    private readonly name: string,
    private readonly scheduler: SchedulerRegistry,
    private readonly intervalMs: number,
    private readonly mostRounds = 1,
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

  /** Takes up no more and lets the rounds under way end, so that no lease is left behind. */
  async stop(): Promise<void> {
    this.isEnding = true;
    if (this.scheduler.doesExist('interval', this.name)) this.scheduler.deleteInterval(this.name);
    await Promise.all(this.rounds);
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  private tick(): void {
    if (this.isEnding || this.rounds.size >= this.mostRounds) return;
    const round = this.takeRound().then((foundWork) => {
      this.rounds.delete(round);
      if (foundWork) this.tick();
    });
    this.rounds.add(round);
  }

  private async takeRound(): Promise<boolean> {
    try {
      return (await this.workOnce()) > 0;
    } catch (error) {
      // The database is away or busy: what was not claimed is claimed by a later tick.
      this.logger.warn({ event: 'round-failed', worker: this.name, fault: nameOf(error) });
      return false;
    }
  }
}

/** Class of a fault, fit for a log: messages may repeat what a person sent. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
