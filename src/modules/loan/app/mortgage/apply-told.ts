import { Injectable } from '@nestjs/common';
import { newId } from '../../../../kernel/identifiers/uuid';
import { AppConfig } from '../../../../platform/config';
import type { Tx } from '../../../../platform/database/tx';
import type { LoanState } from '../../domain/loan-state';
import { askAgainMs, isOurs, type MortgageTold, SEVERAL_OF_OURS } from '../../domain/mortgage/mortgage-told';
import { openDisbursement, selectDisbursement, storeDisbursement } from '../../store/loan-disbursement-store';
import {
  type LoanMortgage,
  selectMortgage,
  selectMortgages,
  storeReleased,
  storeTold,
} from '../../store/loan-mortgage-store';
import type { Loan } from '../../store/loan-store';
import { hasFirstTitle } from '../../store/registry-event-store';
import { LoanFile } from '../loan-file';
import { LoanIncidents } from './loan-incidents';
import { ReleaseMortgage } from './release-mortgage';
import { RequestMortgage } from './request-mortgage';

/** What was made of something the registry told; `due`: the money of the loan is to leave now. */
export interface AppliedTold {
  readonly effect: 'applied' | 'none';
  readonly due: boolean;
}

const NOTHING: AppliedTold = { effect: 'none', due: false };
/** States in which the money of a loan has left, or is leaving. */
const MONEY_OUT: readonly LoanState[] = ['disbursing', 'active', 'overdue', 'bad'];

/**
 * The one way in which an application for a mortgage changes, for answer and event alike, in whatever order they come:
 * each change at the registry has a number, and one that is not newer than the last changes nothing. The loan is
 * locked first.
 */
@Injectable()
export class ApplyTold {
  constructor(
    private readonly loans: LoanFile,
    private readonly incidents: LoanIncidents,
    private readonly requests: RequestMortgage,
    private readonly releases: ReleaseMortgage,
    private readonly config: AppConfig,
  ) {}

  async apply(tx: Tx, of: { id: string; loanId: string }, told: MortgageTold): Promise<AppliedTold> {
    const loan = await this.loans.lock(tx, of.loanId);
    const mortgage = await selectMortgage(tx, of.id);
    if (!loan || !mortgage || told.seq <= mortgage.seq) return NOTHING;
    if (mortgage.kind === 'release') return this.onRelease(tx, loan, mortgage, told);
    const ours = isOurs(told, this.config.centreName);
    if (mortgage.kind === 'inquiry') return this.onInquiry(tx, loan, mortgage, { ...told, ours });
    const dueInMs = told.status === 'accepted' ? askAgainMs(told.seq + 4) : null;
    await storeTold(tx, mortgage.id, { ...told, ours, dueInMs });
    if (mortgage.conversion) return this.converted(tx, loan, { ...told, ours });
    const due = await this.onLoan(tx, loan, mortgage, { ...told, ours });
    return { effect: 'applied', due };
  }

  /** What the registry has for the centre on the home of a loan that was taken over; what it has not is for a person. */
  private async onInquiry(
    tx: Tx,
    loan: Loan,
    { id }: LoanMortgage,
    told: MortgageTold & { ours: boolean },
  ): Promise<AppliedTold> {
    await storeTold(tx, id, { ...told, dueInMs: null });
    const code = told.reason === SEVERAL_OF_OURS ? 'MORTGAGE_NOT_TOLD_APART' : 'MORTGAGE_NOT_FOUND';
    if (!told.ours) await this.incidents.report(tx, loan.id, code);
    else if (loan.state === 'settled') await this.releases.request(tx, loan);
    return { effect: 'applied', due: false };
  }

