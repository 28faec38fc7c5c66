import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import { yuan } from '../../../kernel/money';
import type { Clock } from '../../../platform/clock';
import type { UnitOfWork } from '../../../platform/database/unit-of-work';
import { askOf, type CaseContext, type ExchangeSink, type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import { parametersOn } from '../../policy';
import type { TaxAuthority } from '../../registry';
import type { BaseChangeFact, BaseMemberFact, WageWord } from '../domain/base/base-facts';
import { fundYearOf, holdsFrom } from '../domain/base/fund-year';
import { taxWageOf } from '../domain/base/tax-wage';
import {
  isYearSettled,
  selectBaseChange,
  selectBaseDifference,
  selectBaseLines,
} from '../store/base-change-store';
import { selectStandings, selectUnlistedMonth } from '../store/roster-store';
import { selectUnit, selectUnitOfEmployer } from '../store/unit-account-store';
import { batchFact } from './batch-fact';
import { rowsToAsk } from './roster.facts';

const DUTY = '《住房公积金管理条例》第十六条 (Regulations, article 16)';
const NEEDS = { 'TAX.wages-of-many': ['employers'] } as const;

interface Around {
  readonly taxes: TaxAuthority;
  readonly parties: Parties;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Facts about bases: the draft and the account as our books have them, and wages as the tax authority has them. */
export function baseFacts(around: Around): FactProvider[] {
  return [
    baseChangeFact(around),
    baseMemberFact(around),
    wagesFact(around),
    oneWageFact(around),
    rosterWagesFact(around),
  ];
}

/** `bases.change`: the draft of the case beside the unit as both stand now. */
function baseChangeFact({ clock }: Around): FactProvider {
  const name = 'bases.change';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input }) {
      const { changeId } = input as { changeId: string };
      const change = await selectBaseChange(tx, changeId, { lock: false });
      const unit = change && (await selectUnit(tx, change.unitId, { lock: false }));
      if (!unit) throw new Error(`the list of bases ${changeId} of an accepted case is gone`);
      const { state, fundYear, from, memberCount } = change;
      const value: BaseChangeFact = {
        state,
        fundYear,
        from,
        holdsFrom: holdsFrom(fundYear, await selectUnlistedMonth(tx, unit)),
        members: memberCount,
        ...(await selectBaseDifference(tx, change)),
        settled: await isYearSettled(tx, unit.unitId, fundYear),
      };
      return internalFact({ name, source: 'contribution', receiptNo: changeId, at: clock.now() }, value);
    },
  };
}

/** `base.member`: what our books say of the member of a correction; nothing of what other employers do. */
function baseMemberFact({ parties, clock }: Around): FactProvider {
  const name = 'base.member';
  return {
    kind: 'internal',
    name,
    async provide(tx, { input, employerId }) {
      const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
      if (!unit) throw new Error('a correction is that of an employer with an account');
      const { name: personName, idNo } = input as { name: string; idNo: string };
      const [person = null] = await parties.recognisePersons(tx, [
        { name: personName, idNo: normaliseResidentId(idNo) },
      ]);
      const standing = person && (await selectStandings(tx, [person.id])).get(person.id);
      const here = standing?.unitId === unit.unitId;
      const value: BaseMemberFact = {
        account: standing ? (here ? 'here' : 'elsewhere') : 'none',
        state: here ? standing.state : null,
        base: here ? yuan(standing.baseFen) : null,
        nameAgrees: person?.nameAgrees ?? null,
        latestChange: here ? standing.latestChange : null,
      };
      return internalFact(
        { name, source: 'contribution', receiptNo: unit.unitAccountNo, at: clock.now() },
        value,
      );
    },
  };
}

