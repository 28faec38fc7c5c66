import { Injectable } from '@nestjs/common';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { maskName } from '../../../party';
import { parametersOn } from '../../../policy';
import { HEDGING_DRAWS, type HedgingDraw, type HedgingOffer } from '../../domain/hedging/hedging-draw';
import type { LoanDetails } from '../../domain/loan-details';
import { selectHolders } from '../../store/servicing/hedging-store';
import { type LoanParty, selectLoanParties } from '../../store/loan-party-store';
import type { Loan } from '../../store/loan-store';
import { type HedgingChoice, selectHedgingMade, type Signing } from '../../store/signing-store';
import { hedgingFixed, hedgingHolders, noHedgingAccount, notToSign } from './signing-problems';

/** What of the agreement on the accounts is chosen; left out: accounts first, the borrower's and then the others'. */
export interface WantedHedging {
  readonly draw?: HedgingDraw;
  readonly holders?: readonly string[];
}

/**
 * How the accounts of a loan's people repay it is chosen when the visit is booked (对冲还贷, handbook 5.11). The text that
 * is signed is made of the choice, once a loan as every contract.
 */
@Injectable()
export class ChooseHedging {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** What can be chosen, and whose accounts there are. @throws Problem 409 a loan that is not to be signed */
  async offer(tx: Tx, loan: Loan): Promise<HedgingOffer> {
    // Of a loan that was taken over there are no papers that say who stands in them.
    if (loan.state !== 'committed') throw notToSign(loan.state);
    const details = JSON.parse(this.sealer.open(loan.detailsSealed)) as LoanDetails;
    const names = new Map(details.parties.map(({ personId, name }) => [personId, maskName(name)]));
    const holders = await this.borrowing(tx, loan.id);
    const made = await selectHedgingMade(tx, loan.id);
    return {
      draws: Object.entries(HEDGING_DRAWS).map(([draw, { text, every, takes }]) => ({
        draw: draw as HedgingDraw,
        text,
        every,
        takes,
      })),
      retained: yuan(parametersOn(this.clock.today()).money('withdrawal.minRetain')),
      holders: holders.map(({ personId, role, hasAccount }) => ({
        personId,
        role,
        name: names.get(personId) ?? '',
        hasAccount,
      })),
      fixed: made,
    };
  }

  /** The choice as it is stored. Problems: 400 holders that cannot be; 409 a text was made of another choice. */
  async chosen(tx: Tx, loanId: string, { draw, holders }: WantedHedging): Promise<HedgingChoice> {
    const made = await selectHedgingMade(tx, loanId);
    const borrowing = await this.borrowing(tx, loanId);
    const open = borrowing.filter(({ hasAccount }) => hasAccount).map(({ personId }) => personId);
    if (open.length === 0) throw noHedgingAccount();
    const choice = {
      draw: draw ?? made?.draw ?? 'accounts-first',
      holders: holders ?? made?.holders ?? open,
    };
    this.assertHolders(choice, borrowing);
    if (made !== null && !sameChoice(made, choice)) throw hedgingFixed();
    return choice;
  }

  /** Whoever was chosen still has an account: else the text would name one that is closed. @throws Problem 400 */
  async assertStill(tx: Tx, { loanId, hedgingChoice }: Signing): Promise<void> {
    if (hedgingChoice === null) return;
    this.assertHolders(hedgingChoice, await this.borrowing(tx, loanId));
  }

  private assertHolders({ holders }: HedgingChoice, borrowing: readonly Holder[]): void {
    const known = holders.map((id) => borrowing.find(({ personId }) => personId === id));
    const once = new Set(holders).size === holders.length && holders.length > 0;
    const open = known.every((holder) => holder?.hasAccount === true);
    // The borrower's own account comes first wherever it stands in (handbook 5.11).
    if (!once || !open || known.findIndex((holder) => holder?.role === 'borrower') > 0)
      throw hedgingHolders();
  }

  /** Those who borrow, the borrower first, and whether they have an account here. */
  private async borrowing(tx: Tx, loanId: string): Promise<Holder[]> {
    const parties = (await selectLoanParties(tx, loanId)).filter(({ role }) => role !== 'guarantor');
    const rank = ({ role }: LoanParty): number => (role === 'borrower' ? 0 : 1);
    const inOrder = [...parties].sort((a, b) => rank(a) - rank(b));
    const found = await selectHolders(
      tx,
      loanId,
      inOrder.map(({ personId }) => personId),
    );
    return inOrder.map(({ personId, role }) => ({
      personId,
      role: role === 'borrower' ? 'borrower' : 'co-borrower',
      hasAccount: found.some((one) => one.personId === personId && one.hasAccount),
    }));
  }
}

interface Holder {
  readonly personId: string;
  readonly role: 'borrower' | 'co-borrower';
  readonly hasAccount: boolean;
}

function sameChoice(one: HedgingChoice, other: HedgingChoice): boolean {
  return one.draw === other.draw && one.holders.join() === other.holders.join();
}