  /** Given up when the loan was settled, or came to nothing. What the registry refuses, or takes back, is for a person. */
  private async onRelease(
    tx: Tx,
    loan: Loan,
    mortgage: LoanMortgage,
    told: MortgageTold,
  ): Promise<AppliedTold> {
    const { status, reason } = told;
    const dueInMs = status === 'accepted' ? askAgainMs(told.seq + 4) : null;
    await storeTold(tx, mortgage.id, { ...told, ours: false, dueInMs });
    const certNo = mortgage.releases;
    if (status === 'registered') {
      await storeReleased(tx, loan.id, { certNo, reason: loan.state === 'void' ? '贷款作废' : '贷款结清' });
      await this.loans.tell(tx, loan.id, { kind: 'mortgage-released', body: { certNo } });
    } else if (status !== 'accepted') {
      await this.incidents.report(tx, loan.id, 'RELEASE_REFUSED', { certNo, reason });
      await this.loans.tell(tx, loan.id, { kind: 'release-refused', body: { reason } });
    }
    return { effect: 'applied', due: false };
  }

  /** No money waits for it; but it is what secures the loan from then on. */
  private async converted(tx: Tx, loan: Loan, told: MortgageTold & { ours: boolean }): Promise<AppliedTold> {
    if (told.status === 'registered') await this.becameMortgage(tx, loan, told);
    else if (told.status !== 'accepted') await this.notConverted(tx, loan, told);
    return { effect: 'applied', due: false };
  }

  /** Where the loan was settled meanwhile it is given up again at once. */
  private async becameMortgage(
    tx: Tx,
    loan: Loan,
    { certNo, mortgagee, ours }: MortgageTold & { ours: boolean },
  ): Promise<void> {
    if (loan.state === 'void') return this.ofVoidLoan(tx, loan, certNo);
    if (!ours) return this.incidents.report(tx, loan.id, 'MORTGAGEE_DIFFERS', { certNo, mortgagee });
    await this.loans.tell(tx, loan.id, { kind: 'mortgage-converted', body: { certNo } });
    if (loan.state === 'settled') await this.releases.request(tx, loan);
  }

  /** The registry refused it, or it is gone again: a person looks, and a clerk may ask for it anew. */
  private async notConverted(tx: Tx, loan: Loan, { status, certNo, reason }: MortgageTold): Promise<void> {
    if (loan.state === 'settled' || loan.state === 'void') return;
    const code = status === 'refused' ? 'CONVERSION_REFUSED' : 'CONVERSION_CANCELLED';
    await this.incidents.report(tx, loan.id, code, { certNo, reason });
    await this.loans.tell(tx, loan.id, { kind: 'conversion-lost', body: { reason } });
    if (status === 'refused') await this.withoutPreNotice(tx, loan);
  }

  /**
   * A pre-notice ends when it becomes a mortgage. The registry tells of the two in either order: while the mortgage is
   * in its hands nothing is lost, and should it come to nothing, `notConverted` says so.
   */
  private async becomesMortgage(tx: Tx, { loanId, kind }: LoanMortgage): Promise<boolean> {
    if (kind !== 'pre-notice') return false;
    const conversion = (await selectMortgages(tx, loanId)).find((other) => other.conversion);
    if (conversion === undefined) return false;
    const { state, ours } = conversion;
    return state === 'requested' || state === 'accepted' || (state === 'registered' && ours);
  }

  private async unsecured(
    tx: Tx,
    loanId: string,
    body: { certNo: string | null; reason: string | null },
    event: Parameters<LoanFile['tell']>[2],
  ): Promise<void> {
    await this.incidents.report(tx, loanId, 'MORTGAGE_CANCELLED_AFTER_DISBURSING', body);
    await this.loans.tell(tx, loanId, event);
  }

  /** A pre-notice that ended while it was to become a mortgage had ended for good. */
  private async withoutPreNotice(tx: Tx, loan: Loan): Promise<void> {
    const ended = (await selectMortgages(tx, loan.id)).find(
      ({ kind, state }) => kind === 'pre-notice' && state === 'cancelled',
    );
    if (ended === undefined || !MONEY_OUT.includes(loan.state)) return;
    const { certNo, reason } = ended;
    await this.unsecured(tx, loan.id, { certNo, reason }, { kind: 'mortgage-cancelled', body: { reason } });
  }

