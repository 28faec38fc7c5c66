import { Injectable } from '@nestjs/common';
import { parseDay } from '../../../../kernel/calendar';
import { yuan } from '../../../../kernel/money';
import { formatRate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import { CrashPoint } from '../../../../platform/crash-point';
import type { Tx } from '../../../../platform/database/tx';
import { Ledger } from '../../../ledger';
import { parametersOn } from '../../../policy';
import type {
  Instruction,
  PaidInstruction,
  RejectedInstruction,
  ReturnFate,
  SettlementHandler,
} from '../../../settlement';
import { loanRates } from '../../domain/loan-parameters';
import { openLoan } from '../../domain/servicing/open-loan';
import { nextInterest } from '../../domain/servicing/next-interest';
import { selectDisbursement, storeDisbursement } from '../../store/loan-disbursement-store';
import { selectMortgage } from '../../store/loan-mortgage-store';
import {
  closeReturnedAccount,
  insertDisbursementLine,
  insertOpenedAccount,
  selectOpenedAccount,
} from '../../store/loan-opening-store';
import { selectPeopleOf } from '../../store/loan-order-store';
import type { Loan } from '../../store/loan-store';
import { LoanFile } from '../loan-file';
import { LoanIncidents } from '../mortgage/loan-incidents';

/** Leaf of 退票 money that waits to be sent again or restored (21905). */
const returnedPayments = '21905';

/** What becomes of a loan when the bank has spoken of its money; always inside settlement's transaction. */
@Injectable()
export class DisbursementSettlement implements SettlementHandler {
  constructor(
    private readonly ledger: Ledger,
    private readonly loans: LoanFile,
    private readonly incidents: LoanIncidents,
    private readonly clock: Clock,
  ) {}

  peopleOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
    return selectPeopleOf(tx, 'disbursement', ids);
  }

  /** V8: D121 / C101; the loan's account opens with the bank's day (DKFFRQ), at the rate of that day, with its plan. */
  @CrashPoint('disbursement-paid')
  async onPaid(tx: Tx, instruction: PaidInstruction): Promise<string> {
    const loan = await this.loanOf(tx, instruction);
    if (loan.state !== 'disbursing') return this.sentOn(tx, instruction);
    const { amountFen, bankLeafId, valueDate, id: sourceId, bankSerial } = instruction;
    const accountId = await this.accountOf(tx, loan.id);
    const businessDate = this.clock.today();
    const journal = { kind: 'loan-disbursement', sourceId, businessDate, valueDate };
    const journalId = await this.ledger.post(tx, journal, [
      { accountId, side: 'D', amountFen },
      { accountId: bankLeafId, side: 'C', amountFen },
    ]);
    const firstDueOn = await this.open(tx, loan, { accountId, disbursedOn: valueDate });
    const line = { loanId: loan.id, kind: '01', principalFen: amountFen, businessDate, valueDate } as const;
    await insertDisbursementLine(tx, { ...line, journalId, sourceId });
    await storeDisbursement(tx, loan.id, { state: 'paid' });
    await this.loans.step(tx, loan, 'disburse', {
      kind: 'disbursed',
      body: { amount: yuan(amountFen), on: valueDate, firstDueOn, bankSerial },
    });
    return journalId;
  }

  /** V25: what came back and was kept (21905) is with the payee now: D21905 / C101. The loan itself owes what it owed. */
  private async sentOn(
    tx: Tx,
    { id: sourceId, sourceId: loanId, amountFen, bankLeafId, valueDate, bankSerial }: PaidInstruction,
  ): Promise<string> {
    const journal = { kind: 'loan-money-sent-on', sourceId, businessDate: this.clock.today(), valueDate };
    const journalId = await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, returnedPayments), side: 'D', amountFen },
      { accountId: bankLeafId, side: 'C', amountFen },
    ]);
    await storeDisbursement(tx, loanId, { state: 'paid' });
    const body = { amount: yuan(amountFen), on: valueDate, bankSerial };
    await this.loans.tell(tx, loanId, { kind: 'money-sent-on', body });
    return journalId;
  }

  /** Nothing left: the mortgage stands, and a person may let it be sent anew. */
  async onRejected(tx: Tx, instruction: RejectedInstruction): Promise<void> {
    const loan = await this.loanOf(tx, instruction);
    const { rejectCode } = instruction;
    if (loan.state !== 'disbursing') {
      await storeDisbursement(tx, loan.id, { state: 'returned', rejectCode });
      return this.loans.tell(tx, loan.id, { kind: 'money-kept', body: { code: rejectCode } });
    }
    await storeDisbursement(tx, loan.id, { state: 'rejected', rejectCode });
    await this.loans.step(tx, loan, 'reject-money', { kind: 'money-rejected', body: { code: rejectCode } });
    await this.withoutMortgage(tx, loan.id);
  }

  async onUnknown(tx: Tx, instruction: Instruction): Promise<void> {
    await this.loans.tell(tx, instruction.sourceId, { kind: 'money-unknown', body: {} });
  }

  /**
   * 退票 (V25): settlement has booked the money on 21905. From there it goes back on the loan, which owes nothing until
   * it is sent anew. Where something was repaid meanwhile, the money stays on 21905 until a person has it sent on.
   */
  async onReturned(tx: Tx, instruction: PaidInstruction): Promise<ReturnFate> {
    const loan = await this.loanOf(tx, instruction);
    const { amountFen, id: sourceId } = instruction;
    const account = await selectOpenedAccount(tx, loan.id);
    if (loan.state !== 'active' || account?.untouched !== true) {
      await this.incidents.report(tx, loan.id, 'RETURNED_AFTER_REPAYMENT', { amount: yuan(amountFen) });
      await storeDisbursement(tx, loan.id, { state: 'returned' });
      await this.loans.tell(tx, loan.id, { kind: 'money-kept', body: { amount: yuan(amountFen) } });
      return 'kept';
    }
    const businessDate = this.clock.today();
    const journal = { kind: 'loan-restored', sourceId, businessDate, valueDate: instruction.valueDate };
    const journalId = await this.ledger.post(tx, journal, [
      { accountId: await this.ledger.leafOf(tx, returnedPayments), side: 'D', amountFen },
      { accountId: account.accountId, side: 'C', amountFen },
    ]);
    await closeReturnedAccount(tx, loan.id, businessDate);
    const line = { loanId: loan.id, kind: '99', principalFen: -amountFen, businessDate } as const;
    await insertDisbursementLine(tx, { ...line, valueDate: instruction.valueDate, journalId, sourceId });
    await storeDisbursement(tx, loan.id, { state: 'returned' });
    const body = { amount: yuan(amountFen) };
    await this.loans.step(tx, loan, 'return-money', { kind: 'money-returned', body });
    await this.withoutMortgage(tx, loan.id);
    return 'restored';
  }

  /**
   * The money is not out any more. Where the mortgage was lost meanwhile there is nothing to pay upon: the loan goes back
   * to where a clerk asks for the mortgage anew. It may have ended with this step already.
   */
  private async withoutMortgage(tx: Tx, loanId: string): Promise<void> {
    const loan = await this.loans.lock(tx, loanId);
    const disbursement = await selectDisbursement(tx, loanId);
    const mortgage = disbursement && (await selectMortgage(tx, disbursement.mortgageId));
    if (loan?.state !== 'mortgage-registered' || !mortgage || mortgage.state === 'registered') return;
    await storeDisbursement(tx, loanId, { state: 'withdrawn' });
    const body = { reason: mortgage.reason };
    await this.loans.step(tx, loan, 'cancel-mortgage', { kind: 'mortgage-cancelled', body });
  }

  /** The plan of the loan, at the rate of the day on which the bank paid; when its first instalment falls due. */
  private async open(
    tx: Tx,
    loan: Loan,
    { accountId, disbursedOn }: { accountId: bigint; disbursedOn: string },
  ): Promise<string> {
    const on = parseDay(disbursedOn);
    const { termMonths: periods, method, homeOrder, dueDay } = loan;
    const { annual } = loanRates(parametersOn(on)).on(on, periods, homeOrder);
    const due =
      dueDay === null
        ? ({ mode: 'same-day' } as const)
        : ({ mode: 'fixed-day', dayOfMonth: dueDay } as const);
    const state = openLoan({
      principal: loan.amountFen,
      annualRate: annual,
      periods,
      method,
      disbursedOn: on,
      due,
    });
    if (state.next === null) throw new Error('a loan that was paid out has an instalment to come');
    const firstDueOn = state.next.dueOn;
    await insertOpenedAccount(tx, {
      loanId: loan.id,
      accountId,
      principalFen: state.principal,
      disbursedOn,
      method,
      homeOrder,
      annualRate: formatRate(annual, 8),
      instalmentFen: state.plan.instalment,
      periods,
      firstDueOn,
      firstInterestFen: nextInterest(state),
    });
    return firstDueOn;
  }

  /** The loan's ledger account; the one it had where its money came back before. */
  private async accountOf(tx: Tx, loanId: string): Promise<bigint> {
    const known = await selectOpenedAccount(tx, loanId);
    if (known) return known.accountId;
    const account = { kind: 'loan', subject: '121', unitId: null } as const;
    const [id] = await this.ledger.openAccounts(tx, [account], this.clock.today());
    if (id === undefined) throw new Error('an account that was opened has an id');
    return id;
  }

  private async loanOf(tx: Tx, { sourceId }: Instruction): Promise<Loan> {
    const loan = await this.loans.lock(tx, sourceId);
    if (!loan) throw new Error(`there is no loan ${sourceId}`);
    return loan;
  }
}
