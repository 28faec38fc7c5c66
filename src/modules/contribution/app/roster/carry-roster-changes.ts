import { Injectable } from '@nestjs/common';
import { type Day, parseDay } from '../../../../kernel/calendar';
import type { Fact, Json } from '../../../../kernel/fact';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { yuan } from '../../../../kernel/money';
import { type Month, parseMonth } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import type { CaseContext } from '../../../casework';
import { Parties } from '../../../party';
import { parametersOn } from '../../../policy';
import { contributionLimits } from '../../domain/member/contribution-limits';
import type { RosterMonthFact } from '../../domain/facts';
import { judgeRosterRows, type RosterVerdict, toldRow } from '../../domain/roster/judge-roster-row';
import type { RosterRow } from '../../domain/roster/roster-change';
import { type RosterInput, rosterRowsOf } from '../../domain/roster/roster-request';
import { rosterWords } from '../../domain/roster/roster-words';
import { type CarriedChange, carryChanges, selectStandings, type Standing } from '../../store/roster-store';
import { inMonth } from '../../store/unit-ratio-store';
import { activateUnit } from '../../store/unit-state-store';
import { selectUnitOfEmployer, type UnitAccount } from '../../store/unit-account-store';
import { overtakeDraft } from './overtake-draft';
import { amountsOf, newMember, OpenMemberAccounts } from '../member/open-member-accounts';

type Told = { readonly [key: string]: Json };

/** What was done: the receipt of the case and how many rows were carried out. */
export interface RosterOutcome {
  readonly receipt: Told;
  readonly counts: { readonly done: number; readonly left: number };
}

interface Made {
  readonly change: CarriedChange;
  readonly accountNo: string;
}

/** Carries the changes of an approved application out: accounts, history, and the draft they have overtaken. */
@Injectable()
export class CarryRosterChanges {
  constructor(
    private readonly parties: Parties,
    private readonly opening: OpenMemberAccounts,
    private readonly clock: Clock,
  ) {}

  /** Takes the unit: whoever drafts, confirms or changes its list waits. */
  async lock(tx: Tx, { input }: CaseContext<object>): Promise<void> {
    await selectUnitOfEmployer(tx, (input as RosterInput).employerId, { lock: true });
  }

  async carry(
    tx: Tx,
    context: CaseContext<object> & { caseId: string },
    facts: ReadonlyMap<string, Fact>,
  ): Promise<RosterOutcome> {
    const { input, today, caseId } = context;
    const unit = await selectUnitOfEmployer(tx, (input as RosterInput).employerId, { lock: true });
    const monthFact = facts.get('roster.month');
    if (!unit || monthFact?.state !== 'known') throw new Error('approved changes have a unit and a month');
    const month = parseMonth((monthFact.value as RosterMonthFact).month);
    const rows = rosterRowsOf(input);
    const known = (name: string): Json | null => {
      const fact = facts.get(name);
      return fact?.state === 'known' ? fact.value : null;
    };
    const verdicts = judgeRosterRows(rows, rosterWords(known), { today: parseDay(today), month });
    const on = this.clock.today();
    const made = await this.make(tx, unit, rows, verdicts, { month, on });
    const changes = made.flatMap((each) => (each ? [each.change] : []));
    const of = { unitId: unit.unitId, from: month, caseId, on, at: this.clock.now() };
    if (changes.some(({ kind }) => kind === 'new')) await activateUnit(tx, unit, of);
    await carryChanges(tx, of, changes);
    const counts = { done: changes.length, left: rows.length - changes.length };
    const draftCancelled = await overtakeDraft(tx, unit.unitId, month);
    const told = rows.map((row, index) =>
      rowTold(row, made[index] ?? null, verdicts[index] ?? 'unknown', index),
    );
    return { receipt: { month, ...counts, draftCancelled, rows: told }, counts };
  }

  /** What is written for each row; null for a row that is not carried out. New members get their accounts here. */
  private async make(
    tx: Tx,
    unit: UnitAccount,
    rows: readonly RosterRow[],
    verdicts: readonly RosterVerdict[],
    { month, on }: { month: Month; on: Day },
  ): Promise<(Made | null)[]> {
    const inThatMonth = await inMonth(tx, unit, month);
    const limits = contributionLimits(parametersOn(`${month}-01`), unit.district, inThatMonth);
    const terms = { unit: inThatMonth, limits, openedOn: on };
    const agreed = rows.map((row, index) => (verdicts[index] === null ? row : null));
    const joining = agreed.flatMap((row) =>
      row?.kind === 'new' ? [{ name: row.name, idNo: row.idNo, base: row.base ?? '' }] : [],
    );
    const opened = await this.opening.open(tx, terms, joining);
    const idOf = (row: RosterRow): string => this.parties.idOf(normaliseResidentId(row.idNo));
    const staying = agreed.flatMap((row) => (row === null || row.kind === 'new' ? [] : [idOf(row)]));
    const standings = await selectStandings(tx, staying);
    let next = 0;
    return agreed.map((row) => {
      if (row === null) return null;
      if (row.kind !== 'new') return changeOf(row, standings.get(idOf(row)), terms);
      const account = opened[next++];
      if (!account) throw new Error('each new member has an account');
      return { change: newMember(account), accountNo: account.accountNo };
    });
  }
}

function changeOf(
  { kind, base, reason }: RosterRow,
  standing: Standing | undefined,
  terms: Parameters<typeof amountsOf>[1],
): Made {
  if (!standing) throw new Error('a member whose account changes has one');
  const { accountId, accountNo } = standing;
  const amounts = base === undefined ? null : amountsOf(base, terms);
  return { change: { kind, accountId, reason: reason ?? null, amounts }, accountNo };
}

function rowTold(row: RosterRow, made: Made | null, verdict: RosterVerdict, index: number): Told {
  if (made === null) return toldRow(row, verdict ?? 'unknown', index + 1);
  const { amounts } = made.change;
  const monthly = amounts && {
    base: yuan(amounts.base),
    employer: yuan(amounts.employer),
    employee: yuan(amounts.employee),
  };
  return { row: index + 1, result: 'done', kind: row.kind, accountNo: made.accountNo, ...monthly };
}
