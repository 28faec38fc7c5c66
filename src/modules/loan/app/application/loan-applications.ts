import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Fact } from '../../../../kernel/fact';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CaseContext, Subject } from '../../../casework';
import { Parties } from '../../../party';
import type { HomeFact, PartiesFact } from '../../domain/application/fact-values';
import { askApplicants } from '../../store/loan-applicant-store';
import { homeGate, passGates, personGate } from '../../store/loan-gate-store';
import { isConsentUsed } from '../../store/credit-consent-store';
import {
  applicantTwice,
  applicantWanted,
  cardMissing,
  consentUsed,
  noApplicantWanted,
} from './application-problems';
import { assertShown, type AtCounter } from './at-counter';
import { consentIndex } from './signed-consent';

interface Named {
  readonly name: string;
  readonly idNo: string;
}

interface PeopleInput {
  readonly applicant?: Named | undefined;
  readonly coBorrowers?: readonly Named[];
  readonly guarantor?: Named;
  readonly creditConsentNo?: string;
  readonly papers?: { readonly identity?: AtCounter['evidence'] } | undefined;
}

/** What all applications for loans do: whom they are about, and whom they let pass one after the other. */
@Injectable()
export class LoanApplications {
  constructor(
    private readonly parties: Parties,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * The borrower: whoever signed in, at a counter whom the clerk names by their card. One open application a person and
   * item, and one signed consent an application.
   * @throws Problem 400 when nobody is named at a counter, or without their card, somebody is online, or the borrower stands in it twice; 409 for a consent that was used.
   */
  async subject(tx: Tx, actor: Actor, input: PeopleInput): Promise<Subject> {
    const applicant = this.applicantOf(actor, input);
    const personId = this.parties.idOf(applicant.idNo);
    this.assertOthers(applicant, input);
    const { creditConsentNo } = input;
    if (
      creditConsentNo !== undefined &&
      (await isConsentUsed(tx, consentIndex(this.sealer, creditConsentNo)))
    )
      throw consentUsed();
    return {
      personId,
      employerId: null,
      accountId: null,
      businessKey: personId,
      ...(actor.role === 'clerk' ? { applicant } : {}),
    };
  }

  /**
   * Before own facts are read: borrowers and home pass one after the other, so that of two applications the second sees
   * the loan of the first; and those named are asked to speak for themselves.
   */
  async lock(tx: Tx, context: CaseContext, facts: ReadonlyMap<string, Fact>): Promise<void> {
    const { caseId, personId } = context;
    const parties = facts.get('loan.parties') as Fact<PartiesFact> | undefined;
    const home = facts.get('loan.home') as Fact<HomeFact> | undefined;
    const people = parties?.state === 'known' ? parties.value.people : [];
    const unitKey = home?.state === 'known' ? (home.value.home?.unitKey ?? null) : null;
    const borrowing = people.filter(({ role }) => role !== 'guarantor');
    await passGates(tx, [
      personGate(personId),
      ...borrowing.map((one) => personGate(one.personId)),
      ...(unitKey === null ? [] : [homeGate(unitKey)]),
    ]);
    if (caseId === null) return;
    const asked = people.flatMap(({ role, personId: id }) =>
      role === 'borrower' ? [] : [{ personId: id, role }],
    );
    await askApplicants(tx, caseId, asked, this.clock.now());
  }

  private applicantOf(actor: Actor, { applicant, papers }: PeopleInput): Named {
    if (actor.role !== 'clerk') {
      if (applicant !== undefined) throw noApplicantWanted();
      if (!actor.identity) throw new Error('a loan is applied for by a natural person');
      return actor.identity;
    }
    if (applicant === undefined) throw applicantWanted();
    // A pre-check looks into as much as an application does.
    if (papers?.identity === undefined) throw cardMissing();
    const { idNo } = applicant;
    assertShown({ idNo, evidence: papers.identity }, '/input/papers/identity', this.clock.today());
    return { name: applicant.name, idNo: normaliseResidentId(applicant.idNo) };
  }

  /** Nobody borrows beside themselves, or guarantees for what they borrow. */
  private assertOthers({ idNo }: Named, { coBorrowers = [], guarantor }: PeopleInput): void {
    const own = (other: Named): boolean => normaliseResidentId(other.idNo) === normaliseResidentId(idNo);
    const at = coBorrowers.findIndex(own);
    if (at >= 0) throw applicantTwice(`/input/coBorrowers/${at}/idNo`);
    if (guarantor !== undefined && own(guarantor)) throw applicantTwice('/input/guarantor/idNo');
  }
}
