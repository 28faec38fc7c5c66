import { Injectable } from '@nestjs/common';
import { minus, plus } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { parametersOn } from '../../../policy';
import { classDays } from '../../domain/loan-parameters';
import { isSettled, type LoanDue, type OverdueTerms, type Step } from '../../domain/servicing/loan-state';
import {
  countedOn,
  outstandingPrincipal,
  overdueDays,
  overduePeriods,
  owedInAll,
} from '../../domain/servicing/owed';
import { addedPlanRows } from '../../domain/servicing/plan-rows';
import { riskClass } from '../../domain/servicing/risk-class';
import { columnsOf, penaltyOf } from '../../domain/servicing/stored-loan';
import { fitWanted } from '../../store/servicing/deduction-store';
import { type AccountState, insertPlan, updateLoanAccount } from '../../store/servicing/loan-account-store';
import {
  type DueAfter,
  insertDue,
  insertTransactions,
  type NewTransaction,
  type PaidBy,
  updateDues,
} from '../../store/servicing/loan-due-store';
import type { Booking, LoanBook } from './loan-book';
import { LoanStandings } from './loan-standings';
import { LoanVouchers } from './loan-vouchers';

type KnownBooking = Booking & { readonly sourceId: string; readonly terms: OverdueTerms };

/** Writes what one event made of one loan: voucher, dues, plan, details, account and standing, in one transaction. */
@Injectable()
export class StoreLoanStep {
  constructor(
    private readonly vouchers: LoanVouchers,
    private readonly standings: LoanStandings,
    private readonly clock: Clock,
  ) {}

  async store(tx: Tx, book: LoanBook, step: Step, booking: KnownBooking): Promise<void> {
    const { account } = book;
    const businessDate = this.clock.today();
    const ofDues = step.lines.reduce((sum, line) => sum + line.principal, 0n);
    const head = { kind: booking.kind, sourceId: booking.sourceId, businessDate, valueDate: booking.on };
    const { funding } = booking;
    const { journalId, repaid } = await this.vouchers.post(tx, {
      account,
      moved: step.moved,
      ofDues,
      funding,
      journal: head,
    });
    const details = detailsOf(book, step, booking);
    await this.storeDues(tx, book, step, booking);
    const planSeq = await this.storePlan(tx, book, step, booking);
    await insertTransactions(
      tx,
      {
        loanId: account.loanId,
        after: account.lastTransaction,
        businessDate,
        valueDate: booking.on,
        paidBy: payerOf(step, booking),
        journalId,
        sourceId: booking.sourceId,
      },
      details,
    );
    await this.storeAccount(tx, book, step, {
      planSeq,
      transferredFen: account.transferredFen - repaid.on122,
      writtenOffFen: account.writtenOffFen - repaid.recovered,
      lastTransaction: account.lastTransaction + BigInt(details.length),
    });
  }

  private async storeDues(tx: Tx, { account, state }: LoanBook, step: Step, of: KnownBooking): Promise<void> {
    const { loanId } = account;
    const left = new Map(step.state.dues.map((due) => [due.no, due]));
    const known = new Set(state.dues.map(({ no }) => no));
    await updateDues(
      tx,
      loanId,
      state.dues.flatMap((due) => dueAfter(due, left.get(due.no), step, of.on)),
    );
    const raised = state.next;
    if (!raised || step.state.periodFrom !== raised.dueOn || known.has(raised.no)) return;
    const due = of.raised;
    if (!due) throw new Error('an instalment fell due without being told');
    const open = left.get(due.no);
    await insertDue(tx, {
      loanId,
      no: due.no,
      dueOn: due.dueOn,
      principalFen: due.principal,
      interestFen: due.interest,
      paidPrincipalFen: open ? open.principalPaid : due.principal,
      paidInterestFen: open ? open.interestPaid : due.interest,
      paidPenaltyFen: 0n,
      penaltyNumerator: '0',
      penaltyTo: due.dueOn,
      clearedOn: open ? null : of.on,
    });
  }

  /** @returns the number of the plan's last segment. */
  private async storePlan(tx: Tx, { account }: LoanBook, step: Step, of: KnownBooking): Promise<number> {
    const after = columnsOf(step.state, account);
    const change = { on: of.on, reason: of.replanned ?? null };
    let seq = account.planSeq;
    for (const row of addedPlanRows(account, step.state, after, change)) {
      seq += 1;
      await insertPlan(tx, { ...row, loanId: account.loanId, seq });
    }
    return seq;
  }

