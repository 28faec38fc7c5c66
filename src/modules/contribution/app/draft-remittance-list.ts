import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { monthOf, parseDay } from '../../../kernel/calendar';
import { compareMonths, type Month, nextMonth } from '../../../kernel/month';
import { parseRate } from '../../../kernel/rate';
import { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import { Parties } from '../../party';
import { NoParametersForDay, parametersOn } from '../../policy';
import { contributionLimits } from '../domain/contribution-limits';
import { DraftLines, type LineTerms } from '../domain/draft-lines';
import { ListFaults } from '../domain/list-fault';
import { type ListRow, type RawRow, readListRow } from '../domain/list-row';
import { checkRemittanceMonth } from '../domain/remittance-month';
import { selectHolders } from '../store/member-account-store';
import { insertDraft, moveList, selectBases, selectListOfMonth } from '../store/remittance-list-store';
import type { UnitAccount } from '../store/unit-account-store';
import { EmployerAccess } from './employer-access';
import { ListHasErrors, monthHasConfirmedList, noListOfMonth } from './list-problems';

/** Rows after which other requests get their turn. */
const TURN = 500;

export interface ListWanted {
  /** Id of the list to be made. */
  readonly id: string;
  readonly employerId: string;
  readonly month: Month;
}

/** Makes a remittance list, whole or not at all; a draft of the same month gives way to the new one. */
@Injectable()
export class DraftRemittanceList {
  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  /**
   * From rows as they were sent; `faults` may hold what was wrong with the file itself.
   * @throws ListHasErrors (422) with every fault; Problem 404 for another's employer, 409 when the month is confirmed.
   */
  async fromRows(
    tx: Tx,
    actor: Actor,
    wanted: ListWanted,
    raw: readonly RawRow[],
    told: ListFaults,
  ): Promise<void> {
    const unit = await this.access.unitOf(tx, actor, wanted.employerId, { lock: true });
    await this.giveWay(tx, unit, wanted.month);
    const faults = ListFaults.from(told);
    const terms = this.termsOf(unit, wanted.month, faults);
    if (raw.length === 0 && faults.count === 0) faults.add('LIST_EMPTY', {});
    const rows = await this.read(raw, faults);
    const lines =
      terms && (await this.layOut(tx, unit, rows, new DraftLines(faults, terms), rows.length < raw.length));
    await this.store(tx, unit, wanted, lines, faults);
  }

  /**
   * With the bases of another month's list, under this month's limits and ratios.
   * @throws ListHasErrors (422) when members came or went since; Problem 404, 409 (no list of `asMonth`, confirmed).
   */
  async sameAs(tx: Tx, actor: Actor, wanted: ListWanted, asMonth: Month): Promise<void> {
    const unit = await this.access.unitOf(tx, actor, wanted.employerId, { lock: true });
    const model = await selectListOfMonth(tx, unit.unitId, asMonth);
    if (!model) throw noListOfMonth(asMonth);
    await this.giveWay(tx, unit, wanted.month);
    const faults = new ListFaults('same-as');
    const terms = this.termsOf(unit, wanted.month, faults);
    const lines = terms && new DraftLines(faults, terms);
    const bases = await selectBases(tx, model.id);
    const holders = await selectHolders(tx, unit.unitId);
    for (const [index, holder] of holders.entries()) {
      const base = bases.get(holder.accountId);
      if (base !== undefined) lines?.take(holder, base, index);
      bases.delete(holder.accountId);
      if (index % TURN === 0) await nextTurn();
    }
    lines?.tellMissing(holders);
    for (let left = bases.size; left > 0; left -= 1) faults.add('MEMBER_LEFT', {});
    await this.store(tx, unit, wanted, lines, faults);
  }

  /** A draft is replaced; a confirmed list is not. */
  private async giveWay(tx: Tx, { unitId }: UnitAccount, month: Month): Promise<void> {
    const former = await selectListOfMonth(tx, unitId, month);
    if (former === null || former.state === 'POSTED') return;
    if (former.state !== 'DRAFT') throw monthHasConfirmedList(former.id);
    await moveList(tx, former.id, 'CANCELLED');
  }

  /** Checks the month; null, with a fault told, when lines cannot be worked out for it. */
  private termsOf(unit: UnitAccount, month: Month, faults: ListFaults): LineTerms | null {
    const place = { field: 'month', value: month } as const;
    const due = nextMonth(unit.paidThrough);
    const check = checkRemittanceMonth(unit.paidThrough, month);
    if (!check.accepted)
      faults.add(check.reason, place, check.reason === 'MONTH_GAP' ? due : unit.paidThrough);
    const latest = nextMonth(monthOf(this.clock.today()));
    if (compareMonths(month, latest) > 0) faults.add('MONTH_INVALID', place, latest);
    const limits = limitsIn(month, unit.district);
    if (limits === null) {
      faults.add('NO_PARAMETERS_FOR_DAY', place);
      return null;
    }
    const employerRatio = parseRate(unit.ratioEmployer);
    const employeeRatio = parseRate(unit.ratioEmployee);
    const fits = [employerRatio, employeeRatio].every(
      (ratio) => ratio >= limits.ratioMin && ratio <= limits.ratioMax,
    );
    if (fits) return { employerRatio, employeeRatio, limits };
    faults.add('RATIO_OUT_OF_RANGE', place);
    return null;
  }

  private async read(raw: readonly RawRow[], faults: ListFaults): Promise<ListRow[]> {
    const today = parseDay(this.clock.today());
    const rows: ListRow[] = [];
    for (const [index, each] of raw.entries()) {
      const row = readListRow(each, faults, today);
      if (row) rows.push(row);
      if (index % TURN === 0) await nextTurn();
    }
    return rows;
  }

  /** Lays the rows beside the accounts. People never seen are stored on the way, and undone with the refused list. */
  private async layOut(
    tx: Tx,
    { unitId }: UnitAccount,
    rows: readonly ListRow[],
    lines: DraftLines,
    someUnread: boolean,
  ): Promise<DraftLines> {
    const holders = await selectHolders(tx, unitId);
    const holderOf = new Map(holders.map((holder) => [holder.personId, holder]));
    const people = await this.parties.ensurePersons(tx, rows);
    let strangers = someUnread;
    for (const [index, row] of rows.entries()) {
      const person = people[index];
      const holder = (person && holderOf.get(person.id)) ?? null;
      if (!lines.add(row, holder, person?.nameAgrees ?? false)) strangers = true;
      if (index % TURN === 0) await nextTurn();
    }
    // While some row is nobody's, its person cannot be told from one who is missing.
    if (!strangers) lines.tellMissing(holders);
    return lines;
  }

  private async store(
    tx: Tx,
    { unitId }: UnitAccount,
    { id, month }: ListWanted,
    lines: DraftLines | null,
    faults: ListFaults,
  ): Promise<void> {
    if (lines?.lines.length === 0 && faults.count === 0) faults.add('LIST_EMPTY', {});
    if (faults.count > 0 || lines === null) throw new ListHasErrors(faults);
    await insertDraft(tx, { id, unitId, month, totalFen: lines.total }, lines.lines);
  }
}

function limitsIn(month: Month, district: string): LineTerms['limits'] | null {
  try {
    return contributionLimits(parametersOn(`${month}-01`), district);
  } catch (error) {
    if (error instanceof NoParametersForDay) return null;
    throw error;
  }
}
