import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import { selectHolders } from '../../store/servicing/hedging-store';
import { selectLoanParties } from '../../store/loan-party-store';
import { HedgingAgreements } from '../hedging/hedging-agreements';

/** Whoever signed the agreement to repay from the accounts at the desk has agreed: nobody is asked again. */
@Injectable()
export class AgreeHedging {
  constructor(private readonly agreements: HedgingAgreements) {}

  /** In force from the signing on, for the borrowers who have an account here; the card pays what is left. */
  async signed(tx: Tx, loanId: string): Promise<void> {
    const borrowing = (await selectLoanParties(tx, loanId)).filter(({ role }) => role !== 'guarantor');
    const holders = await selectHolders(
      tx,
      loanId,
      borrowing.map(({ personId }) => personId),
    );
    const personIds = holders.filter(({ hasAccount }) => hasAccount).map(({ personId }) => personId);
    if (personIds.length > 0)
      await this.agreements.propose(tx, { loanId, draw: 'accounts-first', personIds, agreed: personIds });
  }

  /** The loan came to nothing: there is nothing to repay. */
  async ended(tx: Tx, loanId: string): Promise<void> {
    await this.agreements.end(tx, loanId, 'cancelled');
  }
}
