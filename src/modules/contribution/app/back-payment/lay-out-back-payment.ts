import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { parseDay } from '../../../../kernel/calendar';
import type { Month } from '../../../../kernel/month';
import { parseRate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { Parties } from '../../../party';
import { parametersOn } from '../../../policy';
import { BackPaymentLines, type MonthStanding } from '../../domain/back-payment/back-payment-lines';
import type { BackPaymentReason } from '../../domain/back-payment/back-payment-reason';
import { type BackPaymentRow, readBackPaymentRow } from '../../domain/back-payment/back-payment-row';
import { BASES_OF_MONTHS_FROM } from '../../domain/back-payment/base-of-month';
import type { MonthTerms } from '../../domain/back-payment/month-due';
import { limitsOfMonth } from '../../domain/member/contribution-limits';
import { ListFaults } from '../../domain/remittance/list-fault';
import { insertBackPayment, selectFormerlyHere } from '../../store/back-payment-store';
import { selectMonthRecords } from '../../store/months-credited-store';
import { type Standing, selectStandings } from '../../store/roster-store';
import type { UnitAccount } from '../../store/unit-account-store';
import { byMonth, type UnitInMonth } from '../../store/unit-ratio-store';
import { EmployerAccess } from '../employer/employer-access';
import type { SentRows } from '../remittance/lay-out-list';
import { ListHasErrors } from '../remittance/list-problems';

/** Rows looked at together; other requests get their turn in between. */
const PART = 1_000;

export interface BackPaymentWanted {
  readonly employerId: string;
  readonly reason: BackPaymentReason;
  /** Number of the order, of those that a court or inspection ordered. */
  readonly orderNo: string | null;
  /** Take the good lines even if there are bad ones. */
  readonly partial: boolean;
}

/** Lines laid beside the employer's accounts. Nothing is stored yet. */
export interface LaidOutBackPayment {
  readonly unit: UnitAccount;
  readonly lines: BackPaymentLines;
  readonly faults: ListFaults;
  readonly rows: number;
  /** Whether it may be stored as asked. */
  readonly acceptable: boolean;
}

/** Reads the lines of a back payment (补缴清册) and works out what each month lacks under the rules of that month. */
@Injectable()
export class LayOutBackPayment {
  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  /** Stores what was laid out as the draft `id`. @throws ListHasErrors (422) with every fault; Problem 404. */
  async draft(
    tx: Tx,
    actor: Actor,
    id: string,
    wanted: BackPaymentWanted,
    sent: SentRows,
  ): Promise<LaidOutBackPayment> {
    const laidOut = await this.layOut(tx, actor, wanted, sent);
    const { unit, lines, faults, acceptable } = laidOut;
    if (!acceptable) throw new ListHasErrors(faults);
    const { reason, orderNo } = wanted;
    const { members: memberCount, total: totalFen } = lines;
    await insertBackPayment(
      tx,
      { id, unitId: unit.unitId, reason, orderNo, memberCount, totalFen },
      lines.lines,
    );
    return laidOut;
  }

  /** @throws Problem 404 for another's employer. */
  async layOut(
    tx: Tx,
    actor: Actor,
    { employerId, reason, partial }: BackPaymentWanted,
    { rows, faults: told }: SentRows,
  ): Promise<LaidOutBackPayment> {
    const unit = await this.access.unitOf(tx, actor, employerId, { lock: false });
    const faults = ListFaults.from(told);
    if (rows.length === 0 && faults.count === 0) faults.add('LIST_EMPTY', {});
    const { unitId, paidThrough } = unit;
    const today = parseDay(this.clock.today());
    const basesHold = today >= BASES_OF_MONTHS_FROM;
    const terms = { unitId, reason, paidThrough, basesHold, termsOf: termsOf(await byMonth(tx, unit)) };
    const lines = new BackPaymentLines(faults, terms);
    for (let from = 0; from < rows.length; from += PART) {
      const part = rows.slice(from, from + PART);
      await this.add(
        tx,
        unit,
        lines,
        part.flatMap((row) => readBackPaymentRow(row, faults, today) ?? []),
      );
      await nextTurn();
    }
    const good = rows.length - faults.badRows;
    const acceptable = good > 0 && (partial ? faults.ofTheList : faults.count) === 0;
    return { unit, lines, faults, rows: rows.length, acceptable };
  }

  private async add(
    tx: Tx,
    { unitId }: UnitAccount,
    lines: BackPaymentLines,
    rows: readonly BackPaymentRow[],
  ): Promise<void> {
    const people = await this.parties.recognisePersons(tx, rows);
    const ids = new Set(people.flatMap((person) => (person ? [person.id] : [])));
    const standings = await selectStandings(tx, [...ids]);
    const mayOwe = await accountsOwed(tx, unitId, [...standings.values()]);
    const here = people.map((person) => {
      const standing = person && standings.get(person.id);
      return standing && mayOwe.has(standing.accountId) ? standing.accountId : null;
    });
    const asked = rows.flatMap(({ month }, index) => {
      const accountId = here[index] ?? null;
      return accountId === null ? [] : [{ accountId, month }];
    });
    const yearStart = parametersOn(this.clock.today()).text('contribution.fundYearStart');
    const records = asked.length === 0 ? [] : await selectMonthRecords(tx, asked, yearStart);
    let next = 0;
    rows.forEach((row, index) => {
      const standing: MonthStanding | null = here[index] ? (records[next++] ?? null) : null;
      lines.add(row, standing, people[index]?.nameAgrees ?? false);
    });
  }
}

/** Accounts for which the unit may owe months: its own, and those that have left it. */
async function accountsOwed(tx: Tx, unitId: bigint, standings: readonly Standing[]): Promise<Set<bigint>> {
  const own = standings.filter((standing) => standing.unitId === unitId);
  const elsewhere = standings.filter((standing) => standing.unitId !== unitId);
  const left =
    elsewhere.length === 0
      ? []
      : await selectFormerlyHere(
          tx,
          unitId,
          elsewhere.map(({ accountId }) => accountId),
        );
  return new Set([...own.map(({ accountId }) => accountId), ...left]);
}

/** Each month is judged by what was in force in it: one look a month, however many lines there are. */
function termsOf(unitIn: (month: Month) => UnitInMonth): (month: Month) => MonthTerms | null {
  const known = new Map<Month, MonthTerms | null>();
  return (month) => {
    const found = known.get(month);
    if (found !== undefined) return found;
    const unit = unitIn(month);
    const limits = limitsOfMonth(month, unit.district, unit);
    const [employerRatio, employeeRatio] = [parseRate(unit.ratioEmployer), parseRate(unit.ratioEmployee)];
    const terms = limits && { employerRatio, employeeRatio, limits };
    known.set(month, terms);
    return terms;
  };
}
