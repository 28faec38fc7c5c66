import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { newId } from '../../../../kernel/identifiers/uuid';
import { yuan } from '../../../../kernel/money';
import { CrashPoint } from '../../../../platform/crash-point';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { conflict, type Problem } from '../../../../platform/http';
import { type CommandAnswer, Commands } from '../../../casework';
import { Settlement } from '../../../settlement';
import type { LoanDetails } from '../../domain/loan-details';
import type { LoanState } from '../../domain/loan-state';
import { termsDifferences } from '../../domain/loan-terms';
import { openDisbursement, selectDisbursement, storeDisbursement } from '../../store/loan-disbursement-store';
import { selectMortgage } from '../../store/loan-mortgage-store';
import type { Loan } from '../../store/loan-store';
import { LoanAccess } from '../application/loan-access';
import { ReadLoans } from '../application/read-loans';
import { FundGate } from '../fund/fund-gate';
import { LoanFile } from '../loan-file';
import { LivingBorrowers } from './living-borrowers';
import { StandingContract } from './standing-contract';
import { type IncidentCode, LoanIncidents } from '../mortgage/loan-incidents';

export const LOAN_DISBURSEMENT = 'loan-disbursement';

/** A loan that was paid out, whatever was repaid since. */
const OWES: readonly LoanState[] = ['active', 'overdue', 'bad', 'settled'];

/** 业务类型 04 划拨委贷基金 (handbook 6.7). */
const BUS_TYPE = '04';

/**
 * Pays a loan out, once a contract: to the account that its terms name, never to the borrower. The row of the
 * disbursement says whether it is due; it is looked at under the lock of the loan, so of any number of events and
 * workers one sends.
 */
@Injectable()
export class DisburseLoan {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly access: LoanAccess,
    private readonly reading: ReadLoans,
    private readonly loans: LoanFile,
    private readonly settlement: Settlement,
    private readonly living: LivingBorrowers,
    private readonly contract: StandingContract,
    private readonly incidents: LoanIncidents,
    private readonly gate: FundGate,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Sends the money when it is due, whoever borrows is alive and the contract stands, and applies what the bank answers. Nothing is sent where
   * it is not due any more.
   */
  async disburse(centreId: number, loanId: string): Promise<void> {
    if (!(await this.living.confirmed(centreId, loanId))) return;
    if (!(await this.contract.confirmed(centreId, loanId))) return;
    const instructionId = await this.instruct(centreId, loanId);
    if (instructionId !== null) await this.settlement.dispatch(centreId, instructionId);
  }

  @CrashPoint('disbursement')
  private instruct(centreId: number, loanId: string): Promise<string | null> {
    return this.unitOfWork.run(centreId, async (tx) => {
      const loan = await this.loans.lock(tx, loanId);
      const disbursement = await selectDisbursement(tx, loanId);
      if (!loan || disbursement?.state !== 'due') return null;
      const mortgage = await selectMortgage(tx, disbursement.mortgageId);
      if (loan.state !== 'mortgage-registered' || mortgage?.state !== 'registered' || !mortgage.ours) {
        await storeDisbursement(tx, loanId, { state: 'withdrawn' });
        return null;
      }
      if (disbursement.admittedOn === null && !(await this.gate.admit(tx, loan, disbursement))) return null;
      return this.send(tx, loan);
    });
  }

  private async send(tx: Tx, loan: Loan): Promise<string | null> {
    const fault = this.contradiction(loan);
    if (fault !== null) return this.hold(tx, loan, fault);
    const instructionId = await this.pay(tx, loan);
    await this.loans.step(tx, loan, 'send-money', {
      kind: 'money-sent',
      body: { amount: yuan(loan.amountFen) },
    });
    return instructionId;
  }

  /** Money that came back after something was repaid goes to the same payee once more; the loan goes on as it is. */
  private async sendOn(tx: Tx, loan: Loan): Promise<string> {
    if (this.contradiction(loan) !== null) throw notToDisburse();
    const instructionId = await this.pay(tx, loan);
    await this.loans.tell(tx, loan.id, { kind: 'money-sent', body: { amount: yuan(loan.amountFen) } });
    return instructionId;
  }

  private contradiction(loan: Loan): IncidentCode | null {
    const { payee, parties } = JSON.parse(this.sealer.open(loan.detailsSealed)) as LoanDetails;
    if (termsDifferences(loan).length > 0) return 'TERMS_DIFFER';
    return parties.some(({ name }) => name === payee.name) ? 'PAYEE_IS_BORROWER' : null;
  }

  private async pay(tx: Tx, loan: Loan): Promise<string> {
    const { payee } = JSON.parse(this.sealer.open(loan.detailsSealed)) as LoanDetails;
    const instructionId = await this.settlement.instruct(tx, {
      purpose: LOAN_DISBURSEMENT,
      sourceId: loan.id,
      payeeAccount: { bankCode: payee.bankCode, accountNo: payee.accountNo, name: payee.name },
      amountFen: loan.amountFen,
      busType: BUS_TYPE,
      summary: `公积金贷款 ${loan.loanNo}`,
    });
    await storeDisbursement(tx, loan.id, { state: 'sent', instructionId });
    return instructionId;
  }

  /** Something contradicts the contract: no money leaves before a person has looked. */
  private async hold(tx: Tx, { id }: Loan, code: IncidentCode): Promise<null> {
    await this.incidents.report(tx, id, code);
    await storeDisbursement(tx, id, { state: 'held' });
    return null;
  }

  /**
   * A manager lets it be paid anew after the bank rejected or returned it, or a person had to look; and what was kept
   * because something had been repaid by then, sent on. Problems: 404, 409.
   */
  async again(
    actor: Actor,
    loanId: string,
    command: { key: string; bodyHash: string },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${loanId}/disbursement`;
    const sent: { on: string | null } = { on: null };
    const done = await this.commands.once({ actor, route, ...command }, async (tx) => {
      const { loan } = await this.access.visible(tx, actor, loanId, { lock: true });
      const last = await selectDisbursement(tx, loanId);
      if (last?.state === 'returned' && OWES.includes(loan.state)) sent.on = await this.sendOn(tx, loan);
      else {
        const ended = last?.state === 'rejected' || last?.state === 'returned' || last?.state === 'held';
        if (!last || !ended || loan.state !== 'mortgage-registered') throw notToDisburse();
        await openDisbursement(tx, { id: newId(), loanId, mortgageId: last.mortgageId });
      }
      const seen = await this.access.visible(tx, actor, loanId);
      return { status: 202, answer: JSON.stringify(await this.reading.view(tx, seen)) };
    });
    if (sent.on !== null) await this.settlement.dispatch(actor.centreId, sent.on);
    else if (!done.replayed) await this.disburse(actor.centreId, loanId);
    return done;
  }
}

/** 409: only what the bank rejected or gave back is sent anew. */
function notToDisburse(): Problem {
  return conflict('LOAN_NOT_TO_DISBURSE', {
    zh: '该贷款没有被银行拒付、退回或待核查的放款。',
    en: 'No payment of this loan was rejected, returned or held back.',
  });
}
