import { monthOf, parseDay } from '../../../kernel/calendar';
import { compareMonths, type Month, nextMonth, parseMonth, previousMonth } from '../../../kernel/month';
import { checkResidentId, normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import { yuan } from '../../../kernel/money';
import type { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { type CaseContext, type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import type { PersonAsked } from '../../registry';
import { hasParametersFor } from '../domain/member/contribution-limits';
import type { RosterMonthFact } from '../domain/facts';
import type {
  RosterEmploymentWord,
  RosterMemberWord,
  TransferHindrance,
} from '../domain/roster/judge-roster-row';
import { type RosterInput, rosterRowsOf } from '../domain/roster/roster-request';
import { type MovableAccount, selectMovables } from '../store/account-move-store';
import { selectMonthDue, selectStandings, selectUnlistedMonth } from '../store/roster-store';
import { selectUnit, selectUnitOfEmployer, type UnitAccount } from '../store/unit-account-store';

async function unitOf(tx: Tx, { employerId }: CaseContext): Promise<UnitAccount> {
  const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
  if (!unit) throw new Error('changes of a roster are those of an employer with an account');
  return unit;
}

/** `roster.month`: the month the changes are for, between the first that may still change and the next month. */
export function rosterMonthFact(clock: Clock): FactProvider {
  const name = 'roster.month';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const unit = await unitOf(tx, context);
      const open = await selectUnlistedMonth(tx, unit);
      const wanted = (context.input as RosterInput).month;
      const coming = nextMonth(monthOf(parseDay(context.today)));
      const month = wanted === undefined ? open : parseMonth(wanted);
      const value: RosterMonthFact = {
        month,
        open,
        latest: compareMonths(open, coming) > 0 ? open : coming,
        parameters: hasParametersFor(month),
      };
      const receiptNo = unit.unitAccountNo;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}

/** `roster.members`: what our books say of each row's person, without a word of what other employers do. */
export function rosterMembersFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'roster.members';
  return {
    kind: 'internal',
    name,
    async provide(tx, context) {
      const unit = await unitOf(tx, context);
      const today = parseDay(context.today);
      const people = rosterRowsOf(context.input).map((row) => ({
        name: row.name,
        idNo: normaliseResidentId(row.idNo),
      }));
      const readable = people.filter(({ idNo }) => checkResidentId(idNo, today).valid);
      const recognised = await parties.recognisePersons(tx, readable);
      const known = new Map(readable.map((row, index) => [row, recognised[index] ?? null]));
      const ids = recognised.flatMap((person) => (person ? [person.id] : []));
      const standings = await selectStandings(tx, ids);
      const value = people.map((row): RosterMemberWord => {
        const person = known.get(row) ?? null;
        const standing = person && standings.get(person.id);
        const here = standing?.unitId === unit.unitId;
        return {
          account: standing ? (here ? 'here' : 'elsewhere') : 'none',
          state: here ? standing.state : null,
          nameAgrees: person?.nameAgrees ?? null,
          latestChange: here ? standing.latestChange : null,
          employedSince: here ? standing.employedSince : null,
          base: here ? yuan(standing.baseFen) : null,
        };
      });
      const receiptNo = unit.unitAccountNo;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}

/**
 * `roster.transfers`: what hinders each transfer, null where nothing does, of rows of other kinds, and of people whom
 * social insurance does not have with the employer: those are refused for that, and nothing is told of their accounts. Of
 * an account that may come nothing more is told than that it may.
 */
export function rosterTransfersFact(parties: Parties, clock: Clock): FactProvider {
  const name = 'roster.transfers';
  return {
    kind: 'internal',
    name,
    async provide(tx, context, known) {
      const unit = await unitOf(tx, context);
      const rows = rosterRowsOf(context.input);
      const today = parseDay(context.today);
      const employment = known.get('roster.employment');
      const words = employment?.state === 'known' ? (employment.value as RosterEmploymentWord[]) : [];
      const wanted = rows.flatMap((row, place) => {
        const idNo = normaliseResidentId(row.idNo);
        const worksHere = words[place] === 'here';
        const asked = row.kind === 'transfer' && worksHere && checkResidentId(idNo, today).valid;
        return asked ? [{ place, name: row.name, idNo }] : [];
      });
      const value = rows.map((): TransferHindrance | null => null);
      const hindrances = await hindrancesOf(tx, parties, unit, wanted);
      wanted.forEach(({ place }, index) => (value[place] = hindrances[index] ?? null));
      const receiptNo = unit.unitAccountNo;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}

async function hindrancesOf(
  tx: Tx,
  parties: Parties,
  unit: UnitAccount,
  people: readonly PersonAsked[],
): Promise<(TransferHindrance | null)[]> {
  if (people.length === 0) return [];
  const known = await parties.recognisePersons(tx, people);
  const standings = await selectStandings(
    tx,
    known.flatMap((person) => (person ? [person.id] : [])),
  );
  const accounts = new Map(
    (
      await selectMovables(
        tx,
        [...standings.values()].map(({ accountId }) => accountId),
      )
    ).map((account) => [account.personId, account]),
  );
  const unlisted = await unlistedMonths(tx, [...accounts.values()]);
  return known.map((person) => {
    const account = person ? accounts.get(person.id) : undefined;
    if (!person || !account) return 'ACCOUNT_NOT_FOUND';
    if (!person.nameAgrees) return 'NAME_MISMATCH';
    if (account.state === '06') return 'ACCOUNT_FROZEN';
    if (account.state !== '02' || account.unitId === unit.unitId) return 'NOT_SEALED_THERE';
    if (account.engaged) return 'BUSINESS_IN_PROGRESS';
    const listed = unlisted.get(account.unitId);
    const due = account.sealedFrom !== null && listed !== undefined && account.sealedFrom > listed;
    return due ? 'FORMER_MONTHS_UNLISTED' : null;
  });
}

/** First month that each employer's unit at which one of these accounts is owes and has not listed; none where it owes none. */
async function unlistedMonths(
  tx: Tx,
  accounts: readonly MovableAccount[],
): Promise<ReadonlyMap<bigint, Month>> {
  const months = new Map<bigint, Month>();
  for (const { unitId, unitKind } of accounts) {
    if (unitKind !== 'employer' || months.has(unitId)) continue;
    const unit = await selectUnit(tx, unitId, { lock: false });
    const open = unit && (await selectUnlistedMonth(tx, unit));
    const due = open && (await selectMonthDue(tx, unitId, previousMonth(open)));
    if (due) months.set(unitId, due);
  }
  return months;
}
