import { Injectable } from '@nestjs/common';
import { parseDay } from '../../../../kernel/calendar';
import type { Fact, Json } from '../../../../kernel/fact';
import { checkResidentId, normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { yuan } from '../../../../kernel/money';
import { type Month, parseMonth } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import type { CaseContext } from '../../../casework';
import { Parties } from '../../../party';
import { parametersOn } from '../../../policy';
import { BASES_HOLD_FROM } from '../../domain/base/bases-hold';
import type { RosterMonthFact } from '../../domain/facts';
import { judgeBaseRows } from '../../domain/roster/judge-base-rows';
import {
  isSameEmployment,
  judgeRosterRows,
  type RosterVerdict,
  type RosterWords,
  toldRow,
} from '../../domain/roster/judge-roster-row';
import { joins, type RosterRow } from '../../domain/roster/roster-change';
import { namesMonth, type RosterInput, rosterRowsOf } from '../../domain/roster/roster-request';
import { rosterWordsInFull } from '../../domain/roster/roster-words';
import { setBaseSource } from '../../store/base-change-store';
import { insertEnrolments, type NewEnrolment } from '../../store/enrolment-store';
import { type CarriedChange, carryChanges, selectStandings, type Standing } from '../../store/roster-store';
import { activateUnit } from '../../store/unit-state-store';
import { selectUnitOfEmployer, type UnitAccount } from '../../store/unit-account-store';
import { AccountMoves } from '../move/account-moves';
import { overtakeDraft } from './overtake-draft';
import {
  enrol,
  type Enrolled,
  enrolmentOf,
  enrolmentTold,
  termsIn,
  termsOfMonths,
} from '../enrolment/enrol-members';
import { amountsOf, type MonthTerms, newMember, OpenMemberAccounts } from '../member/open-member-accounts';

type Told = { readonly [key: string]: Json };

/** What was done: the receipt of the case and how many rows were carried out. */
export interface RosterOutcome {
  readonly receipt: Told;
  readonly counts: { readonly done: number; readonly left: number };
}

interface Made {
  readonly change: CarriedChange;
  readonly accountNo: string;
  /** Unit that a transferred account comes from; null of any other change. */
  readonly fromUnit: bigint | null;
  /** How somebody who joins or comes back is enrolled; null of any other change. */
  readonly how: Enrolled | null;
}

/** Carries the changes of an approved application out: accounts, history, and the draft they have overtaken. */
@Injectable()
export class CarryRosterChanges {
  constructor(
    private readonly parties: Parties,
    private readonly opening: OpenMemberAccounts,
    private readonly moves: AccountMoves,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes the unit: whoever drafts, confirms or changes its list waits. With transfers, the former units as well, in the
   * order of their ids, then the accounts that are to come.
   */
  async lock(tx: Tx, { input, today }: CaseContext<object>): Promise<void> {
    const { employerId } = input as RosterInput;
    const people = rosterRowsOf(input).flatMap(({ kind, idNo }) => {
      const id = normaliseResidentId(idNo);
      return kind === 'transfer' && checkResidentId(id, parseDay(today)).valid ? [this.parties.idOf(id)] : [];
    });
    if (people.length === 0) {
      await selectUnitOfEmployer(tx, employerId, { lock: true });
      return;
    }
    const unit = await selectUnitOfEmployer(tx, employerId, { lock: false });
    const coming = [...(await selectStandings(tx, people)).values()];
    await this.moves.lockMany(tx, coming, unit ? [unit.unitId] : []);
  }

  async carry(
    tx: Tx,
    context: CaseContext<object> & { caseId: string },
    facts: ReadonlyMap<string, Fact>,
  ): Promise<RosterOutcome> {
    const { input, today, lawDay, caseId } = context;
    const unit = await selectUnitOfEmployer(tx, (input as RosterInput).employerId, { lock: true });
    const monthFact = facts.get('roster.month');
    if (!unit || monthFact?.state !== 'known') throw new Error('approved changes have a unit and a month');
    const month = parseMonth((monthFact.value as RosterMonthFact).month);
    const rows = rosterRowsOf(input);
    const known = (name: string): Json | null => {
      const fact = facts.get(name);
      return fact?.state === 'known' ? fact.value : null;
    };
    const bases = judgeBaseRows(known, { parameters: parametersOn(lawDay), input, lawDay, today });
    const words = { ...rosterWordsInFull(known), bases };
    const wanted = { month, named: namesMonth(input) };
    const verdicts = judgeRosterRows(rows, words, { today: parseDay(today), ...wanted });
    const monthOfRow = await this.monthsOfTransfers(tx, rows, month);
    const agreed = rows.map((row, index): Agreed | null =>
      verdicts[index] === null ? { row, how: howEnrolled(row, words, index, monthOfRow(row)) } : null,
    );
    const made = await this.make(tx, unit, agreed, month);
    const changes = made.flatMap((each) => (each ? [each.change] : []));
    const of = { unitId: unit.unitId, from: month, caseId, on: this.clock.today(), at: this.clock.now() };
    await this.moves.joinMany(tx, of, made.flatMap(comingFrom));
    if (changes.some(({ kind }) => kind === 'new')) await activateUnit(tx, unit, of);
    await carryChanges(tx, of, changes);
    await insertEnrolments(tx, of, made.flatMap(enrolmentsOf));
    const source = lawDay < BASES_HOLD_FROM ? 'declared' : 'correction';
    await setBaseSource(tx, basesOf(changes, 'base'), source);
    const counts = { done: changes.length, left: rows.length - changes.length };
    const draftCancelled = await overtakeDraft(tx, unit.unitId, month);
    const told = rows.map((row, index) =>
      rowTold(row, made[index] ?? null, verdicts[index] ?? 'unknown', index),
    );
    return { receipt: { month, ...counts, draftCancelled, rows: told }, counts };
  }

  private readonly personOf = ({ idNo }: RosterRow): string => this.parties.idOf(normaliseResidentId(idNo));

  /** Who comes from another unit begins after the last month that it has credited, everybody else in the month asked for. */
  private async monthsOfTransfers(
    tx: Tx,
    rows: readonly RosterRow[],
    month: Month,
  ): Promise<(row: RosterRow) => Month> {
    const coming = rows.filter(
      ({ kind, idNo }) =>
        kind === 'transfer' && checkResidentId(normaliseResidentId(idNo), parseDay(this.clock.today())).valid,
    );
    if (coming.length === 0) return () => month;
    const standings = await selectStandings(tx, coming.map(this.personOf));
    const accounts = [...standings.values()].map(({ accountId }) => accountId);
    const firstFree = await this.moves.firstFreeOfMany(tx, accounts, month);
    return (row) => {
      const standing = row.kind === 'transfer' ? standings.get(this.personOf(row)) : undefined;
      return standing ? firstFree(standing.accountId) : month;
    };
  }

  /** What is written for each row; null for a row that is not carried out. New members get their accounts here. */
  private async make(
    tx: Tx,
    unit: UnitAccount,
    agreed: readonly (Agreed | null)[],
    month: Month,
  ): Promise<(Made | null)[]> {
    const fromOf = ({ how }: Agreed): Month => how?.from ?? month;
    const months = agreed.flatMap((each) => (each ? [fromOf(each)] : []));
    const terms = await termsOfMonths(tx, unit, months);
    const joining = agreed.flatMap((each) =>
      each?.row.kind === 'new'
        ? [{ ...each.row, base: each.row.base ?? '', terms: termsIn(terms, fromOf(each)) }]
        : [],
    );
    const openedOn = this.clock.today();
    const opened = await this.opening.open(tx, { unitId: unit.unitId, openedOn }, joining);
    const staying = agreed.flatMap((each) =>
      each && each.row.kind !== 'new' ? [this.personOf(each.row)] : [],
    );
    const standings = await selectStandings(tx, staying);
    let next = 0;
    return agreed.map((each) => {
      if (each === null) return null;
      const { row, how } = each;
      const from = fromOf(each);
      if (row.kind !== 'new')
        return changeOf(each, standings.get(this.personOf(row)), from, termsIn(terms, from));
      const account = opened[next++];
      if (!account) throw new Error('each new member has an account');
      const { accountNo } = account;
      return { change: newMember(account, from), accountNo, fromUnit: null, how };
    });
  }
}

/** A row that is carried out. */
interface Agreed {
  readonly row: RosterRow;
  readonly how: Enrolled | null;
}

/** Who joins or comes back is enrolled by how the employment began; a leave that ended changes nothing of it. */
function howEnrolled({ kind }: RosterRow, words: RosterWords, index: number, month: Month): Enrolled | null {
  if (!joins(kind)) return null;
  const start = words.starts?.[index];
  const member = words.members?.[index];
  if (!start || !member) throw new Error('who joins or comes back is employed here since some day');
  const goesOn = kind === 'unseal' && isSameEmployment(start, member);
  return goesOn ? { from: month, manner: 'same-employment', start } : enrol(start, month);
}

function enrolmentsOf(made: Made | null): NewEnrolment[] {
  if (!made?.how) return [];
  return [enrolmentOf(made.change.accountId, made.how, made.change.amounts !== null)];
}

function comingFrom(made: Made | null): { accountId: bigint; fromUnit: bigint }[] {
  const fromUnit = made?.fromUnit ?? null;
  return made === null || fromUnit === null ? [] : [{ accountId: made.change.accountId, fromUnit }];
}

/** Accounts to which changes of a kind gave a base. */
function basesOf(changes: readonly CarriedChange[], kind: CarriedChange['kind']): bigint[] {
  return changes.flatMap((change) =>
    change.kind === kind && change.amounts !== null ? [change.accountId] : [],
  );
}

function changeOf(
  { row: { kind, base, reason }, how }: Agreed,
  standing: Standing | undefined,
  from: Month,
  terms: MonthTerms,
): Made {
  if (!standing) throw new Error('a member whose account changes has one');
  const { accountId, accountNo, unitId } = standing;
  const amounts = base === undefined ? null : amountsOf(base, terms);
  // The history of a unit's roster does not tell where a member came from: the moves of the account do.
  const told = kind === 'transfer' ? 'new' : kind;
  const fromUnit = kind === 'transfer' ? unitId : null;
  return {
    change: { kind: told, accountId, reason: reason ?? null, amounts, from },
    accountNo,
    fromUnit,
    how,
  };
}

function rowTold(row: RosterRow, made: Made | null, verdict: RosterVerdict, index: number): Told {
  if (made === null) return { ...toldRow(row, verdict ?? 'unknown', index + 1) };
  const { amounts } = made.change;
  const monthly = amounts && {
    base: yuan(amounts.base),
    employer: yuan(amounts.employer),
    employee: yuan(amounts.employee),
  };
  const how = made.how && enrolmentTold(made.how);
  return { row: index + 1, result: 'done', kind: row.kind, accountNo: made.accountNo, ...monthly, ...how };
}
