import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { addDays, type Day } from '../../../../kernel/calendar';
import { Clock } from '../../../../platform/clock';
import { AppConfig } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { MonthBooks } from '../../../ledger';
import { parametersOn } from '../../../policy';
import {
  finishMonth,
  leasedMonths,
  noteClosed,
  noteHindrances,
  planMonths,
  selectHindrances,
  selectMonthEnd,
  selectUnasked,
} from '../../store/month-end-store';
import { BankLines } from '../../wire/bank-lines';
import { MonthConditions } from './month-conditions';

/** It has days: looked at once in so many ticks of the other workers. */
const ticks = 60;
const MONTHS = 24;
const LEASE = 120_000;
/** Conditions look at open work, a freeze at a month of vouchers. */
const statementTimeoutMs = 60_000;

/** Another instance has the month by now. */
class MonthLost extends Error {
  override name = 'MonthLost';
}

/**
 * 月结: closes a month that is over once nothing stands in its way, and freezes its balances by subject; from then on no
 * voucher is dated into it. What stands in the way is kept for managers to see. The month's row is unique and leased, so any
 * number of instances close it once, and a closing that died between its two steps is taken up again.
 */
@Injectable()
export class CloseMonths extends TickingWorker {
  private planned: Day | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conditions: MonthConditions,
    private readonly books: MonthBooks,
    private readonly banks: BankLines,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('month-ends', scheduler, config.workerIntervalMs * ticks);
  }

  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    await this.plan();
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leasedMonths, { owner, ttlMs: LEASE, limit: MONTHS }),
    );
    const found = await Promise.all(claims.map((claim) => this.monthOf(claim)));
    let closed = 0;
    for (const { claim } of found.sort((a, b) => a.month - b.month)) {
      try {
        if (await this.end(claim)) closed += 1;
      } catch (error) {
        // The lease runs out and the month is taken up again.
        this.logger.warn({ event: 'month-end-failed', monthId: claim.id, fault: nameOf(error) });
      }
    }
    return closed;
  }

  private async plan(): Promise<void> {
    const today = this.clock.today();
    if (this.planned === today) return;
    const until = addDays(today, -parametersOn(today).integer('fund.monthClosesAfterDays'));
    await this.unitOfWork.run(this.config.centreId, (tx) => planMonths(tx, until, this.clock.now()));
    this.planned = today;
  }

  private async monthOf(claim: Claim): Promise<{ claim: Claim; month: number }> {
    const { month } = await this.unitOfWork.read(this.config.centreId, (tx) => selectMonthEnd(tx, claim.id));
    return { claim, month };
  }

  /** Closed first, in a transaction that keeps postings waiting for a moment; then what cannot change is added up. */
  private async end(claim: Claim): Promise<boolean> {
    const { centreId } = this.config;
    const { month, closedAt } = await this.unitOfWork.read(centreId, (tx) => selectMonthEnd(tx, claim.id));
    if (closedAt === null && !(await this.close(claim, month))) return false;
    await this.unitOfWork.run(
      centreId,
      async (tx) => {
        await this.books.freeze(tx, month);
        if (!(await finishMonth(tx, claim, this.clock.now()))) throw new MonthLost(claim.id);
      },
      { statementTimeoutMs },
    );
    this.logger.log({ event: 'month-closed', month });
    return true;
  }

  private close(claim: Claim, month: number): Promise<boolean> {
    return this.unitOfWork.run(
      this.config.centreId,
      async (tx) => {
        const at = this.clock.now();
        const hindrances = await selectHindrances(tx, month, this.conditions.list());
        const look = { hindrances, unasked: await selectUnasked(tx, this.banks.codes), at };
        const open = hindrances.length > 0;
        const noted = open ? await noteHindrances(tx, claim, look) : await noteClosed(tx, claim, look);
        if (!noted) throw new MonthLost(claim.id);
        if (!open) await this.books.close(tx, month);
        return !open;
      },
      { statementTimeoutMs },
    );
  }
}
