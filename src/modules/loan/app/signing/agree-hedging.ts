import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../../platform/database/tx';
import { selectHolders } from '../../store/servicing/hedging-store';
import { selectLoanParties } from '../../store/loan-party-store';
import type { HedgingChoice } from '../../store/signing-store';
import { HedgingAgreements } from '../hedging/hedging-agreements';

/** Whoever signed the agreement to repay from the accounts at the desk has agreed: nobody is asked again. */
@Injectable()
export class AgreeHedging {
  constructor(private readonly agreements: HedgingAgreements) {}

  /** In force from the signing on, as it was chosen and signed; whoever's account was closed meanwhile is left out. */
  async signed(tx: Tx, loanId: string, choice: HedgingChoice | null): Promise<void> {
    const asked = choice?.holders ?? (await borrowing(tx, loanId));
    const holders = await selectHolders(tx, loanId, asked);
    const personIds = holders.filter(({ hasAccount }) => hasAccount).map(({ personId }) => personId);
    const draw = choice?.draw ?? 'accounts-first';
    if (personIds.length > 0)
      await this.agreements.propose(tx, { loanId, draw, personIds, agreed: personIds });
  }

  /** The loan came to nothing: there is nothing to repay. */
  async ended(tx: Tx, loanId: string): Promise<void> {
    await this.agreements.end(tx, loanId, 'cancelled');
  }
}

async function borrowing(tx: Tx, loanId: string): Promise<string[]> {
  const parties = await selectLoanParties(tx, loanId);
  return parties.filter(({ role }) => role !== 'guarantor').map(({ personId }) => personId);
}
