import type { DueWatch } from './due-watch';
import { Worker } from './worker';

/** A worker that the watch wakes when something of its is due; it does not look by itself. */
export abstract class DueWorker extends Worker {
  /**
   * @param due constant SQL conditions, one of which holds when there is work: `dueOf` a leased table, or a condition
   *   on `$1` (the centre) and `$2` (today).
   */
  protected constructor(
    name: string,
    private readonly watch: DueWatch,
    readonly due: readonly string[],
    mostRounds = 1,
  ) {
    super(name, mostRounds);
  }

  onApplicationBootstrap(): void {
    this.watch.add(this);
  }

  protected sleep(): void {
    this.watch.remove(this);
  }
}
