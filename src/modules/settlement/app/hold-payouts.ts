import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { TickingWorker } from '../../../platform/lease/ticking-worker';
import { selectUnmatched } from '../store/unmatched-store';

/** Looked at once in so many ticks of the other workers. */
const ticks = 8;

/**
 * Accounts that nothing is paid from for now: on their statements more is unmatched than the limit, so that neither our
 * books nor their bank can be relied on. Read now and then, so that a payment asks memory; a person who explains the
 * differences ends it.
 */
@Injectable()
export class HoldPayouts extends TickingWorker {
  private held: ReadonlySet<string> = new Set();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('hold-payouts', scheduler, config.workerIntervalMs * ticks);
  }

  /** The first look is not left to the first tick: whoever starts knows what is held. */
  override onApplicationBootstrap(): void {
    super.onApplicationBootstrap();
    if (this.config.workerIntervalMs > 0) this.wake();
  }

  async workOnce(): Promise<number> {
    const { centreId, unmatchedLimitYuan } = this.config;
    const unmatched = await this.unitOfWork.read(centreId, selectUnmatched);
    const limitFen = BigInt(unmatchedLimitYuan) * 100n;
    const held = new Set(unmatched.filter(({ fen }) => fen > limitFen).map(({ accountId }) => accountId));
    for (const bankAccountId of held)
      if (!this.held.has(bankAccountId)) this.logger.error({ event: 'payouts-held', bankAccountId });
    for (const bankAccountId of this.held)
      if (!held.has(bankAccountId)) this.logger.log({ event: 'payouts-resumed', bankAccountId });
    this.held = held;
    return 0;
  }

  isHeld(bankAccountId: string): boolean {
    return this.held.has(bankAccountId);
  }
}