/** `bases.wages`: of each declared row what the employer declared for tax in the year before the fund year. */
function wagesFact(around: Around): FactProvider {
  const name = 'bases.wages';
  return {
    kind: 'external',
    name,
    needs: { 'TAX.wages-of-many': ['employers'] },
    async provide(context, _fact, exchanges) {
      const { changeId } = context.input as { changeId: string };
      const { people, lines, year } = await around.unitOfWork.read(context.centreId, async (tx) => {
        const change = await selectBaseChange(tx, changeId, { lock: false });
        if (!change) throw new Error(`the list of bases ${changeId} of an accepted case is gone`);
        const all = await selectBaseLines(tx, changeId, { after: 0n, limit: null });
        const declared = all.flatMap(({ personId, row, wage }) =>
          row === null ? [] : [{ personId, row, wage: yuan(wage) }],
        );
        const known = await around.parties.identitiesOf(
          tx,
          declared.map(({ personId }) => personId),
        );
        const asked = declared.map(({ personId }) => {
          const person = known.get(personId);
          if (!person) throw new Error('each member is a person');
          return person;
        });
        return { people: asked, lines: declared, year: change.fundYear - 1 };
      });
      return askWages(around, context, exchanges, { name, people, lines, year });
    },
  };
}

/** `base.wage`: the same of the one member of a correction. */
function oneWageFact(around: Around): FactProvider {
  const name = 'base.wage';
  return {
    kind: 'external',
    name,
    needs: { 'TAX.wages-of-many': ['employers'] },
    async provide(context, _fact, exchanges) {
      const { name: personName, idNo, base } = context.input as { name: string; idNo: string; base: string };
      const people = [{ name: personName, idNo: normaliseResidentId(idNo) }];
      const year = fundYearOf(context.lawDay, parametersOn(context.lawDay)) - 1;
      const lines = [{ row: 1, wage: base }];
      const fact = await askWages(around, context, exchanges, { name, people, lines, year });
      if (fact.state === 'unknown') return fact;
      const [value = null] = fact.value as WageWord[];
      return { ...fact, value };
    },
  };
}

/** `roster.wages`: the same of each change of a base among the rows of a roster change, null of other rows. */
function rosterWagesFact(around: Around): FactProvider {
  const name = 'roster.wages';
  return {
    kind: 'external',
    name,
    needs: { 'TAX.wages-of-many': ['employers'] },
    provide(context, _fact, exchanges) {
      const { rows, people, places, length } = rowsToAsk(context, ({ kind }) => kind === 'base');
      const lines = rows.map(({ base = '' }, index) => ({ row: (places[index] ?? 0) + 1, wage: base }));
      const year = fundYearOf(context.lawDay, parametersOn(context.lawDay)) - 1;
      return askWages(around, context, exchanges, { name, people, lines, year, places, length });
    },
  };
}

async function askWages(
  { taxes, parties, unitOfWork, clock }: Around,
  context: CaseContext,
  exchanges: ExchangeSink,
  of: {
    name: string;
    people: readonly { name: string; idNo: string }[];
    lines: readonly { row: number; wage: string }[];
    year: number;
    /** Where those asked about stand among all rows, when not all are. */
    places?: readonly number[];
    length?: number;
  },
): ReturnType<typeof batchFact> {
  const { employerId, centreId } = context;
  if (employerId === null) throw new Error('wages are those an employer declared');
  const employer = await unitOfWork.read(centreId, (tx) => parties.employerById(tx, employerId));
  if (!employer) throw new Error(`the employer ${employerId} of an accepted case is gone`);
  const places = of.places ?? of.people.map((_, place) => place);
  const asked = { places, people: of.people, length: of.length ?? of.people.length };
  let next = 0;
  return batchFact(
    { name: of.name, source: 'TAX', clock },
    asked,
    exchanges,
    (people) => taxes.wagesOfMany(askOf(context, DUTY), people, of.year, NEEDS['TAX.wages-of-many']),
    ({ employers }): WageWord => {
      const line = of.lines[next++];
      if (!line) throw new Error('an answer for each row asked about');
      return { ...line, ...taxWageOf(employers, employer.creditCode) };
    },
  );
}
