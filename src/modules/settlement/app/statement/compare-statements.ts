import { Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Day } from '../../../../kernel/calendar';
import type { UnknownReason } from '../../../../kernel/fact';
import { Clock } from '../../../../platform/clock';
import { AppConfig } from '../../../../platform/config';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Claim, claimDue } from '../../../../platform/lease/lease';
import { TickingWorker } from '../../../../platform/lease/ticking-worker';
import { nameOf } from '../../../../platform/lease/worker';
import { areWhole, type StatementPage } from '../../domain/account-statement';
import type { BankCall } from '../../domain/bank-line';
import { BankEvidence } from '../../store/bank-evidence';
import {
  leasedStatements,
  lookAtStatementAgain,
  noteAnswered,
  noteCompared,
  planStatements,
  selectStatements,
  type StatementDue,
} from '../../store/bank-statement-store';
import { compareStatement } from '../../store/compare-statement';
import { type StatementLine, StatementLineStore } from '../../store/statement-line-store';
import { BankLines } from '../../wire/bank-lines';
import { SettleStatement } from './settle-statement';

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

/** A page, and the message it came in. */
type Page = StatementPage & { readonly call: BankCall };

type Whole =
  | { readonly state: 'whole'; readonly pages: readonly Page[] }
  | { readonly state: 'unknown'; readonly reason: UnknownReason };

/**
 * Day end (BDC113): asks each bank what it booked on each account on a day that is over, and compares it with our entries
 * line by line; what a line settles by itself is settled, and the day compared anew at once. A silent bank is asked again;
 * half a statement is none.
 */
@Injectable()
export class CompareStatements extends TickingWorker {
  private planned: Day | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly banks: BankLines,
    private readonly evidence: BankEvidence,
    private readonly lines: StatementLineStore,
    private readonly settling: SettleStatement,
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
  @CrashPoint('statement')
  private async take(claim: Claim, statement: StatementDue): Promise<boolean> {
    try {
      if (!statement.isAnswered && !(await this.fetch(claim, statement))) return false;
      await this.compare(claim);
      const toSettle = await this.unitOfWork.snapshot(
        this.config.centreId,
        (tx) => this.lines.toSettle(tx, claim.id),
        { statementTimeoutMs },
      );
      // Whatever is booked on the day takes it from our hands: it is due at once, and compared anew in the next round.
      const settled = await this.settling.settle(claim.id, toSettle, () => this.isStopping);
      if (settled === 'moved') return true;
      if (settled === 'more') return await this.goOnAtOnce(claim);
      return await this.unitOfWork.run(this.config.centreId, (tx) => this.note(tx, claim));
    } catch (error) {
      this.logger.warn({ event: 'bank-statement-failed', statementId: claim.id, fault: nameOf(error) });
      return false;
    }
  }

  @CrashPoint('statement-fetched')
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
      const count = asked.pages.reduce((sum, { lines }) => sum + lines.length, 0);
      if (!(await noteAnswered(tx, claim, count, this.clock.now()))) return false;
      const lines: StatementLine[] = [];
      for (const page of asked.pages) lines.push(...(await this.keep(tx, statement, page)));
      await this.lines.insert(tx, claim.id, lines);
      return true;
    });
  }

  /** The message as evidence, and its lines with where they stand. */
  private async keep(tx: Tx, { accountNo }: StatementDue, { lines, call }: Page): Promise<StatementLine[]> {
    const exchangeId = await this.evidence.storeCall(tx, call, { instructionId: null, reference: accountNo });
    return lines.map((change) => ({ change, exchangeId }));
  }

  /** Every page, one after the other. */
  @CrashPoint('statement-asked')
  private async ask({ bankCode, accountNo, day }: StatementDue): Promise<Whole> {
    const line = this.banks.find(bankCode);
    if (line === null) return { state: 'unknown', reason: 'denied' };
    const pages: Page[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { said, call } = await line.statement({ accountNo, day, page });
      if (said.state === 'unknown') return said;
      if (call === null) throw new Error('a page came without a message');
      pages.push({ ...said, call });
      if (said.more && said.lines.length > 0) continue;
      return areWhole(pages) ? { state: 'whole', pages } : { state: 'unknown', reason: 'drift' };
    }
    return { state: 'unknown', reason: 'drift' };
  }

  /** Alone in its transaction: what its lines may settle is asked of what is committed. */
  @CrashPoint('statement-compared')
  private compare({ id }: Claim): Promise<void> {
    return this.unitOfWork.run(this.config.centreId, (tx) => compareStatement(tx, id, this.clock.now()), {
      statementTimeoutMs,
    });
  }

  private async goOnAtOnce(claim: Claim): Promise<true> {
    await this.unitOfWork.run(this.config.centreId, (tx) => lookAtStatementAgain(tx, claim, 0));
    return true;
  }

  @CrashPoint('statement-noted')
  private note(tx: Tx, claim: Claim): Promise<boolean> {
    return noteCompared(tx, claim, this.clock.now(), COMPARE_AGAIN_MS);
  }
}
