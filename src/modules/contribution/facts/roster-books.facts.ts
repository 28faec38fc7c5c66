import { monthOf, parseDay } from '../../../kernel/calendar';
import { compareMonths, nextMonth, parseMonth } from '../../../kernel/month';
import { checkResidentId, normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import type { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { type CaseContext, type FactProvider, internalFact } from '../../casework';
import type { Parties } from '../../party';
import { hasParametersFor } from '../domain/member/contribution-limits';
import type { RosterMonthFact } from '../domain/facts';
import type { RosterMemberWord } from '../domain/roster/judge-roster-row';
import { type RosterInput, rosterRowsOf } from '../domain/roster/roster-request';
import { selectStandings, selectUnlistedMonth } from '../store/roster-store';
import { selectUnitOfEmployer, type UnitAccount } from '../store/unit-account-store';

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
        };
      });
      const receiptNo = unit.unitAccountNo;
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}
