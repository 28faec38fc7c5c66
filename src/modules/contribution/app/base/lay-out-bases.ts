import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { parseDay } from '../../../../kernel/calendar';
import { parseMonth } from '../../../../kernel/month';
import { parseRate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { eachInTurns, mapInTurns } from '../../../../platform/turns';
import { Parties } from '../../../party';
import { NoParametersForDay, parametersOn } from '../../../policy';
import { fundYearOf, holdsFrom } from '../../domain/base/fund-year';
import { contributionLimits } from '../../domain/member/contribution-limits';
import { DraftLines, type LineTerms } from '../../domain/remittance/draft-lines';
import { ratioOperands } from '../../domain/remittance/ratio-fault';
import { ListFaults } from '../../domain/remittance/list-fault';
import { type BaseChange, insertBaseChange, type NewBaseLine } from '../../store/base-change-store';
import {
  type RestingMember,
  selectHolders,
  selectRebased,
  selectResting,
  selectUnlistedMonth,
} from '../../store/roster-store';
import type { UnitAccount } from '../../store/unit-account-store';
import { inMonth, type UnitInMonth } from '../../store/unit-ratio-store';
import { EmployerAccess } from '../employer/employer-access';
import type { SentRows } from '../remittance/lay-out-list';
import { ListHasErrors } from '../remittance/list-problems';
import { readRows } from '../remittance/read-rows';

/** Rows whose people are asked for together. */
const PART = 250;
const FOR_EVER = parseMonth('9999-12');

export interface BasesWanted {
  readonly employerId: string;
  /** Year the fund year starts in; that of today unless given. */
  readonly fundYear: number | null;
  /** Whether members who are not listed keep their bases within the new limits; all must be listed otherwise. */
  readonly carryRest: boolean;
}

/** Declared wages laid beside the employer's members; nothing is stored yet. */
export interface LaidOutBases {
  readonly unit: UnitAccount;
  readonly change: Pick<BaseChange, 'unitId' | 'fundYear' | 'from'>;
  readonly lines: readonly NewBaseLine[];
  readonly faults: ListFaults;
  readonly rows: number;
}

/** Works out the bases and amounts that a list of declared wages comes to, and keeps them as a draft to be confirmed. */
@Injectable()
export class LayOutBases {
  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  /**
   * Whole or not at all.
   * @throws ListHasErrors (422) with every fault; Problem 404 for another's employer.
   */
  async draft(tx: Tx, actor: Actor, id: string, wanted: BasesWanted, sent: SentRows): Promise<void> {
    const { change, lines, faults } = await this.layOut(tx, actor, wanted, sent, { lock: true });
    if (faults.count > 0) throw new ListHasErrors(faults);
    await insertBaseChange(tx, { id, ...change, at: this.clock.now() }, lines);
  }

  /** @throws Problem 404 for another's employer; NoParametersForDay when no parameters are in force today. */
  async layOut(
    tx: Tx,
    actor: Actor,
    wanted: BasesWanted,
    { rows: raw, faults: told }: SentRows,
    options: { lock: boolean },
  ): Promise<LaidOutBases> {
    const unit = await this.access.unitOf(tx, actor, wanted.employerId, options);
    const faults = ListFaults.from(told);
    const today = this.clock.today();
    const fundYear = wanted.fundYear ?? fundYearOf(today, parametersOn(today));
    const from = holdsFrom(fundYear, await selectUnlistedMonth(tx, unit));
    const change = { unitId: unit.unitId, fundYear, from };
    if (raw.length === 0 && faults.count === 0) faults.add('LIST_EMPTY', {});
    const terms = termsOf(await inMonth(tx, unit, from), fundYear, faults);
    if (terms === null) return { unit, change, lines: [], faults, rows: raw.length };
    const lines = new DraftLines(faults, terms);
    const holders = await selectHolders(tx, unit.unitId, from);
    const allKnown = await this.add(
      tx,
      raw,
      lines,
      { holders, resting: await selectResting(tx, unit.unitId, from) },
      faults,
    );
    const declared = lines.lines.length;
    if (wanted.carryRest) await eachInTurns(holders, (holder) => lines.takeRest([holder]));
    else if (told.ofTheList === 0 && allKnown)
      await eachInTurns(holders, (holder) => lines.tellMissing([holder]));
    const later = await selectRebased(tx, unit.unitId, { after: from, until: FOR_EVER });
    const numbered = lines.lines.map(({ row, ...line }, index) => ({
      ...line,
      row: index < declared ? row : null,
    }));
    for (const { accountId, row } of numbered)
      if (row !== null && later.has(accountId)) faults.add('BASE_CHANGED_LATER', { row, column: 'base' });
    const kept = numbered.filter(({ accountId, row }) => row !== null || !later.has(accountId));
    return { unit, change, lines: kept, faults, rows: raw.length };
  }

  private async add(
    tx: Tx,
    raw: SentRows['rows'],
    lines: DraftLines,
    of: { holders: Awaited<ReturnType<typeof selectHolders>>; resting: readonly RestingMember[] },
    faults: ListFaults,
  ): Promise<boolean> {
    const today = parseDay(this.clock.today());
    const holderOf = await mapInTurns(of.holders, ({ personId }) => personId);
    const restingOf = await mapInTurns(of.resting, ({ personId }) => personId);
    let allKnown = true;
    for (let start = 0; start < raw.length; start += PART) {
      const part = raw.slice(start, start + PART);
      const rows = await readRows(part, faults, today);
      if (rows.length < part.length) allKnown = false;
      const people = await this.parties.recognisePersons(tx, rows);
      await eachInTurns(rows, (row, index) => {
        if (row.base === null && faults.reasonsOf(row.row).length === 0)
          faults.add('WAGE_MISSING', { row: row.row, column: 'base' });
        const person = people[index] ?? null;
        const rests = person && restingOf.get(person.id);
        const holder = (person && holderOf.get(person.id)) ?? null;
        if (rests) lines.rest(row, rests);
        else if (!lines.add(row, holder, person?.nameAgrees ?? false)) allKnown = false;
      });
    }
    return allKnown;
  }
}

/** Ratios of the unit and limits of the fund year; null, with a fault told, where there are none. */
function termsOf(unit: UnitInMonth, fundYear: number, faults: ListFaults): LineTerms | null {
  const limits = limitsIn(fundYear, unit);
  if (limits === null) {
    faults.add('NO_PARAMETERS_FOR_DAY', { field: 'fundYear', value: String(fundYear) });
    return null;
  }
  const employerRatio = parseRate(unit.ratioEmployer);
  const employeeRatio = parseRate(unit.ratioEmployee);
  const terms = { employerRatio, employeeRatio, limits };
  if ([employerRatio, employeeRatio].every((ratio) => ratio >= limits.ratioMin && ratio <= limits.ratioMax))
    return terms;
  faults.add('RATIO_OUT_OF_RANGE', { field: 'fundYear', value: String(fundYear) }, ...ratioOperands(terms));
  return null;
}

function limitsIn(fundYear: number, { district, hardship }: UnitInMonth): LineTerms['limits'] | null {
  try {
    return contributionLimits(parametersOn(`${fundYear}-07-01`), district, { hardship });
  } catch (error) {
    if (error instanceof NoParametersForDay) return null;
    throw error;
  }
}
