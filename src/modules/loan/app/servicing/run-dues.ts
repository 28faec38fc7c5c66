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
  type DueLoans,
  dueVouchers,
  lockDueLoans,
  selectDueLoans,
} from '../../store/servicing/due-run-store';
import { type LoanNightWork, type NightRun, type Place, SET_BASED } from '../night/loan-night-work';
import { ChangeRates } from './change-rates';
import { CollectDues } from './collect-dues';
import { DUE_TO_FUND, INTEREST_INCOME, KEPT_FOR_LOANS, OWED_BY_GAINS } from './loan-vouchers';

/** Loans of one transaction: some tenths of a second, so that no member waits longer for an account. */
const LOANS = 2_000;
/** What falls due on a day is collected from six in the morning on (handbook 5.11). */
const DUE_HOUR = 6;

interface Leaves {
  readonly kept: bigint;
  readonly interest: bigint;
  readonly owedByGains: bigint;
  readonly dueToFund: bigint;
}

/**
 * The due run of a day (批量扣款): every period that falls due by then, the oldest day first, each as of its own day. A
 * batch is one transaction with its vouchers, so whoever dies leaves whole batches done and whole batches to do.
 */
@Injectable()
export class RunDues implements LoanNightWork {
  readonly fromHour = DUE_HOUR;
  readonly transaction = SET_BASED;
  private readonly leaves = new Map<number, Leaves>();

  constructor(
    private readonly collecting: CollectDues,
    private readonly rates: ChangeRates,
    private readonly ledger: Ledger,
    private readonly many: ManyPostings,
    private readonly clock: Clock,
  ) {}

  @CrashPoint('loan-dues')
  async batch(tx: Tx, { day, place = { reached: null } }: Pick<NightRun, 'day' | 'place'>): Promise<number> {
    const due = await this.next(tx, day, place);
    if (!due) return 0;
    place.reached = textOf({ dueOn: due.dueOn, loanId: due.loanIds.at(-1) ?? '' });
    const { waiting, sharing, held } = await lockDueLoans(tx, due);
    if (waiting.length > 0) await this.ledger.topUpCourts(tx, waiting);
    await this.rates.before(tx, parseDay(due.dueOn), due.loanIds);
    const { loans, others } = await this.together(tx, due, sharing);
    if (loans + others.length !== held) throw new Error('a locked loan did not fall due');
    for (const loanId of others) await this.collecting.collect(tx, loanId, parseDay(due.dueOn));
    return due.loanIds.length;
  }

  /** Behind the last ones; from the beginning again once none is left there, for nobody is passed over. */
  private async next(tx: Tx, day: Day, { reached }: Place): Promise<DueLoans | null> {
    const of = { day, limit: LOANS };
    const behind = reached === null ? null : await selectDueLoans(tx, { ...of, after: placeOf(reached) });
    return behind ?? selectDueLoans(tx, { ...of, after: null });
  }

  /** The common way, all by one statement; the interest's way to the gains account stands as due, in one voucher. */
  @CrashPoint('loan-dues-together')
  private async together(
    tx: Tx,
    { loanIds, dueOn }: DueLoans,
    sharing: readonly string[],
  ): Promise<CollectedDues> {
    const businessDate = this.clock.today();
    const { kept: keptLeaf, interest: interestLeaf } = await this.leavesOf(tx);
    const minimumRetained = parametersOn(businessDate).money('withdrawal.minRetain');
    const vouchers = dueVouchers(tx, {
      loanIds,
      sharing,
      dueOn,
      businessDate,
      minimumRetained,
      keptLeaf,
      interestLeaf,
    });
    const collected = await this.many.post<CollectedDues>(tx, vouchers);
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
    const { owedByGains, dueToFund } = await this.leavesOf(tx);
    await this.ledger.post(tx, head, [
      { accountId: owedByGains, side: 'D', amountFen },
      { accountId: dueToFund, side: 'C', amountFen },
    ]);
  }

  /** Leaves of a centre stay what they are. */
  private async leavesOf(tx: Tx): Promise<Leaves> {
    const known = this.leaves.get(tx.centreId);
    if (known) return known;
    const leaves = {
      kept: await this.ledger.leafOf(tx, KEPT_FOR_LOANS),
      interest: await this.ledger.leafOf(tx, INTEREST_INCOME),
      owedByGains: await this.ledger.leafOf(tx, OWED_BY_GAINS),
      dueToFund: await this.ledger.leafOf(tx, DUE_TO_FUND),
    };
    this.leaves.set(tx.centreId, leaves);
    return leaves;
  }
}

/** Where a run over due days stands: the day and the last loan of it. */
function textOf({ dueOn, loanId }: { dueOn: string; loanId: string }): string {
  return `${dueOn} ${loanId}`;
}

function placeOf(reached: string): { dueOn: string; loanId: string } {
  const [dueOn = '', loanId = ''] = reached.split(' ');
  return { dueOn, loanId };
}
