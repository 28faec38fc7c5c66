import type { Fact, KnownFact } from '../../../kernel/fact';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import { askOf, type CaseContext, factFrom, type FactProvider, internalFact } from '../../casework';
import type { PersonAsked } from '../../registry';
import type {
  ConsentsFact,
  LoanPartyRole,
  OthersPoliceFact,
  PartiesFact,
  PoliceWord,
} from '../domain/application/fact-values';
import type { MarriageFact } from '../domain/household';
import { selectApplicants } from '../store/loan-applicant-store';
import { awaited, dependsOn, following } from './composed';
import { applicant, consent, identityIn } from './household.facts';
import { type LoanRooms, opened, sealed } from './rooms';

/** What an application says of its people. */
interface PeopleInput {
  readonly spouseJoins?: boolean;
  readonly coBorrowers?: readonly PersonAsked[];
  readonly guarantor?: PersonAsked;
  readonly creditConsentNo?: string;
}

/** An estimate is one's own: nobody else is named, asked or looked into. */
export const ESTIMATE = 'DK01';

/** Facts about who borrows and guarantees. */
export function loanPartiesFacts(rooms: LoanRooms): FactProvider[] {
  return [partiesFact(rooms), consentsFact(rooms), othersPoliceFact(rooms)];
}

type PartyIn = PartiesFact['people'][number];

/** `loan.parties`: whom the application names; the spouse as civil affairs name them. */
function partiesFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.parties';
  return {
    kind: 'external',
    name,
    needs: {},
    async provide(context, fact) {
      const marriage = (await fact('household.marriage')) as Fact<MarriageFact>;
      if (marriage.state === 'unknown') return dependsOn(name, marriage, rooms.clock.now());
      return following(name, marriage, partiesOf(rooms, context, marriage.value));
    },
  };
}

function partiesOf(
  rooms: Pick<LoanRooms, 'parties' | 'sealer'>,
  context: CaseContext,
  { spouse }: MarriageFact,
): PartiesFact {
  const { spouseJoins = true, coBorrowers = [], guarantor } = context.input as PeopleInput;
  const party = (role: LoanPartyRole, person: PersonAsked): PartyIn => {
    const idNo = normaliseResidentId(person.idNo);
    const personId = rooms.parties.idOf(idNo);
    return { role, personId, sealed: sealed(rooms.sealer, { name: person.name, idNo }) };
  };
  const self = party('borrower', applicant(context));
  if (context.item === ESTIMATE) return { people: [self], spouse: spouse === null ? 'none' : 'left-out' };
  const named = coBorrowers.map((person) => party('co-borrower', person));
  const joins =
    spouse !== null && (spouseJoins || named.some(({ personId }) => personId === spouse.personId));
  const people = [
    self,
    ...(joins ? [party('spouse', identityIn(rooms, spouse.sealed))] : []),
    ...named,
    ...(guarantor === undefined ? [] : [party('guarantor', guarantor)]),
  ];
  // Whoever stands in it twice counts by the part that binds most.
  const first = new Map([...people].reverse().map((one) => [one.personId, one]));
  return {
    people: people.filter((one) => first.get(one.personId) === one),
    spouse: spouse === null ? 'none' : joins ? 'joins' : 'left-out',
  };
}

/** Everybody in it but the applicant, with name and number. */
export function othersIn(
  rooms: Pick<LoanRooms, 'sealer'>,
  { people }: PartiesFact,
): { role: LoanPartyRole; personId: string; person: PersonAsked }[] {
  return people
    .filter(({ role }) => role !== 'borrower')
    .map(({ role, personId, sealed: text }) => ({
      role,
      personId,
      person: opened<PersonAsked>(rooms.sealer, text),
    }));
}

/** `loan.consents`: the applicant agreed by applying; the others each say so for themselves. */
function consentsFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.consents';
  return {
    kind: 'external',
    name,
    needs: {},
    async provide(context, fact) {
      const at = rooms.clock.now();
      const parties = (await fact('loan.parties')) as Fact<PartiesFact>;
      if (parties.state === 'unknown') return dependsOn(name, parties, at);
      const { caseId, centreId, personId } = context;
      const said =
        caseId === null ? [] : await rooms.unitOfWork.read(centreId, (tx) => selectApplicants(tx, caseId));
      const consents = parties.value.people.map((party) => wordOf(rooms, context, party, said));
      const told = consents.flatMap((one) => (one === null ? [] : [one]));
      // One who declined decides; nobody is taken to agree by not having spoken.
      const declined = told.some(({ agreed }) => !agreed);
      if (!declined && told.length < consents.length) return awaited(name, 'loan', at);
      return internalFact({ name, source: 'loan', receiptNo: caseId ?? personId, at }, told);
    },
  };
}

function wordOf(
  rooms: Pick<LoanRooms, 'sealer'>,
  { input }: CaseContext,
  { role, personId }: PartyIn,
  said: Awaited<ReturnType<typeof selectApplicants>>,
): ConsentsFact[number] | null {
  if (role === 'borrower') {
    const { creditConsentNo } = input as PeopleInput;
    const consentNo =
      creditConsentNo === undefined ? null : sealed(rooms.sealer, { consentNo: creditConsentNo });
    return { role, personId, agreed: true, how: 'application', sealed: consentNo };
  }
  const own = said.find((one) => one.personId === personId);
  if (!own || own.agreed === null) return null;
  return {
    role,
    personId,
    agreed: own.agreed,
    how: own.atCounter ? 'counter' : 'own-login',
    sealed: own.consentSealed === null ? null : own.consentSealed.toString('base64'),
  };
}

/** `loan.police`: whether name and number of everybody named belong together; asked in one question. */
function othersPoliceFact(rooms: LoanRooms): FactProvider {
  const name = 'loan.police';
  return {
    kind: 'external',
    name,
    needs: { 'POL.people': ['alive'] },
    async provide(context, fact, exchanges) {
      const at = rooms.clock.now();
      const parties = (await fact('loan.parties')) as Fact<PartiesFact>;
      if (parties.state === 'unknown') return dependsOn(name, parties, at);
      const others = othersIn(rooms, parties.value);
      if (others.length === 0) return following(name, parties as KnownFact, []);
      const people = others.map(({ person }) => person);
      const answer = await rooms.police.people(askOf(context, consent), people, ['alive']);
      return factFrom({ name, source: 'POL', at }, answer, exchanges, (records): OthersPoliceFact =>
        others.map(({ role }, index) => ({ role, word: wordIn(records[index]) })),
      );
    },
  };
}

function wordIn(record: { match: boolean; alive?: boolean } | undefined): PoliceWord {
  if (!record?.match) return 'mismatch';
  return record.alive === true ? 'alive' : 'deceased';
}
