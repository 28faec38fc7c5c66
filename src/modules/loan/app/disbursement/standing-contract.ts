import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { type Ask, Evidence, HousingBureau, type PersonAsked } from '../../../registry';
import type { LoanDetails } from '../../domain/loan-details';
import { selectDisbursement } from '../../store/loan-disbursement-store';
import type { Loan } from '../../store/loan-store';
import { LoanFile } from '../loan-file';
import { LoanIncidents } from '../mortgage/loan-incidents';
import { LIVING_PURPOSE } from './living-borrowers';
import { stopPayment } from './stop-payment';

type Word = 'stands' | 'cancelled' | 'silent';

/**
 * A contract on a new home may be cancelled after the loan was approved: the housing bureau is asked right before the
 * money leaves. That of a second-hand home is watched by its joint case.
 */
@Injectable()
export class StandingContract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly loans: LoanFile,
    private readonly housing: HousingBureau,
    private readonly evidence: Evidence,
    private readonly incidents: LoanIncidents,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Whether the money of a loan that is due may leave. A contract that is cancelled holds it for a person to look; one
   * that the bureau does not name is not cancelled. While the bureau is silent it stays due and is tried again.
   */
  async confirmed(centreId: number, loanId: string): Promise<boolean> {
    const loan = await this.unitOfWork.read(centreId, (tx) => this.due(tx, loanId));
    if (!loan) return false;
    if (loan.purpose !== 'new-home') return true;
    const { parties, contractNo } = JSON.parse(this.sealer.open(loan.detailsSealed)) as LoanDetails;
    const buyers = parties.filter(({ role }) => role !== 'guarantor');
    for (const { name, idNo } of buyers) {
      const word = await this.wordOn(centreId, loan, { name, idNo }, contractNo);
      if (word === 'unnamed') continue;
      if (word !== 'stands') await this.stop(centreId, loanId, word);
      return word === 'stands';
    }
    return true;
  }

  private async due(tx: Tx, loanId: string): Promise<Loan | null> {
    const loan = await this.loans.find(tx, loanId);
    return (await selectDisbursement(tx, loanId))?.state === 'due' ? loan : null;
  }

  /** Of one buyer: the contract may have been filed under the other's name alone. */
  private async wordOn(
    centreId: number,
    { id, caseId }: Loan,
    buyer: PersonAsked,
    contractNo: string | null,
  ): Promise<Word | 'unnamed'> {
    const ask: Ask = {
      traceId: id.replaceAll('-', ''),
      purpose: LIVING_PURPOSE,
      caseId,
      basis: '借款合同约定放款前核对购房合同备案',
    };
    const answer = await this.housing.filedContracts(ask, buyer, ['contractNo', 'status']);
    const { exchange } = answer;
    if (exchange) await this.unitOfWork.run(centreId, (tx) => this.evidence.store(tx, caseId, [exchange]));
    if (answer.state !== 'known') return 'silent';
    const filed = answer.value.filter((one) => one.contractNo === contractNo);
    if (filed.some(({ status }) => status === 'cancelled')) return 'cancelled';
    return filed.length > 0 ? 'stands' : 'unnamed';
  }

  private stop(centreId: number, loanId: string, word: 'cancelled' | 'silent'): Promise<void> {
    return this.unitOfWork.run(centreId, async (tx) => {
      await this.loans.lock(tx, loanId);
      if (await stopPayment(tx, loanId, word === 'silent' ? 'later' : 'held'))
        await this.incidents.report(tx, loanId, 'CONTRACT_CANCELLED');
    });
  }
}
