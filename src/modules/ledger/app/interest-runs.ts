import { Injectable } from '@nestjs/common';
import { addDays, type Day, parseDay } from '../../../kernel/calendar';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { CrashPoint } from '../../../platform/crash-point';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { interestYearEnding, lastInterestYear } from '../domain/interest-year';
import {
  finishChunk,
  finishLeft,
  holdChunk,
  holdRun,
  insertChunks,
  type InterestChunk,
  insertRun,
  type InterestRun,
  isMonthClosed,
  type LeftAccount,
  lockFreeLeft,
  markFinished,
  markRunning,
  type RunProgress,
  selectProgress,
  selectRun,
  selectRuns,
} from '../store/interest-run-store';
import { closeSegments, type SettledAccounts, settleYear } from '../store/settle-interest-store';
import { INTEREST_OWED, InterestAccruals, rateOf } from './interest-accruals';
import { Ledger } from './ledger';

/** Why a year's run cannot be started. */
export type RunRefusal = 'not-due' | 'month-closed';

/** Accounts settled in one transaction: some tenths of a second, so that no member waits longer for a row. */
const accountsOfChunk = 10_000;
/** Reckoning all accounts once before and after a run. */
const wholeBookMs = 120_000;
const leftAtOnce = 100;
/** Leaves between which the interest of the year has to be moved at the banks (V14b). */
const dueToFund = '11902';
const owedByGains = '21906';

/**
 * Runs over all accounts: the yearly settlement of 30 June (V14) and the closing of segments where a rate changes. A run
 * is cut into ranges of accounts; each is done in one transaction under its lease, with its voucher, so whoever dies
 * leaves whole ranges done and whole ranges to do, and any number of instances share them.
 */
@Injectable()
export class InterestRuns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: Ledger,
    private readonly accruals: InterestAccruals,
    private readonly clock: Clock,
  ) {}

  /** Plans the run of the year ended last, once a year; the run there is when it was planned before. */
  async startYear(tx: Tx, startedBy: string, id = newId()): Promise<{ run: InterestRun; isNew: boolean }> {
    const { lastDay } = lastInterestYear(this.clock.today());
    return insertRun(tx, { id, kind: 'year', day: lastDay, startedBy, at: this.clock.now() });
  }

  /** Why the run of the year that ends on 30 June of `year` cannot be started today; null when it can. */
  async refusalOf(tx: Tx, year: number): Promise<RunRefusal | null> {
    const { lastDay } = interestYearEnding(year);
    if (lastDay !== lastInterestYear(this.clock.today()).lastDay) return 'not-due';
    return (await isMonthClosed(tx, year * 100 + 6)) ? 'month-closed' : null;
  }

  /** Plans the closing of the segment before a rate's first day. */
  async startRateChange(tx: Tx, day: Day): Promise<void> {
    const run = { id: newId(), kind: 'rate-change', day, startedBy: 'system', at: this.clock.now() } as const;
    await insertRun(tx, run);
  }

  find(tx: Tx, id: string): Promise<InterestRun | null> {
    return selectRun(tx, id);
  }

  list(tx: Tx, limit: number): Promise<InterestRun[]> {
    return selectRuns(tx, limit);
  }

  progressOf(tx: Tx, id: string): Promise<RunProgress> {
    return selectProgress(tx, id);
  }

  /** Under the run's lease: lays the plan out, or ends the run whose last chunk is done. */
  async carryRun(centreId: number, id: string, token: bigint): Promise<void> {
    const work = (tx: Tx): Promise<void> => this.stepOf(tx, id, token);
    await this.unitOfWork.run(centreId, work, { statementTimeoutMs: wholeBookMs });
  }

  @CrashPoint('interest-run-step')
  private async stepOf(tx: Tx, id: string, token: bigint): Promise<void> {
    if (!(await holdRun(tx, id, token))) return;
    const run = await selectRun(tx, id);
    if (!run) return;
    if (run.state === 'planned') await this.layOut(tx, run);
    else await this.finish(tx, run);
  }

  private async layOut(tx: Tx, run: InterestRun): Promise<void> {
    const expected = run.kind === 'year' ? await this.accruals.expectYear(tx, yearOf(run.day)) : null;
    await insertChunks(tx, run.id, accountsOfChunk);
    await markRunning(tx, run.id, expected);
  }

  /** 211 is trued up, and the cash of the whole run stands as due from the gains account (V14b). */
  private async finish(tx: Tx, run: InterestRun): Promise<void> {
    if (run.kind === 'year') {
      await this.accruals.endYear(tx, yearOf(run.day));
      const { interestFen, leftInterestFen } = await selectProgress(tx, run.id);
      await this.bookCashDue(tx, run.id, run.day, interestFen - leftInterestFen);
    }
    await markFinished(tx, run.id, this.clock.now());
  }

  /** One range under its lease: everything it changes and that it is done are one transaction. */
  async carryChunk(centreId: number, id: string, token: bigint): Promise<void> {
    await this.unitOfWork.run(centreId, (tx) => this.settleChunk(tx, id, token));
  }

  @CrashPoint('interest-chunk')
  private async settleChunk(tx: Tx, id: string, token: bigint): Promise<void> {
    const chunk = await holdChunk(tx, id, token);
    if (!chunk) return;
    await finishChunk(tx, id, await this.settle(tx, chunk), this.clock.now());
  }

  @CrashPoint('interest-accounts')
  private async settle(tx: Tx, chunk: InterestChunk): Promise<SettledAccounts> {
    if (chunk.kind === 'year') return this.settleRange(tx, chunk, chunk.id);
    const ended = await rateOf(tx, addDays(parseDay(chunk.day), -1));
    const accounts = ended ? await closeSegments(tx, chunk.range, chunk.day, ended) : 0;
    return { accounts, interestFen: 0n };
  }

  /** Accounts that a run left alone and whose closing has come to nothing; returns how many were settled. */
  async settleLeft(centreId: number): Promise<number> {
    return this.unitOfWork.run(centreId, async (tx) => {
      const left = await lockFreeLeft(tx, leftAtOnce);
      for (const one of left) await this.settleOne(tx, one);
      return left.length;
    });
  }

  private async settleOne(tx: Tx, { id, runId, accountId, day }: LeftAccount): Promise<void> {
    const range = { after: accountId - 1n, to: accountId };
    const { interestFen } = await this.settleRange(tx, { runId, day, range }, id);
    await finishLeft(tx, id, interestFen, this.clock.now());
    await this.bookCashDue(tx, id, day, interestFen);
  }

  private async settleRange(
    tx: Tx,
    { runId, day, range }: Pick<InterestChunk, 'runId' | 'day' | 'range'>,
    sourceId: string,
  ): Promise<SettledAccounts> {
    const year = yearOf(day);
    const rate = await rateOf(tx, year.lastDay);
    if (rate === null) throw new Error(`no interest rate is in force on ${day}`);
    const payableLeaf = await this.ledger.leafOf(tx, INTEREST_OWED);
    return settleYear(tx, { runId, year, sourceId, range, rate, payableLeaf });
  }

  private async bookCashDue(tx: Tx, sourceId: string, day: string, amountFen: bigint): Promise<void> {
    if (amountFen === 0n) return;
    const journal = { kind: 'interest-cash-due', sourceId, businessDate: day, valueDate: day };
    await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, dueToFund), side: 'D', amountFen },
      { accountId: await this.ledger.leafOf(tx, owedByGains), side: 'C', amountFen },
    ]);
  }
}

function yearOf(day: string) {
  return interestYearEnding(Number(day.slice(0, 4)));
}
