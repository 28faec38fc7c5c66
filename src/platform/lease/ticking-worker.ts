import type { SchedulerRegistry } from '@nestjs/schedule';
import { Worker } from './worker';

/** A worker that looks for its work at every tick of its own. */
export abstract class TickingWorker extends Worker {
  /** @param intervalMs 0: this process takes up no work by itself. */
  protected constructor(
    name: string,
    private readonly scheduler: SchedulerRegistry,
    private readonly intervalMs: number,
    mostRounds = 1,
  ) {
    super(name, mostRounds);
  }

  onApplicationBootstrap(): void {
    if (this.intervalMs === 0) return;
    this.scheduler.addInterval(
      this.name,
      setInterval(() => this.wake(), this.intervalMs),
    );
  }

  protected sleep(): void {
    if (this.scheduler.doesExist('interval', this.name)) this.scheduler.deleteInterval(this.name);
  }
}
