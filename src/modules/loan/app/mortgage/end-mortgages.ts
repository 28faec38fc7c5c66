import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import { selectDisbursement, storeDisbursement } from '../../store/loan-disbursement-store';
import { selectAwaitingRegistry, selectMortgages, withdrawMortgages } from '../../store/loan-mortgage-store';
import { LoanIncidents } from './loan-incidents';

/** What becomes of mortgage and payment when a loan comes to nothing. */
@Injectable()
export class EndMortgages {
  constructor(private readonly incidents: LoanIncidents) {}

  /** Nothing more is asked and nothing is paid; a mortgage that stands at the registry is for a person to have released. */
  async withdraw(tx: Tx, loanId: string): Promise<void> {
    const standing = (await selectMortgages(tx, loanId)).find(({ state }) => state === 'registered');
    await withdrawMortgages(tx, loanId);
    if (standing)
      await this.incidents.report(tx, loanId, 'MORTGAGE_OF_VOID_LOAN', { certNo: standing.certNo });
    if ((await selectDisbursement(tx, loanId)) !== null)
      await storeDisbursement(tx, loanId, { state: 'withdrawn' });
  }

  /** Loans that do not lapse now: the registry has their mortgage and may answer any moment. */
  awaited(tx: Tx, loanIds: readonly string[]): Promise<readonly string[]> {
    return selectAwaitingRegistry(tx, loanIds);
  }
}
