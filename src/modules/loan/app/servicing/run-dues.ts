import { Injectable } from '@nestjs/common';
import { type Day, parseDay } from '../../../../kernel/calendar';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger, ManyPostings } from '../../../ledger';
import { parametersOn } from '../../../policy';
import {
  type CollectedDues,
  dueVouchers,
  lockDrawnAccounts,
  lockDueLoans,
  selectDueLoans,
} from '../../store/servicing/due-run-store';
import type { LoanNightWork } from '../night/loan-night-work';
import { ChangeRates } from './change-rates';
import { CollectDues } from './collect-dues';
import { DUE_TO_FUND, INTEREST_INCOME, KEPT_FOR_LOANS, OWED_BY_GAINS } from './loan-vouchers';

/** Loans of one transaction: some tenths of a second, so that no member waits longer for an account. */
const LOANS = 2_000;

/**
 * The due run of a day (批量扣款): every period that falls due by then, the oldest day first, each as of its own day. A
 * batch is one transaction with its vouchers, so whoever dies leaves whole batches done and whole batches to do.
 */
@Injectable()
export class RunDues implements LoanNightWork {
  constructor(
    private readonly collecting: CollectDues,
    private readonly rates: ChangeRates,
    private readonly ledger: Ledger,
    private readonly many: ManyPostings,
    private readonly clock: Clock,
  ) {}

  @CrashPoint('loan-dues')
  async batch(tx: Tx, { day }: { day: Day }): Promise<number> {
    const due = await selectDueLoans(tx, day, LOANS);
    if (!due) return 0;
    const waiting = await lockDrawnAccounts(tx, due.loanIds);
    if (waiting.length > 0) await this.ledger.topUpCourts(tx, waiting);
    await this.rates.before(tx, parseDay(due.dueOn), due.loanIds);
    const { common, others } = await lockDueLoans(tx, due);
    if (common.length > 0) await this.together(tx, common, due.dueOn);
    for (const loanId of others) await this.collecting.collect(tx, loanId, parseDay(due.dueOn));
    return due.loanIds.length;
  }

  /** The common way, all by one statement; the interest's way to the gains account stands as due, in one voucher. */
  @CrashPoint('loan-dues-together')
  private async together(tx: Tx, loanIds: readonly string[], dueOn: string): Promise<CollectedDues> {
    const businessDate = this.clock.today();
    const [keptLeaf, interestLeaf] = [
      await this.ledger.leafOf(tx, KEPT_FOR_LOANS),
      await this.ledger.leafOf(tx, INTEREST_INCOME),
    ];
    const minimumRetained = parametersOn(businessDate).money('withdrawal.minRetain');
    const vouchers = dueVouchers(tx, {
      loanIds,
      dueOn,
      businessDate,
      minimumRetained,
      keptLeaf,
      interestLeaf,
    });
    const collected = await this.many.post<CollectedDues>(tx, vouchers);
    if (collected.loans !== loanIds.length) throw new Error('a locked loan did not fall due');
    await this.bookInterestDue(tx, collected.interestFen, dueOn);
    return collected;
  }

  private async bookInterestDue(tx: Tx, amountFen: bigint, valueDate: string): Promise<void> {
    if (amountFen === 0n) return;
    const head = {
      kind: 'loan-interest-due',
      sourceId: newId(),
      businessDate: this.clock.today(),
      valueDate,
    };
    await this.ledger.post(tx, head, [
      { accountId: await this.ledger.leafOf(tx, OWED_BY_GAINS), side: 'D', amountFen },
      { accountId: await this.ledger.leafOf(tx, DUE_TO_FUND), side: 'C', amountFen },
    ]);
  }
}
