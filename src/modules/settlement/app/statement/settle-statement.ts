import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../../platform/clock';
import { AppConfig } from '../../../../platform/config';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { nameOf } from '../../../../platform/lease/worker';
import type { AccountChange } from '../../domain/account-change';
import { type LineToSettle, StatementLineStore } from '../../store/statement-line-store';
import { SerialBooked } from '../book-receipt';
import { TakeWord, type Word, type WordResult } from '../take-word';

type Taking = (tx: Tx, word: Word, change: AccountChange) => Promise<WordResult>;

/**
 * The statement of a day that is over is the bank's signed answer to our own question: a line of it says what the notice
 * or the answer that was lost would have said, and is taken on the same road. Each line in a transaction of its own, in
 * which its difference is locked: whoever comes second, a worker or the notice itself, finds it done.
 */
@Injectable()
export class SettleStatement {
  private readonly logger = new Logger(SettleStatement.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lines: StatementLineStore,
    private readonly words: TakeWord,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** @param differenceIds in the bank's order. True when a line has moved something. */
  async settle(differenceIds: readonly string[]): Promise<boolean> {
    let moved = false;
    for (const id of differenceIds) moved = (await this.settleLine(id)) || moved;
    return moved;
  }

  /** A line that cannot be booked keeps no other waiting; it is tried again when the day is next compared. */
  private async settleLine(differenceId: string): Promise<boolean> {
    try {
      return (await this.takeLine(differenceId)) === 'applied';
    } catch (error) {
      const fault = nameOf(error);
      this.logger.error({ event: 'bank-statement-line-failed', differenceId, fault });
      return false;
    }
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