  private async storeAccount(
    tx: Tx,
    { account }: LoanBook,
    { state }: Step,
    kept: { planSeq: number; transferredFen: bigint; writtenOffFen: bigint; lastTransaction: bigint },
  ): Promise<void> {
    const today = this.clock.today();
    const parameters = parametersOn(today);
    const terms = {
      graceDays: parameters.integer('loan.graceDays'),
      penaltyFactor: parameters.rate('loan.penaltyFactor'),
    };
    const settled = isSettled(state);
    const isOverdue = overduePeriods(state, today, terms) > 0;
    const standing: AccountState = settled
      ? 'settled'
      : account.state === 'bad'
        ? 'bad'
        : isOverdue && account.state === 'overdue'
          ? 'overdue'
          : 'active';
    await updateLoanAccount(tx, {
      ...columnsOf(state, account),
      ...kept,
      loanId: account.loanId,
      state: standing,
      principalFen: outstandingPrincipal(state),
      oldestDueOn: state.dues[0]?.dueOn ?? null,
      unpaidPeriods: state.dues.length,
      riskClass: standing === 'bad' ? '05' : riskClass(overdueDays(state, today), classDays(parameters)),
      settledOn: settled ? (account.settledOn ?? today) : null,
    });
    const owedFen = state.dues.length === 0 ? 0n : owedInAll(state, countedOn(state, today), terms);
    await fitWanted(tx, { loanId: account.loanId, owedFen, on: today });
    await this.standings.follow(tx, account, standing);
  }
}

function dueAfter(before: LoanDue, after: LoanDue | undefined, step: Step, on: string): DueAfter[] {
  const line = step.lines.find(({ no }) => no === before.no);
  if (after && !line) return [];
  const penaltyPaid = line ? plus(before.penaltyPaid, line.penalty) : before.penaltyPaid;
  if (!after)
    return [
      {
        no: before.no,
        paidPrincipalFen: before.principal,
        paidInterestFen: before.interest,
        paidPenaltyFen: penaltyPaid,
        penaltyFen: penaltyPaid,
        penaltyNumerator: before.penalty.numerator.toString(),
        penaltyTo: before.penalty.to,
        clearedOn: on,
      },
    ];
  return [
    {
      no: before.no,
      paidPrincipalFen: after.principalPaid,
      paidInterestFen: after.interestPaid,
      paidPenaltyFen: after.penaltyPaid,
      penaltyFen: penaltyOf(after),
      penaltyNumerator: after.penalty.numerator.toString(),
      penaltyTo: after.penalty.to,
      clearedOn: null,
    },
  ];
}

const OF_NOTHING = { periodNo: null, principalFen: 0n, interestFen: 0n, penaltyFen: 0n } as const;

/**
 * 02 in time, 04 late, 05 from a member's account in time, 03 before it was due, 06 what settles the loan; 07 and 08 of
 * nothing, where the term becomes longer or shorter.
 */
function detailsOf({ account, state }: LoanBook, step: Step, booking: KnownBooking): NewTransaction[] {
  const { on, funding } = booking;
  const isEnd = isSettled(step.state);
  const late = new Set(state.dues.filter(({ dueOn }) => dueOn < on).map(({ no }) => no));
  const lines = step.lines.map(({ no, principal, interest, penalty }): NewTransaction => ({
    kind: late.has(no) ? '04' : funding.by === 'hpf' ? '05' : '02',
    periodNo: no,
    principalFen: principal,
    interestFen: interest,
    penaltyFen: penalty,
  }));
  const ofDues = {
    principal: step.lines.reduce((sum, { principal }) => sum + principal, 0n),
    interest: step.lines.reduce((sum, { interest }) => sum + interest, 0n),
  };
  const early = {
    principalFen: step.moved.principal - ofDues.principal,
    interestFen: step.moved.interest - ofDues.interest,
  };
  if (early.principalFen > 0n || early.interestFen > 0n)
    lines.push({ kind: isEnd ? '06' : '03', periodNo: null, ...early, penaltyFen: 0n });
  if (booking.replanned === 'term-change')
    lines.push({ kind: step.state.plan.periods > account.periodsLeft ? '07' : '08', ...OF_NOTHING });
  return lines;
}

function payerOf({ moved }: Step, { funding }: KnownBooking): PaidBy {
  const cash = minus(plus(plus(moved.principal, moved.interest), moved.penalty), moved.fromPrepaid);
  return funding.by === 'none' && moved.fromPrepaid > 0n && cash <= 0n ? 'prepaid' : funding.by;
}
