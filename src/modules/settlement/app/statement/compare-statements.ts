import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Day } from '../../../../kernel/calendar';
import type { UnknownReason } from '../../../../kernel/fact';
import { Clock } from '../../../../platform/clock';
import { AppConfig } from '../../../../platform/config';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { nameOf } from '../../../../platform/lease/worker';
import type { AccountChange } from '../../domain/account-change';
import { areWhole, type StatementPage } from '../../domain/account-statement';
import type { BankCall } from '../../domain/bank-line';
import { BankEvidence } from '../../store/bank-evidence';
import {
  leasedStatements,
  lookAtStatementAgain,
  noteCompared,
  planStatements,
  selectStatements,
  type StatementDue,
  storeLines,
} from '../../store/bank-statement-store';
import { compareStatement } from '../../store/compare-statement';
import { BankLines } from '../../wire/bank-lines';

/** It has the whole next day: looked at once in so many ticks of the other workers. */
const ticks = 60;
const AT_ONCE = 8;
/** A statement of many pages is asked for page by page. */
const LEASE = 300_000;
const ASK_AGAIN_MS = 60_000;
/** What is open is compared again: an answer that came since ends it. */
const COMPARE_AGAIN_MS = 600_000;
const statementTimeoutMs = 60_000;
/** More than a bank ever has of one account and day: an answer without an end is none. */
const MOST_PAGES = 5_000;

type Whole =
  | {
      readonly state: 'whole';
      readonly lines: readonly AccountChange[];
      readonly calls: readonly BankCall[];
    }
  | { readonly state: 'unknown'; readonly reason: UnknownReason };

/**
 * Day end (BDC113): asks each bank what it booked on each account on a day that is over, and compares it with our entries
 * line by line. A silent bank is asked again; half a statement is none.
 */
@Injectable()
export class CompareStatements extends TickingWorker {
  private planned: Day | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly banks: BankLines,
    private readonly evidence: BankEvidence,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    scheduler: SchedulerRegistry,
  ) {
    super('bank-statements', scheduler, config.workerIntervalMs * ticks);
  }

  /** Works on every statement that is due, once; returns how many were compared. */
  async workOnce(): Promise<number> {
    const { centreId, instanceName: owner } = this.config;
    await this.plan();
    const claims = await this.unitOfWork.run(centreId, (tx) =>
      claimDue(tx, leasedStatements, { owner, ttlMs: LEASE, limit: AT_ONCE }),
    );
    if (claims.length === 0) return 0;
    const due = await this.unitOfWork.read(centreId, (tx) =>
      selectStatements(
        tx,
        claims.map(({ id }) => id),
      ),
    );
    const statementOf = new Map(due.map((statement) => [statement.id, statement]));
    // Together: most of the time of each is its bank's.
    const compared = await Promise.all(
      claims.map((claim) => {
        const statement = statementOf.get(claim.id);
        return statement === undefined ? Promise.resolve(false) : this.take(claim, statement);
      }),
    );
    return compared.filter(Boolean).length;
  }

  private async plan(): Promise<void> {
    const today = this.clock.today();
    if (this.planned === today) return;
    await this.unitOfWork.run(this.config.centreId, (tx) => planStatements(tx, today, this.banks.codes));
    this.planned = today;
  }

  /** True when it was compared. A fault of ours is told, and the lease runs out. */
  private async take(claim: Claim, statement: StatementDue): Promise<boolean> {
    try {
      return (statement.isAnswered || (await this.fetch(claim, statement))) && (await this.compare(claim));
    } catch (error) {
      this.logger.warn({ event: 'bank-statement-failed', statementId: claim.id, fault: nameOf(error) });
      return false;
    }
  }

  private async fetch(claim: Claim, statement: StatementDue): Promise<boolean> {
    const { centreId } = this.config;
    const asked = await this.ask(statement);
    if (asked.state === 'unknown') {
      const { bankCode, day } = statement;
      this.logger.warn({ event: 'bank-statement-unanswered', bankCode, day, reason: asked.reason });
      await this.unitOfWork.run(centreId, (tx) => lookAtStatementAgain(tx, claim, ASK_AGAIN_MS));
      return false;
    }
    return this.unitOfWork.run(centreId, async (tx) => {
      if (!(await storeLines(tx, claim, asked.lines, this.clock.now()))) return false;
      for (const call of asked.calls)
        await this.evidence.storeCall(tx, call, { instructionId: null, reference: statement.accountNo });
      return true;
    });
  }

  /** Every page, one after the other. */
  private async ask({ bankCode, accountNo, day }: StatementDue): Promise<Whole> {
    const line = this.banks.find(bankCode);
    if (line === null) return { state: 'unknown', reason: 'denied' };
    const pages: StatementPage[] = [];
    const calls: BankCall[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { said, call } = await line.statement({ accountNo, day, page });
      if (said.state === 'unknown') return said;
      pages.push(said);
      if (call !== null) calls.push(call);
      if (said.more && said.lines.length > 0) continue;
      if (!areWhole(pages)) return { state: 'unknown', reason: 'drift' };
      return { state: 'whole', lines: pages.flatMap(({ lines }) => lines), calls };
    }
    return { state: 'unknown', reason: 'drift' };
  }

  private compare(claim: Claim): Promise<boolean> {
    return this.unitOfWork.run(
      this.config.centreId,
      async (tx) => {
        const at = this.clock.now();
        await compareStatement(tx, claim.id, at);
        return noteCompared(tx, claim, at, COMPARE_AGAIN_MS);
      },
      { statementTimeoutMs },
    );
  }
}
