import { addDays, type Day, parseDay } from '../../../kernel/calendar';
import type { Fact } from '../../../kernel/fact';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { Clock } from '../../../platform/clock';
import { askOf, type CaseContext, type FactProvider } from '../../casework';
import type { PersonAsked, Police } from '../../registry';
import { employedWhere, type Jobs } from '../domain/enrolment/employment';
import {
  asksEmployment,
  asksPolice,
  type RosterEmploymentWord,
  rosterRowFaults,
} from '../domain/roster/judge-roster-row';
import type { RosterRow } from '../domain/roster/roster-change';
import { type RosterInput, rosterRowsOf } from '../domain/roster/roster-request';
import { EMPLOYMENT_PERIOD } from './employment-period';
import { rosterMembersFact, rosterMonthFact, rosterTransfersFact } from './roster-books.facts';
import { batchFact } from './batch-fact';
import { type InsuranceAround, jobsOfRows, ofEachRow, startsOfRows } from './jobs.facts';
import { policeWord } from './police-word';

const DUTY = '《住房公积金管理条例》第十五条 (Regulations, article 15)';

/** Social insurance may be behind by this many days (handbook 8): until then its silence about an end says nothing. */
export const INSURANCE_LAG_DAYS = 60;

/** Facts about changes of an employer's roster: police and social insurance, and our own books. */
export function rosterFacts(around: InsuranceAround & { readonly police: Police }): FactProvider[] {
  const { parties, clock } = around;
  return [
    rosterPoliceFact(around.police, clock),
    ...rosterEmploymentFacts(around),
    employmentEndFact(),
    rosterMonthFact(clock),
    rosterMembersFact(parties, clock),
    rosterTransfersFact(parties, clock),
  ];
}

interface Asked {
  readonly places: number[];
  readonly rows: RosterRow[];
  readonly people: PersonAsked[];
  readonly length: number;
}

/** The rows a registry is asked about: those without faults of their own that the question is for. */
export function rowsToAsk({ input, today }: CaseContext, about: (row: RosterRow) => boolean): Asked {
  const all = rosterRowsOf(input);
  const faults = rosterRowFaults(all, parseDay(today));
  const asked = all.flatMap((row, place) => (faults[place] === null && about(row) ? [{ row, place }] : []));
  return {
    places: asked.map(({ place }) => place),
    rows: asked.map(({ row }) => row),
    people: asked.map(({ row }) => ({ name: row.name, idNo: normaliseResidentId(row.idNo) })),
    length: all.length,
  };
}

/** `roster.police`: a word for each row of somebody who joins, null for the others. */
function rosterPoliceFact(police: Police, clock: Clock): FactProvider {
  const of = { name: 'roster.police', source: 'POL' };
  return {
    kind: 'external',
    name: of.name,
    needs: { 'POL.people': ['alive'] },
    provide(context, _fact, exchanges) {
      const ask = askOf(context, DUTY);
      const asked = rowsToAsk(context, asksPolice);
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

/** `roster.employment` and `roster.start`: what social insurance says of each row that depends on it, and since when those here are. */
function rosterEmploymentFacts(around: InsuranceAround): FactProvider[] {
  const needs = { 'SOC.employments': EMPLOYMENT_PERIOD };
  return [
    {
      kind: 'external',
      name: 'roster.jobs',
      needs,
      provide: (context, _fact, exchanges) =>
        jobsOfRows('roster.jobs', around, context, rowsToAsk(context, asksEmployment), exchanges),
    },
    {
      kind: 'external',
      name: 'roster.employment',
      needs,
      async provide(context, fact) {
        const rows = rosterRowsOf(context.input);
        const jobs = await fact('roster.jobs');
        return askedAgain(
          ofEachRow<Jobs, RosterEmploymentWord>('roster.employment', jobs, (row, place) =>
            wordOf(rows[place], row, context),
          ),
        );
      },
    },
    {
      kind: 'external',
      name: 'roster.start',
      needs,
      provide: async ({ today }, fact) => startsOfRows('roster.start', await fact('roster.jobs'), today),
    },
  ];
}

/** An answer that may lag is good for this round only: a case that waits for the next one asks again. */
function askedAgain(fact: Fact): Fact {
  if (fact.state === 'unknown' || !(fact.value as RosterEmploymentWord[]).includes('unsure')) return fact;
  return { ...fact, validUntil: fact.asOf };
}

function wordOf(
  row: RosterRow | undefined,
  jobs: Jobs,
  { today, lawDay, input }: CaseContext,
): RosterEmploymentWord {
  if (row?.kind !== 'seal') return employedWhere(jobs, today);
  const firstDay = `${(input as RosterInput).month ?? ''}-01`;
  const over = jobs.here.every(({ to }) => to !== null && (to < today || to < firstDay));
  return over ? 'ended' : notShown(parseDay(row.endedOn ?? lawDay), today);
}

/** The employer says it is over and social insurance does not: while it may lag, that is no contradiction. */
function notShown(endedOn: Day, today: string): 'unsure' | 'lasting' {
  return today <= addDays(endedOn, INSURANCE_LAG_DAYS) ? 'unsure' : 'lasting';
}

/** `roster.employmentEnd`: unknown while social insurance may still lag behind what the employer says. */
function employmentEndFact(): FactProvider {
  const name = 'roster.employmentEnd';
  return {
    kind: 'external',
    name,
    needs: {},
    async provide({ lawDay }, fact): Promise<Fact> {
      const employment = await fact('roster.employment');
      const { source } = employment;
      if (employment.state === 'unknown')
        return { name, state: 'unknown', reason: 'depends-on-unknown', source, askedAt: employment.askedAt };
      const unsure = (employment.value as RosterEmploymentWord[]).includes('unsure');
      const lagsUntil = addDays(parseDay(lawDay), INSURANCE_LAG_DAYS);
      if (unsure)
        return { name, state: 'unknown', reason: 'stale', source, askedAt: employment.asOf, lagsUntil };
      return { ...employment, name, value: true };
    },
  };
}
