import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { AppConfig } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { TickingWorker } from '../../../platform/lease/ticking-worker';
import type { Instruction } from '../domain/instruction';
import { freeFen, type Position } from '../domain/liquidity';
import type { Duty } from '../store/instruction-store';
import { DispatchFunds } from './dispatch-funds';

/** Looked at once in so many ticks of the other workers. */
const ticks = 8;

/**
 * What each account can still pay, as this process saw it last and less what it has sent since: read now and then, so
 * that a payment asks memory and no row is hot. A wrong guess costs a transfer or a try; the bank has the last word.
 */
@Injectable()
export class FundsInView extends TickingWorker {
  private seen = new Map<string, Position>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly funds: DispatchFunds,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('funds-in-view', scheduler, config.workerIntervalMs * ticks);
  }

  /** Looks at every account, and sends for money where one has less than its floor. */
  async workOnce(): Promise<number> {
    const { centreId } = this.config;
    const positions = await this.unitOfWork.read(centreId, (tx) => this.funds.positions(tx));
    this.seen = new Map(positions.map((position) => [position.accountId, position]));
    const floor = this.funds.floor();
    for (const { accountId } of positions.filter((one) => freeFen(one) < floor && this.canBeHelped(one)))
      await this.unitOfWork.run(centreId, (tx) => this.funds.to(tx, accountId));
    return 0;
  }

  /**
   * Counts a payment that is about to leave for the first time. True when its account would have less than the floor
   * while another of its kind has more: then funds come first.
   */
  isShortFor({ bankAccountId, amountFen, purpose, sends }: Instruction & Duty): boolean {
    const account = this.seen.get(bankAccountId);
    if (account === undefined || sends !== 1 || purpose === 'own-transfer') return false;
    const after = { ...account, reservedFen: account.reservedFen + amountFen };
    this.seen.set(bankAccountId, after);
    return freeFen(after) < this.funds.floor() && this.canBeHelped(account);
  }

  private canBeHelped({ accountId, purpose }: Position): boolean {
    const floor = this.funds.floor();
    return [...this.seen.values()].some(
      (other) =>
        other.accountId !== accountId &&
        other.purpose === purpose &&
        other.isHeld !== true &&
        freeFen(other) > floor,
    );
  }
}
