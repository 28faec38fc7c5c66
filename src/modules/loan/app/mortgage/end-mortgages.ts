import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import { selectDisbursement, storeDisbursement } from '../../store/loan-disbursement-store';
import { selectAwaitingRegistry, withdrawMortgages } from '../../store/loan-mortgage-store';
import { LoanFile } from '../loan-file';
import { ReleaseMortgage } from './release-mortgage';

/** What becomes of mortgage and payment when a loan comes to nothing. */
@Injectable()
export class EndMortgages {
  constructor(
    private readonly loans: LoanFile,
    private readonly releases: ReleaseMortgage,
  ) {}

  /** Nothing more is asked and nothing is paid; a mortgage that stands at the registry is given up there. */
  async withdraw(tx: Tx, loanId: string): Promise<void> {
    const loan = await this.loans.find(tx, loanId);
    if (!loan) throw new Error('what ends is a loan');
    await withdrawMortgages(tx, loanId);
    await this.releases.request(tx, loan);
    if ((await selectDisbursement(tx, loanId)) !== null)
      await storeDisbursement(tx, loanId, { state: 'withdrawn' });
  }

  /** Loans that do not lapse now: the registry has their mortgage and may answer any moment. */
  awaited(tx: Tx, loanIds: readonly string[]): Promise<readonly string[]> {
    return selectAwaitingRegistry(tx, loanIds);
  }
}
