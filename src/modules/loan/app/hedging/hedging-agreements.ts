import { Injectable } from '@nestjs/common';
import { newId } from '../../../../kernel/identifiers/uuid';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import type { HedgingDraw, HedgingEnd } from '../../domain/hedging/hedging-draw';
import { LOAN_STATES } from '../../domain/loan-state';
import {
  endAgreements,
  type HedgingAgreement,
  insertAgreement,
  putInForce,
  selectAgreement,
  selectAgreementsOfLoan,
  selectHolders,
  storeAgreed,
} from '../../store/servicing/hedging-store';
import { LoanFile } from '../loan-file';
import { HedgingRefused } from './hedging-refused';

export interface ProposedHedging {
  readonly loanId: string;
  readonly draw: HedgingDraw;
  /** In the order in which their accounts are drawn on: the borrower, then co-borrowers. */
  readonly personIds: readonly string[];
  /** Those of them who have agreed. */
  readonly agreed: readonly string[];
}

/**
 * Agreements by which members' accounts repay a loan (对冲还贷协议). One is in force for a loan, from the day on which
 * the last holder has agreed; it ends with the loan, when the last of its accounts is closed, or when a holder ends it.
 */
@Injectable()
export class HedgingAgreements {
  constructor(
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  /** Proposes an agreement, in the place of one proposed before. Returns it; in force when all have agreed. @throws HedgingRefused */
  async propose(tx: Tx, { loanId, draw, personIds, agreed }: ProposedHedging): Promise<HedgingAgreement> {
    await this.assertRunning(tx, loanId);
    await assertHolders(tx, loanId, personIds);
    const on = this.clock.today();
    const id = newId();
    const [proposed] = (await selectAgreementsOfLoan(tx, loanId)).filter(({ state }) => state === 'proposed');
    if (proposed) {
      const inForce = (await this.inForceOf(tx, loanId))?.id;
      await endAgreements(tx, { loanId, reason: 'replaced', on, ...(inForce && { keep: inForce }) });
    }
    const parties = personIds.map((personId) => ({ personId, agreed: agreed.includes(personId) }));
    await insertAgreement(tx, { id, loanId, draw, on, parties });
    await this.takeEffect(tx, id, loanId);
    return this.found(tx, id);
  }

  /** A holder agrees that the own account stands in. @throws HedgingRefused */
  async agree(tx: Tx, agreementId: string, personId: string): Promise<HedgingAgreement> {
    const { loanId } = await this.found(tx, agreementId);
    await this.assertRunning(tx, loanId);
    const on = this.clock.today();
    if (!(await storeAgreed(tx, { agreementId, personId, on }))) throw new HedgingRefused('NOT_ASKED');
    await this.takeEffect(tx, agreementId, loanId);
    return this.found(tx, agreementId);
  }

  /** Ends what is proposed or in force for a loan, told once; false when nothing was. */
  async end(tx: Tx, loanId: string, reason: HedgingEnd): Promise<boolean> {
    const inForce = await this.inForceOf(tx, loanId);
    const ended = await endAgreements(tx, { loanId, reason, on: this.clock.today() });
    if (inForce) await this.loans.tell(tx, loanId, { kind: 'hedging-ended', body: { reason } });
    return ended > 0;
  }

  async inForceOf(tx: Tx, loanId: string): Promise<HedgingAgreement | null> {
    const all = await selectAgreementsOfLoan(tx, loanId);
    return all.find(({ state }) => state === 'in-force') ?? null;
  }

  /** The latest first. */
  ofLoan(tx: Tx, loanId: string): Promise<HedgingAgreement[]> {
    return selectAgreementsOfLoan(tx, loanId);
  }

  private async takeEffect(tx: Tx, agreementId: string, loanId: string): Promise<void> {
    const agreement = await this.found(tx, agreementId);
    if (agreement.parties.some(({ agreedOn }) => agreedOn === null)) return;
    const on = this.clock.today();
    await endAgreements(tx, { loanId, reason: 'replaced', on, keep: agreementId });
    await putInForce(tx, agreementId, on);
    await this.loans.tell(tx, loanId, { kind: 'hedging-agreed', body: { draw: agreement.draw } });
  }

  private async assertRunning(tx: Tx, loanId: string): Promise<void> {
    const loan = await this.loans.lock(tx, loanId);
    if (!loan || LOAN_STATES[loan.state].final) throw new HedgingRefused('LOAN_NOT_RUNNING');
  }

  private async found(tx: Tx, id: string): Promise<HedgingAgreement> {
    const agreement = await selectAgreement(tx, id);
    if (!agreement) throw new HedgingRefused('NOT_ASKED');
    return agreement;
  }
}

async function assertHolders(tx: Tx, loanId: string, personIds: readonly string[]): Promise<void> {
  const holders = await selectHolders(tx, loanId, personIds);
  if (holders.length === 0 || new Set(personIds).size !== holders.length)
    throw new HedgingRefused('ORDER_OF_HOLDERS');
  if (holders.some(({ role }) => role === null || role === 'guarantor'))
    throw new HedgingRefused('NOT_BORROWER');
  if (holders.findIndex(({ role }) => role === 'borrower') > 0) throw new HedgingRefused('ORDER_OF_HOLDERS');
  if (holders.some(({ hasAccount }) => !hasAccount)) throw new HedgingRefused('ACCOUNT_NOT_FOUND');
}
