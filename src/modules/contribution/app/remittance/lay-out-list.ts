import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { parseDay } from '../../../../kernel/calendar';
import type { Fen } from '../../../../kernel/money';
import type { Month } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { eachInTurns, mapInTurns } from '../../../../platform/turns';
import { Parties } from '../../../party';
import { DraftLines, type Holder } from '../../domain/remittance/draft-lines';
import { ListFaults } from '../../domain/remittance/list-fault';
import type { RawRow } from '../../domain/remittance/list-row';
import {
  type RemittanceList,
  selectBases,
  selectList,
  selectListOfMonth,
} from '../../store/remittance-list-store';
import { type RestingMember, selectHolders, selectResting } from '../../store/roster-store';
import type { UnitAccount } from '../../store/unit-account-store';
import { inMonth } from '../../store/unit-ratio-store';
import { EmployerAccess } from '../employer/employer-access';
import { basesHold } from './bases-hold';
import { listNotDraft, listOfAnotherMonth, monthHasConfirmedList } from './list-problems';
import { listTerms } from './list-terms';
import { monthDueOf } from './month-due-of';
import { readRows } from './read-rows';

/** Rows whose people are asked for together. */
const PART = 250;

/** A list as it was sent; `faults` may hold what was wrong with the file itself. */
export interface SentRows {
  readonly rows: readonly RawRow[];
  readonly faults: ListFaults;
}

export interface HowToTake {
  readonly employerId: string;
  readonly month: Month;
  /** Take the good rows even if there are bad ones. */
  readonly partial: boolean;
  /** Id of a draft whose lines the list keeps; null: the list stands by itself. */
  readonly addTo: string | null;
}

export interface ListOutline {
  readonly memberCount: number;
  readonly total: Fen;
  /** Active accounts that are not on it. */
  readonly membersMissing: number;
  /** Lines whose base was raised to the lower limit of the month, and cut to the upper one. */
  readonly toLower: number;
  readonly toUpper: number;
}

/** A list laid beside the employer's accounts. Nothing is stored yet. */
export interface LaidOutList {
  readonly unit: UnitAccount;
  /** Lines of the good rows and of the draft added to; null when the month has no terms. */
  readonly lines: DraftLines | null;
  readonly faults: ListFaults;
  /** The draft that gives way. */
  readonly former: RemittanceList | null;
  readonly rows: number;
  /** What the list would be; null when the file could not be read whole or the month has no terms. */
  readonly outline: ListOutline | null;
  /** Whether it may be stored as asked. */
  readonly acceptable: boolean;
}

/** Reads rows and lays them beside the employer's accounts; what the list would be, and everything wrong with it. */
@Injectable()
export class LayOutList {
  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 for another's employer or draft, 409 when the month is confirmed or the draft is none. */
  async layOut(
    tx: Tx,
    actor: Actor,
    how: HowToTake,
    { rows: raw, faults: told }: SentRows,
    options: { lock: boolean },
  ): Promise<LaidOutList> {
    const unit = await this.access.unitOf(tx, actor, how.employerId, options);
    const former = await this.formerDraft(tx, unit, how);
    const faults = ListFaults.from(told);
    const readable = told.ofTheList === 0;
    const on = { unit: await inMonth(tx, unit, how.month), due: await monthDueOf(tx, unit) };
    const terms = listTerms(on, how.month, this.clock.today(), faults);
    if (raw.length === 0 && faults.count === 0) faults.add('LIST_EMPTY', {});
    const lines = terms && new DraftLines(faults, terms, await basesHold(tx, unit, this.clock.today()));
    const holders = await selectHolders(tx, unit.unitId, how.month);
    const resting = await selectResting(tx, unit.unitId, how.month);
    if (lines && how.addTo !== null) await keepLines(tx, lines, holders, how.addTo);
    const allKnown = await this.add(tx, raw, lines, { holders, resting }, faults);
    // While some row is nobody's, its person cannot be told from one who is missing.
    const whole = readable && !how.partial && how.addTo === null;
    if (lines && whole && allKnown) await eachInTurns(holders, (holder) => lines.tellMissing([holder]));
    const good = raw.length - faults.badRows;
    return {
      unit,
      lines,
      faults,
      former,
      rows: raw.length,
      outline: lines && readable ? outlineOf(lines, holders) : null,
      acceptable: lines !== null && good > 0 && (how.partial ? faults.ofTheList : faults.count) === 0,
    };
  }

  /** The draft that gives way to the list; null when there is none, or when the month is remitted (a fault of its own). */
  private async formerDraft(
    tx: Tx,
    { unitId }: UnitAccount,
    { month, addTo }: HowToTake,
  ): Promise<RemittanceList | null> {
    const living = await selectListOfMonth(tx, unitId, month);
    if (addTo !== null) {
      const draft = await selectList(tx, addTo, { lock: false });
      if (draft?.unitId !== unitId) throw notFound();
      if (draft.month !== month) throw listOfAnotherMonth(draft.month);
      if (draft.state !== 'DRAFT') throw listNotDraft(living?.id ?? null);
      return draft;
    }
    if (living === null || living.state === 'POSTED') return null;
    if (living.state !== 'DRAFT') throw monthHasConfirmedList(living.id);
    return living;
  }

  /**
   * Part by part, so that a long list costs little more memory than its rows. Returns whether every row was somebody's
   * of this employer. Nobody is stored for being on a list.
   */
  private async add(
    tx: Tx,
    raw: readonly RawRow[],
    lines: DraftLines | null,
    { holders, resting }: { holders: readonly Holder[]; resting: readonly RestingMember[] },
    faults: ListFaults,
  ): Promise<boolean> {
    const today = parseDay(this.clock.today());
    const restingOf = await mapInTurns(resting, ({ personId }) => personId);
    const holderOf = await mapInTurns(holders, ({ personId }) => personId);
    let allKnown = true;
    for (let from = 0; from < raw.length; from += PART) {
      const part = raw.slice(from, from + PART);
      const rows = await readRows(part, faults, today);
      if (rows.length < part.length) allKnown = false;
      if (lines === null) continue;
      const people = await this.parties.recognisePersons(tx, rows);
      await eachInTurns(rows, (row, index) => {
        const person = people[index] ?? null;
        const holder = (person && holderOf.get(person.id)) ?? null;
        const rests = person && restingOf.get(person.id);
        if (rests) lines.rest(row, rests);
        else if (!lines.add(row, holder, person?.nameAgrees ?? false)) allKnown = false;
      });
    }
    return allKnown;
  }
}

function outlineOf({ lines, total, toLower, toUpper }: DraftLines, holders: readonly Holder[]): ListOutline {
  return {
    memberCount: lines.length,
    total,
    membersMissing: holders.length - lines.length,
    toLower,
    toUpper,
  };
}

/** Lines of a draft whose members are still there, under the terms of now. */
async function keepLines(
  tx: Tx,
  lines: DraftLines,
  holders: readonly Holder[],
  draftId: string,
): Promise<void> {
  const bases = await selectBases(tx, draftId);
  await eachInTurns(holders, (holder) => {
    const base = bases.get(holder.accountId);
    if (base !== undefined) lines.take(holder, base);
  });
}
