import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CommandAnswer } from '../../../casework';
import { Parties } from '../../../party';
import type { LoanDetails } from '../../domain/loan-details';
import { termsDifferences } from '../../domain/loan-terms';
import { type SigningPerson, signingPeople } from '../../domain/signing/signing-people';
import type { SigningState } from '../../domain/signing/signing-state';
import { selectSellers } from '../../store/loan-hall-store';
import type { Loan } from '../../store/loan-store';
import { selectLastSigning, type Signing } from '../../store/signing-store';
import { LoanAccess } from '../application/loan-access';
import { ReadSignings } from './read-signings';
import { commitmentOver, notInLoan, signingState, termsDiffer } from './signing-problems';

/** A visit that a clerk works on; its loan is locked. */
export interface OpenVisit {
  readonly loan: Loan;
  readonly signing: Signing;
  /** The clerk, as a person. */
  readonly clerkId: string;
  readonly details: LoanDetails;
  /** Everybody who has to be there. */
  readonly people: readonly SigningPerson[];
}

/** What every act at a desk begins and ends with. */
@Injectable()
export class DeskVisit {
  constructor(
    private readonly access: LoanAccess,
    private readonly parties: Parties,
    private readonly signings: ReadSignings,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 403 a clerk too near; 404; 409 the visit is not in that state. */
  async open(tx: Tx, actor: Actor, loanId: string, state: SigningState): Promise<OpenVisit> {
    const { loan } = await this.access.visible(tx, actor, loanId, { lock: true });
    const signing = await selectLastSigning(tx, loanId);
    if (signing?.state !== state) throw signingState(signing?.state ?? null);
    // `visible` refuses a clerk whose token names nobody.
    if (!actor.identity) throw new Error('a clerk at a desk is somebody');
    const details = JSON.parse(this.sealer.open(loan.detailsSealed)) as LoanDetails;
    const people = signingPeople(details, await selectSellers(tx, loanId), (idNo) => this.parties.idOf(idNo));
    return { loan, signing, clerkId: this.parties.idOf(actor.identity.idNo), details, people };
  }

  /** @throws Problem 404 when nobody of that id is to be there. */
  partyIn({ people }: OpenVisit, personId: string): SigningPerson {
    const party = people.find((one) => one.personId === personId);
    if (!party) throw notInLoan();
    return party;
  }

  /** Nothing is signed upon an approval that has run out. @throws Problem 409 */
  assertCommitted({ commitmentUntil }: Pick<Loan, 'commitmentUntil'>): void {
    if (commitmentUntil !== null && this.clock.today() > commitmentUntil)
      throw commitmentOver(commitmentUntil);
  }

  /** What is signed is what was decided. @throws Problem 409 where the loan says something else. */
  assertTerms(loan: Loan, madeOf: string | null): void {
    const differences = termsDifferences(loan);
    const made = madeOf ?? loan.termsHash;
    if (made !== loan.termsHash)
      throw termsDiffer([...differences, { term: 'termsHash', decided: made, stored: loan.termsHash }]);
    if (differences.length > 0) throw termsDiffer(differences);
  }

  /** The desk as it stands after an act. */
  async answer(tx: Tx, loan: Loan, status = 200): Promise<CommandAnswer> {
    return { status, answer: JSON.stringify(await this.signings.desk(tx, loan)) };
  }
}
