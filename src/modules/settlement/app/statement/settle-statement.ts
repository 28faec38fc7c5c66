import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import { AppConfig } from '../../../../platform/config';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { databaseProblem } from '../../../../platform/http';
import { nameOf } from '../../../../platform/lease/worker';
import type { AccountChange } from '../../domain/account-change';
import { BankEvidence } from '../../store/bank-evidence';
import { type LineToSettle, StatementLineStore } from '../../store/statement-line-store';
import { SerialBooked } from '../book-receipt';
import { TakeWord, type Word, type WordResult } from '../take-word';

/** So many lines a round: a stop waits for them, and the lease of the statement outlasts them. */
const MOST_LINES = 200;

/**
 * What a round came to. `moved`: what it booked has made the day due; `more`: there are lines it has not tried; `whole`:
 * all were tried and nothing moved.
 */
export type Settling = 'moved' | 'more' | 'whole';

type Taking = (tx: Tx, word: Word, change: AccountChange) => Promise<WordResult>;

/**
 * The statement of a day that is over is the bank's signed answer to our own question: a line of it says what the notice
 * or the answer that was lost would have said, and is taken on the same road. Each line in a transaction of its own, in
 * which its difference is locked: whoever comes second, a worker or the notice itself, finds it done.
 */
@Injectable()
export class SettleStatement {
  private readonly logger = new Logger(SettleStatement.name);

  /** By statement the differences that a pass of several rounds has tried: the next round comes to others. */
  private readonly tried = new Map<string, Set<string>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lines: StatementLineStore,
    private readonly evidence: BankEvidence,
    private readonly words: TakeWord,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * @param differenceIds in the bank's order.
   * @throws what the database throws when it is away: no other line fares better.
   */
  async settle(
    statementId: string,
    differenceIds: readonly string[],
    isStopping: () => boolean = () => false,
  ): Promise<Settling> {
    const tried = this.tried.get(statementId) ?? new Set<string>();
    this.tried.set(statementId, tried);
    const left = differenceIds.filter((id) => !tried.has(id));
    let moved = false;
    let count = 0;
    for (const id of left.slice(0, MOST_LINES)) {
      if (isStopping()) break;
      tried.add(id);
      moved = (await this.settleLine(id)) === 'applied' || moved;
      count += 1;
    }
    const isWhole = count === left.length;
    if (isWhole) this.tried.delete(statementId);
    if (moved) return 'moved';
    return isWhole ? 'whole' : 'more';
  }

  /** A line that cannot be booked keeps no other waiting; it is tried again when the day is next compared. */
  private async settleLine(differenceId: string): Promise<WordResult['result'] | null> {
    try {
      return await this.takeLine(differenceId);
    } catch (error) {
      const fault = nameOf(error);
      this.logger.error({ event: 'bank-statement-line-failed', differenceId, fault });
      if (databaseProblem(error) !== null) throw error;
      await this.unitOfWork.run(this.config.centreId, (tx) => this.report(tx, differenceId));
      return null;
    }
  }

  /** A fault of ours is told to a person, once. */
  private async report(tx: Tx, differenceId: string): Promise<void> {
    const line = await this.lines.lock(tx, differenceId);
    if (line === null) return;
    const { bankCode, exchangeId, change } = line;
    const reference = change.reference ?? change.bankSerial;
    await this.evidence.reportFailed(tx, { bankCode, instructionId: null, exchangeId, reference });
  }

  private async takeLine(differenceId: string): Promise<WordResult['result'] | null> {
    try {
      return await this.inOneTransaction(differenceId, (tx, word, change) =>
        this.words.change(tx, word, change),
      );
    } catch (error) {
      if (!(error instanceof SerialBooked)) throw error;
      return this.inOneTransaction(differenceId, (tx, word, change) => this.words.again(tx, word, change));
    }
  }

  @CrashPoint('statement-line')
  private inOneTransaction(differenceId: string, take: Taking): Promise<WordResult['result'] | null> {
    return this.unitOfWork.run(this.config.centreId, (tx) => this.take(tx, differenceId, take));
  }

  @CrashPoint('statement-line-taken')
  private async take(tx: Tx, differenceId: string, take: Taking): Promise<WordResult['result'] | null> {
    const line = await this.lines.lock(tx, differenceId);
    if (line === null) return null;
    const { bankCode, seqNo, exchangeId, change } = line;
    // The page it stands on is kept already.
    const word: Word = { bankCode, seqNo, keep: () => Promise.resolve(exchangeId) };
    const taken = await take(tx, word, change);
    await this.note(tx, line, taken);
    return taken.result;
  }

  @CrashPoint('statement-line-noted')
  private async note(tx: Tx, line: LineToSettle, taken: WordResult): Promise<void> {
    const { differenceId, settles } = line;
    if ('incident' in taken) {
      const code = taken.incident;
      this.logger.error({ event: 'bank-statement-line-contradicts', differenceId, code });
      await this.lines.noteContradiction(tx, line, code);
    }
    if (taken.result !== 'applied') return;
    await this.lines.noteSettled(tx, line, this.clock.now());
    tx.afterCommit(() =>
      this.logger.log({ event: 'bank-statement-line-settled', differenceId, settledAs: settles }),
    );
  }
}
