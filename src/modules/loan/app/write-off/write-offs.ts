import { Injectable } from '@nestjs/common';
import { fen, yuan } from '../../../../kernel/money';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import { type WriteOffGround, WriteOffRefused } from '../../domain/servicing/write-off';
import {
  insertWriteOff,
  lockProposed,
  lockReserve,
  storeDecided,
  storeWrittenOff,
} from '../../store/servicing/write-off-store';
import { LoanFile } from '../loan-file';
import type { LoanBook } from '../servicing/loan-book';
import { LoanBooks } from '../servicing/loan-books';
import { RISK_RESERVE } from '../servicing/loan-vouchers';

/** Of all classes the one of which nothing more is expected. */
const LOSS = '05';

/**
 * Write-off by two (V23, 呆账核销): one proposes that a loss is charged to the reserve, another person decides. What is
 * owed stays owed: the loan is collected as before, and what is recovered of its principal goes back to the reserve.
 */
@Injectable()
export class WriteOffs {
  constructor(
    private readonly books: LoanBooks,
    private readonly ledger: Ledger,
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  /** @throws WriteOffRefused */
  async propose(
    tx: Tx,
    of: { loanId: string; by: string; ground: WriteOffGround; evidenceNo: string },
  ): Promise<string> {
    await this.loss(tx, of.loanId);
    const id = newId();
    const { loanId, ground, evidenceNo, by: proposedBy } = of;
    const made = { id, loanId, ground, evidenceNo, proposedBy, proposedAt: this.clock.now() };
    if (!(await insertWriteOff(tx, made))) throw new WriteOffRefused('WRITE_OFF_PROPOSED');
    return id;
  }

  /** @throws WriteOffRefused */
  async decide(tx: Tx, of: { loanId: string; by: string; approve: boolean }): Promise<void> {
    const book = await this.books.lock(tx, of.loanId);
    const proposed = await lockProposed(tx, of.loanId);
    if (!book || !proposed) throw new WriteOffRefused('WRITE_OFF_NOT_PROPOSED');
    if (proposed.proposedBy === of.by) throw new WriteOffRefused('SECOND_PERSON_WANTED');
    const decided = { id: proposed.id, decidedBy: of.by, at: this.clock.now() };
    if (!of.approve) return storeDecided(tx, { ...decided, principalFen: null });
    assertLoss(book);
    await this.writeOff(tx, book, proposed.id);
    await storeDecided(tx, { ...decided, principalFen: book.account.principalFen });
  }

  /** V11 for what has not fallen due, then V23: D301 / C122. */
  private async writeOff(tx: Tx, { account }: LoanBook, sourceId: string): Promise<void> {
    const { loanId, loanState, accountId, principalFen, transferredFen } = account;
    const day = this.clock.today();
    const reserve = await this.ledger.leafOf(tx, RISK_RESERVE);
    if ((await lockReserve(tx, reserve)) < principalFen) throw new WriteOffRefused('RESERVE_TOO_LOW');
    const overdueAccountId = account.overdueAccountId ?? (await this.openOn122(tx, day));
    const head = { sourceId, businessDate: day, valueDate: day };
    const rest = principalFen - transferredFen;
    if (rest > 0n)
      await this.ledger.post(tx, { ...head, kind: 'loan-to-overdue' }, [
        { accountId: overdueAccountId, side: 'D', amountFen: rest },
        { accountId, side: 'C', amountFen: rest },
      ]);
    const journalId = await this.ledger.post(tx, { ...head, kind: 'loan-written-off' }, [
      { accountId: reserve, side: 'D', amountFen: principalFen },
      { accountId: overdueAccountId, side: 'C', amountFen: principalFen },
    ]);
    await storeWrittenOff(tx, { loanId, overdueAccountId, journalId, sourceId, day });
    await this.loans.step(tx, { id: loanId, state: loanState }, 'write-off', {
      kind: 'written-off',
      body: { principal: yuan(fen(principalFen)) },
    });
  }

  private async loss(tx: Tx, loanId: string): Promise<LoanBook> {
    const book = await this.books.lock(tx, loanId);
    if (!book) throw new WriteOffRefused('LOAN_NOT_OVERDUE');
    assertLoss(book);
    return book;
  }

  private async openOn122(tx: Tx, day: string): Promise<bigint> {
    const account = { kind: 'loan', subject: '122', unitId: null } as const;
    const [id] = await this.ledger.openAccounts(tx, [account], day);
    if (id === undefined) throw new Error('an account that was opened has an id');
    return id;
  }
}

function assertLoss({ account }: LoanBook): void {
  if (account.state === 'bad') throw new WriteOffRefused('WRITE_OFF_PROPOSED');
  if (account.state !== 'overdue') throw new WriteOffRefused('LOAN_NOT_OVERDUE');
  if (account.riskClass !== LOSS) throw new WriteOffRefused('LOAN_NOT_A_LOSS');
}
