import { parseDay } from '../../../kernel/calendar';
import type { Fact, UnknownFact } from '../../../kernel/fact';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { askOf, type CaseContext, type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import type { PersonAsked, Police } from '../../registry';
import { employedWhere, type Jobs } from '../domain/enrolment/employment';
import {
  type AccountWord,
  type EmploymentWord,
  type PoliceWord,
  rowFaults,
} from '../domain/remittance/judge-row';
import type { RowsInput } from '../domain/facts';
import { selectOpenUnitsOf } from '../store/member-account-store';
import { selectUnitOfEmployer } from '../store/unit-account-store';
import { batchFact } from './batch-fact';
import { EMPLOYMENT_PERIOD } from './employment-period';
import { type InsuranceAround, jobsOfRows, ofEachRow, startsOfRows } from './jobs.facts';
import { policeWord } from './police-word';

const DUTY = '《住房公积金管理条例》第十五条 (Regulations, article 15)';

/** The rows a registry is asked about: those without faults of their own, by their place in the list. */
function rowsToAsk({ input, today }: CaseContext): {
  places: number[];
  people: PersonAsked[];
  length: number;
} {
  const { members } = input as RowsInput;
  const faults = rowFaults(members, parseDay(today));
  const places = faults.flatMap((fault, place) => (fault === null ? [place] : []));
  const people = places.map((place) => {
    const { name = '', idNo = '' } = members[place] ?? {};
    return { name, idNo: normaliseResidentId(idNo) };
  });
  return { places, people, length: members.length };
}

/** `people.police`: a word for each row, null for rows nobody need ask about. */
export function peoplePoliceFact(police: Police, clock: Clock): FactProvider {
  const of = { name: 'people.police', source: 'POL' };
  return {
    kind: 'external',
    name: of.name,
    needs: { 'POL.people': ['alive'] },
    async provide(context, _fact, exchanges) {
      const asked = rowsToAsk(context);
      const ask = askOf(context, DUTY);
      return batchFact(
        { ...of, clock },
        asked,
        exchanges,
        (people) => police.people(ask, people, ['alive']),
        policeWord,
      );
    },
  };
}

/** `people.employment` and `people.start`: whether social insurance has each row as employed at this employer today, and since when. */
export function peopleEmploymentFacts(around: InsuranceAround): FactProvider[] {
  const needs = { 'SOC.employments': EMPLOYMENT_PERIOD };
  return [
    {
      kind: 'external',
      name: 'people.jobs',
      needs,
      provide: (context, _fact, exchanges) =>
        jobsOfRows('people.jobs', around, context, rowsToAsk(context), exchanges),
    },
    {
      kind: 'external',
      name: 'people.employment',
      needs,
      provide: async ({ today }, fact) =>
        ofEachRow<Jobs, EmploymentWord>('people.employment', await fact('people.jobs'), (jobs) =>
          employedWhere(jobs, today),
        ),
    },
    {
      kind: 'external',
      name: 'people.start',
      needs,
      provide: async ({ today }, fact) => startsOfRows('people.start', await fact('people.jobs'), today),
    },
  ];
}

/**
 * `members.accounts`: open accounts of the people whom police and social insurance confirm; unknown while either is.
 * At carry-out these people are stored (they get an account now), in a pre-check they are only looked for.
 */
export function membersAccountsFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'members.accounts';
  return {
    kind: 'internal',
    name,
    async provide(tx, context, known): Promise<Fact> {
      const police = known.get('people.police');
      const employment = known.get('people.employment');
      const unknown = [police, employment].find((fact): fact is UnknownFact => fact?.state === 'unknown');
      if (police?.state !== 'known' || employment?.state !== 'known') {
        const { source = 'contribution', askedAt = clock.now().toISOString() } = unknown ?? {};
        return { name, state: 'unknown', reason: 'depends-on-unknown', source, askedAt };
      }
      const confirmed = (place: number): boolean =>
        (police.value as PoliceWord[])[place] === 'alive' &&
        (employment.value as EmploymentWord[])[place] === 'here';
      const { places, people, length } = rowsToAsk(context);
      const rows = places
        .map((place, index) => ({ place, person: people[index] }))
        .filter(({ place }) => confirmed(place));
      const ids = await personIds(
        tx,
        parties,
        rows.flatMap(({ person }) => (person ? [person] : [])),
        context.locked,
      );
      const words = await accountWords(tx, context.employerId, ids);
      const value = Array.from({ length }, (): AccountWord => null);
      rows.forEach(({ place }, index) => (value[place] = words[index] ?? 'none'));
      const receiptNo = context.employerId ?? 'none';
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}

async function personIds(
  tx: Tx,
  parties: Parties,
  people: readonly PersonAsked[],
  store: boolean,
): Promise<(string | null)[]> {
  if (store) return (await parties.ensurePersons(tx, people)).map(({ id }) => id);
  const ids: (string | null)[] = [];
  for (const { idNo } of people) ids.push((await parties.findPersonByIdNo(tx, idNo))?.id ?? null);
  return ids;
}

const ELSEWHERE = { '01': 'elsewhere-active', '02': 'elsewhere-sealed', '06': 'elsewhere-frozen' } as const;

async function accountWords(
  tx: Tx,
  employerId: string | null,
  personIds: readonly (string | null)[],
): Promise<AccountWord[]> {
  const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
  const units = await selectOpenUnitsOf(
    tx,
    personIds.flatMap((id) => (id === null ? [] : [id])),
  );
  return personIds.map((id) => {
    const at = id === null ? undefined : units.get(id);
    if (at === undefined) return 'none';
    return at.unitId === unit?.unitId ? 'here' : ELSEWHERE[at.state];
  });
}