  private async onLoan(
    tx: Tx,
    loan: Loan,
    mortgage: LoanMortgage,
    told: MortgageTold & { ours: boolean },
  ): Promise<boolean> {
    switch (told.status) {
      case 'accepted':
        if (loan.state === 'signed') await this.requested(tx, loan, mortgage);
        return false;
      case 'registered':
        return this.registered(tx, loan, mortgage, told);
      case 'refused':
      case 'cancelled':
        await this.lost(tx, loan, mortgage, told);
        return false;
    }
  }

  private requested(tx: Tx, loan: Loan, { applyNo, kind }: LoanMortgage): Promise<Loan['state']> {
    return this.loans.step(tx, loan, 'request-mortgage', {
      kind: 'mortgage-requested',
      body: { applyNo, mortgage: kind },
    });
  }

  /** Registered for the centre, with a certificate: the money is due at this moment. */
  private async registered(
    tx: Tx,
    loan: Loan,
    mortgage: LoanMortgage,
    told: MortgageTold & { ours: boolean },
  ): Promise<boolean> {
    const { certNo, mortgagee, registeredOn } = told;
    if (loan.state === 'void') {
      await this.ofVoidLoan(tx, loan, certNo);
      return false;
    }
    if (!told.ours) {
      await this.incidents.report(tx, loan.id, 'MORTGAGEE_DIFFERS', { certNo, mortgagee });
      return false;
    }
    let state: LoanState = loan.state;
    if (state === 'signed') state = await this.requested(tx, loan, mortgage);
    if (state !== 'mortgage-pending') return false;
    const event = { kind: 'mortgage-registered', body: { certNo, registeredOn } } as const;
    await this.loans.step(tx, { id: loan.id, state }, 'register-mortgage', event);
    await openDisbursement(tx, { id: newId(), loanId: loan.id, mortgageId: mortgage.id });
    // The home may have had its title before its pre-notice was registered: nobody tells of that again.
    if (mortgage.kind === 'pre-notice' && (await hasFirstTitle(tx, loan.unitKey)))
      await this.requests.convert(tx, { loanId: loan.id, loanNo: loan.loanNo });
    return true;
  }

  /** It was in the registry's hands when its loan came to nothing: a person knows of it, and it is given up at once. */
  private async ofVoidLoan(tx: Tx, loan: Loan, certNo: string | null): Promise<void> {
    await this.incidents.report(tx, loan.id, 'MORTGAGE_OF_VOID_LOAN', { certNo });
    await this.releases.request(tx, loan);
  }

  /** Refused, or gone again: before the money left a person may ask anew, after it a person has to look. */
  private async lost(
    tx: Tx,
    loan: Loan,
    mortgage: LoanMortgage,
    { status, reason, certNo }: MortgageTold,
  ): Promise<void> {
    const kind = status === 'refused' ? 'mortgage-refused' : 'mortgage-cancelled';
    const event = { kind, body: { reason } } as const;
    switch (loan.state) {
      case 'signed':
        return this.loans.tell(tx, loan.id, event);
      case 'mortgage-pending':
        await this.loans.step(tx, loan, 'refuse-mortgage', event);
        return;
      case 'mortgage-registered':
        await this.loans.step(tx, loan, 'cancel-mortgage', event);
        if ((await selectDisbursement(tx, loan.id))?.mortgageId === mortgage.id)
          await storeDisbursement(tx, loan.id, { state: 'withdrawn' });
        return;
      case 'disbursing':
      case 'active':
      case 'overdue':
      case 'bad':
        if (status === 'cancelled' && (await this.becomesMortgage(tx, mortgage))) return;
        return this.unsecured(tx, loan.id, { certNo, reason }, event);
      case 'committed':
      case 'settled':
      case 'void':
    }
  }
}
