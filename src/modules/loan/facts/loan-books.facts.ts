import { parseDay } from '../../../kernel/calendar';
import type { Fact, UnknownFact } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock';
import { type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import { bansFor } from '../../policy';
import type {
  BansFact,
  ConsentsFact,
  ContributorsFact,
  ContributorValue,
  ElsewhereFact,
  HistoryFact,
  HomeFact,
  HouseholdContributionFact,
  OnHomeFact,
  PartiesFact,
} from '../domain/application/fact-values';
import type { MarriageFact } from '../domain/household';
import { completedMonths } from '../domain/granting/loan-term';
import { isHomeFinanced, selectLoansOf } from '../store/loan-party-store';
import { dependsOn } from './composed';
import { applicant } from './household.facts';
import { ESTIMATE } from './loan-parties.facts';

/** Facts from our own books, read under the gates of borrowers and home. */
export function loanBooksFacts(parties: Parties, clock: Clock): FactProvider[] {
  return [
    historyFact(clock),
    bansFact(parties, clock),
    onHomeFact(clock),
    ageFact(clock),
    contributorsFact(clock),
  ];
}

/** `loan.history`: loans of this centre of each who borrows, and those that were ever paid out to the couple. */
function historyFact(clock: Clock): FactProvider {
  const name = 'loan.history';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId }, known) {
      const parties = known.get('loan.parties') as Fact<PartiesFact>;
      const marriage = known.get('household.marriage') as Fact<MarriageFact>;
      if (parties.state === 'unknown') return dependsOn(name, parties, clock.now());
      if (marriage.state === 'unknown') return dependsOn(name, marriage, clock.now());
      const borrowing = parties.value.people.filter(({ role }) => role !== 'guarantor');
      const unsettled: HistoryFact['unsettled'][number][] = [];
      for (const { role, personId: id } of borrowing) {
        const loans = await selectLoansOf(tx, [id]);
        unsettled.push({ role, count: loans.filter(({ settled }) => !settled).length });
      }
      const { spouse } = marriage.value;
      const family = [personId, ...(spouse === null ? [] : [spouse.personId])];
      // A commitment that may still be given up has been no use of the fund: it is unsettled, and counts as that.
      const used = (await selectLoansOf(tx, family)).filter(({ paidOut }) => paidOut);
      const value: HistoryFact = { unsettled, familyUsed: used.length };
      return internalFact({ name, source: 'loan', receiptNo: personId, at: clock.now() }, value);
    },
  };
}

/** `loan.bans`: bans for fraud against anybody in it. */
function bansFact(rooms: Parties, clock: Clock): FactProvider {
  const name = 'loan.bans';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId, today }, known) {
      const parties = known.get('loan.parties') as Fact<PartiesFact>;
      if (parties.state === 'unknown') return dependsOn(name, parties, clock.now());
      const bans: BansFact[number][] = [];
      for (const { role, personId: id } of parties.value.people)
        for (const { until, conductOn } of await rooms.restrictionsOf(tx, id, today))
          if (bansFor(conductOn)) bans.push({ role, until, conductOn });
      return internalFact({ name, source: 'party', receiptNo: personId, at: clock.now() }, bans);
    },
  };
}

/** `loan.onHome`: whether a loan of this centre is on the home, whoever borrows it. */
function onHomeFact(clock: Clock): FactProvider {
  const name = 'loan.onHome';
  return {
    kind: 'internal',
    name,
    async provide(tx, { personId }, known) {
      const found = known.get('loan.home') as Fact<HomeFact>;
      if (found.state === 'unknown') return dependsOn(name, found, clock.now());
      const unitKey = found.value.home?.unitKey ?? null;
      const value: OnHomeFact = { financed: unitKey !== null && (await isHomeFinanced(tx, unitKey)) };
      const receiptNo = unitKey ?? personId;
      return internalFact({ name, source: 'loan', receiptNo, at: clock.now() }, value);
    },
  };
}

/** `person.age`: completed months on the day of acceptance; the birthday itself is nobody's business. */
function ageFact(clock: Clock): FactProvider {
  const name = 'person.age';
  return {
    kind: 'internal',
    name,
    provide(_tx, context) {
      const { idNo } = applicant(context);
      const birth = parseDay(`${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`);
      const months = completedMonths(birth, parseDay(context.lawDay));
      const of = { name, source: 'party', receiptNo: context.personId, at: clock.now() };
      return Promise.resolve(internalFact(of, { months }));
    },
  };
}

/**
 * `loan.contributors`: of borrower and spouse those who contribute on an active account. A spouse who has not agreed
 * brings nothing, and is not looked into; for an estimate the member says what the spouse contributes.
 */
function contributorsFact(clock: Clock): FactProvider {
  const name = 'loan.contributors';
  return {
    kind: 'internal',
    name,
    restsOn: ['contribution.household'],
    provide(_tx, { item, input, personId }, known) {
      const at = clock.now();
      const household = known.get('contribution.household') as Fact<HouseholdContributionFact>;
      const elsewhere = known.get('contribution.elsewhere') as Fact<NonNullable<ElsewhereFact>>;
      const spouse = item === ESTIMATE ? estimatedSpouse(input, known) : agreedSpouse(known, household);
      const unknown = [household, elsewhere, spouse].find((fact) => fact.state === 'unknown');
      if (unknown?.state === 'unknown' || household.state !== 'known' || spouse.state !== 'known')
        return Promise.resolve(dependsOn(name, unknown ?? household, at));
      const own = (elsewhere as { value: ElsewhereFact }).value ?? household.value.self;
      const counting: ContributorsFact = [own, spouse.value]
        .filter((one): one is ContributorValue => one !== null && one.state === '01')
        .map(({ state, base, years, balance }) => ({ state, base, years, balance }));
      return Promise.resolve(
        internalFact({ name, source: 'contribution', receiptNo: personId, at }, counting),
      );
    },
  };
}

type Spouse = { readonly state: 'known'; readonly value: ContributorValue | null } | UnknownFact;

function agreedSpouse(known: ReadonlyMap<string, Fact>, household: Fact<HouseholdContributionFact>): Spouse {
  const consents = known.get('loan.consents') as Fact<ConsentsFact>;
  if (consents.state === 'unknown') return consents;
  const joins = consents.value.some(({ role, agreed }) => role === 'spouse' && agreed);
  return { state: 'known', value: joins && household.state === 'known' ? household.value.spouse : null };
}

function estimatedSpouse(input: unknown, known: ReadonlyMap<string, Fact>): Spouse {
  const marriage = known.get('household.marriage') as Fact<MarriageFact>;
  if (marriage.state === 'unknown') return marriage;
  const { spouse } = input as { spouse?: { base: string; years: number } };
  if (marriage.value.spouse === null || spouse === undefined) return { state: 'known', value: null };
  const { base, years } = spouse;
  return { state: 'known', value: { state: '01', base, years, balance: '0.00' } };
}
