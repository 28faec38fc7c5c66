import type { Clock } from '../../../platform/clock';
import { type Applicant, askOf, factFrom, type FactProvider, internalFact } from '../../casework';
import { type Parties, sameName } from '../../party';
import type { CompanyRegistry, Licence, Police } from '../../registry';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { LicenceFact, RegistrantsFact } from '../domain/facts';
import { selectUnitOfEmployer } from '../store/unit-account-store';
import { policeWord } from './police-word';

const DUTY = '《住房公积金管理条例》第十四条 (Regulations, article 14)';

interface RegistrationInput {
  readonly creditCode: string;
  readonly name?: string;
  readonly agent?: { readonly name: string; readonly idNo: string };
}

/** `company.licence`: the licence beside what the applicant said; whose representative is whom stays a yes or no. */
export function companyLicenceFact(companies: CompanyRegistry, clock: Clock): FactProvider {
  const name = 'company.licence';
  return {
    kind: 'external',
    name,
    needs: { 'MSA.licence': ['name', 'legalRepresentative', 'status', 'foundedOn'] },
    async provide(context, _fact, exchanges) {
      const input = context.input as RegistrationInput;
      const answer = await companies.licence(askOf(context, DUTY), input.creditCode);
      return factFrom({ name, source: 'MSA', at: clock.now() }, answer, exchanges, (licence) =>
        licenceFact(licence, context.applicant, input.name),
      );
    },
  };
}

function licenceFact(
  licence: Licence,
  applicant: Applicant | null,
  nameGiven: string | undefined,
): LicenceFact & { readonly [key: string]: string | boolean } {
  if (!licence.registered) return { registered: false };
  const { name, status, foundedOn, legalRepresentative: head } = licence;
  return {
    registered: true,
    name,
    status,
    foundedOn,
    applicantIsLegalRepresentative:
      applicant !== null &&
      normaliseResidentId(head.idNo) === normaliseResidentId(applicant.idNo) &&
      sameName(head.name, applicant.name),
    nameAgrees: nameGiven === undefined || sameName(name, nameGiven),
  };
}

/** `person.police`: the police on the legal representative and on the agent named, in one question. */
export function registrantsPoliceFact(police: Police, clock: Clock): FactProvider {
  const name = 'person.police';
  return {
    kind: 'external',
    name,
    needs: { 'POL.people': ['alive'] },
    async provide(context, _fact, exchanges) {
      const identity = context.applicant;
      const at = clock.now();
      if (!identity)
        return { name, state: 'unknown', reason: 'denied', source: 'POL', askedAt: at.toISOString() };
      const { agent } = context.input as RegistrationInput;
      const people = agent
        ? [identity, { name: agent.name, idNo: normaliseResidentId(agent.idNo) }]
        : [identity];
      const answer = await police.people(askOf(context, DUTY), people, ['alive']);
      return factFrom({ name, source: 'POL', at }, answer, exchanges, ([head, other]): RegistrantsFact => ({
        legalRepresentative: policeWord(head),
        agent: agent ? policeWord(other) : null,
      }));
    },
  };
}

/** `employer.registration`: whether the credit code has an account here. */
export function employerRegistrationFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'employer.registration';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input }) {
      const { creditCode } = input as RegistrationInput;
      const employer = await parties.employerByCreditCode(tx, creditCode);
      const receiptNo = employer?.id ?? creditCode;
      return internalFact(
        { name, source: 'party', receiptNo, at: clock.now() },
        { registered: employer !== null },
      );
    },
  };
}

/** `unit.account`: state of the account of the employer the case is about. */
export function unitAccountFact(clock: Clock): FactProvider {
  const name = 'unit.account';
  return {
    kind: 'internal',
    name,
    async provide(tx, { employerId }) {
      const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
      const receiptNo = unit?.unitAccountNo ?? employerId ?? 'none';
      const value = unit ? { state: unit.state, district: unit.district } : { state: 'none' };
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}
