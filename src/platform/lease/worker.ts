import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/**
 * What works in rounds on every instance; leases decide who works. Woken while as many rounds are at work as are
 * allowed, it does nothing; a round that found work is followed by another at once.
 */
export abstract class Worker implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly logger = new Logger(this.constructor.name);
  private readonly rounds = new Set<Promise<void>>();
  private isEnding = false;

  /**
   * @param mostRounds more than one where a round may wait for answers from outside: what falls due meanwhile, as
   *   the work of a dead process does, must not wait for them too.
   */
  protected constructor(
    readonly name: string,
    private readonly mostRounds: number,
  ) {}

  /** Works on everything due, once; returns how much was taken up. */
  abstract workOnce(): Promise<number>;

  abstract onApplicationBootstrap(): void;

  /** Nothing wakes it any more. */
  protected abstract sleep(): void;

  wake(): void {
    if (this.isEnding || this.rounds.size >= this.mostRounds) return;
    const round = this.takeRound().then((foundWork) => {
      this.rounds.delete(round);
      if (foundWork) this.wake();
    });
    this.rounds.add(round);
  }

  /** Takes up no more and lets the rounds under way end, so that no lease is left behind. */
  async stop(): Promise<void> {
    this.isEnding = true;
    this.sleep();
    await Promise.all(this.rounds);
  }

  /** A long round ends where it can be gone on with later. */
  protected get isStopping(): boolean {
    return this.isEnding;
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  private async takeRound(): Promise<boolean> {
    try {
      return (await this.workOnce()) > 0;
    } catch (error) {
      // The database is away or busy: what was not claimed is claimed by a later round.
      this.logger.warn({ event: 'round-failed', worker: this.name, fault: nameOf(error) });
      return false;
    }
  }
}

/** Class of a fault, fit for a log: messages may repeat what a person sent. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
