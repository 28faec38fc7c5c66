import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import { type Fen, fen, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { together } from '../../../../platform/database/together';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { parametersOn } from '../../../policy';
import { ARREARS_STAGES } from '../../domain/arrears/arrears-stage';
import { ARREARS_BANDS, arrearsBandOf } from '../../domain/arrears/arrears-band';
import {
  type ArrearsRow,
  selectArrears,
  selectArrearsByMonths,
  selectArrearsOf,
} from '../../store/arrears-store';
import { type ArrearsReminder, selectOpenStages, selectReminders } from '../../store/arrears-reminder-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';

const MOST = 500;

/** What an employer owes; amounts in yuan. */
export interface ArrearsView {
  readonly employerId: string;
  readonly unitAccountNo: string;
  /** Months whose payday + 5 days is past and that are not paid; 0: none. */
  readonly months: number;
  readonly firstMonth: string | null;
  readonly lastMonth: string | null;
  /** Last day on which the first of them could have been paid in time. */
  readonly deadline: string | null;
  /** The last list for each of the months; null when nothing is known of what a month is worth. */
  readonly estimate: string | null;
  /** What the employer was reminded of, the latest first. */
  readonly reminders: readonly ReminderView[];
  readonly asOf: string;
}

/** One reminder (催缴). */
export interface ReminderView {
  readonly stage: number;
  readonly text: BilingualText;
  /** As it stood then. */
  readonly months: number;
  readonly deadline: string;
  readonly estimate: string | null;
  readonly sentOn: string;
  /** Day on which nothing was owed any more; null while it stands. */
  readonly endedOn: string | null;
}

/** Employers that owe so many months. */
export interface ArrearsBandView {
  readonly fromMonths: number;
  /** null: without end. */
  readonly toMonths: number | null;
  readonly text: BilingualText;
  readonly employers: number;
  /** By their last lists; those that never sent one are not in it. */
  readonly estimate: string;
}

/** One employer that is behind. */
export interface ArrearsLineView {
  readonly employerId: string;
  readonly unitAccountNo: string;
  readonly months: number;
  readonly firstMonth: string;
  readonly lastMonth: string;
  readonly deadline: string;
  readonly estimate: string | null;
  /** The last stage it was reminded of; null: not yet. */
  readonly stage: number | null;
}

/** Ageing report of arrears (欠缴账龄). */
export interface ArrearsReport {
  readonly bands: readonly ArrearsBandView[];
  readonly employers: readonly ArrearsLineView[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
  readonly asOf: string;
}

/** Employers that did not remit in time: payday + 5 days (条例19条). For reports, reminders and rules. */
@Injectable()
export class Arrears {
  constructor(
    private readonly access: EmployerAccess,
    private readonly clock: Clock,
  ) {}

  /** Arrears of a unit today; null when it owes nothing. */
  of(tx: Tx, unitId: bigint): Promise<ArrearsRow | null> {
    return selectArrearsOf(tx, unitId, this.terms());
  }

  /** Employers behind, at most `limit` after the unit `after` (0 to begin): set-based, for nightly reminders. */
  all(tx: Tx, page: { after: bigint; limit: number }): Promise<ArrearsRow[]> {
    return selectArrears(tx, this.terms(), page);
  }

  /** @throws Problem 404 when there is none or it is another's. */
  async view(tx: Tx, actor: Actor, employerId: string): Promise<ArrearsView> {
    await this.access.assertVisible(tx, actor, employerId);
    const unit = await selectUnitOfEmployer(tx, employerId, { lock: false });
    if (!unit) throw notFound();
    const [row, reminders] = await together([this.of(tx, unit.unitId), selectReminders(tx, unit.unitId)]);
    const asOf = this.clock.now().toISOString();
    const none = { months: 0, firstMonth: null, lastMonth: null, deadline: null, estimate: null };
    return {
      employerId,
      unitAccountNo: unit.unitAccountNo,
      ...(row ? lineOf(row) : none),
      reminders: reminders.map(reminderView),
      asOf,
    };
  }

  /** For staff: all by age, and a page of names. */
  async report(tx: Tx, after: bigint): Promise<ArrearsReport> {
    const [byMonths, rows] = await together([
      selectArrearsByMonths(tx, this.terms()),
      this.all(tx, { after, limit: MOST + 1 }),
    ]);
    const page = rows.slice(0, MOST);
    const last = page.at(-1);
    const stages = await selectOpenStages(
      tx,
      page.map(({ unitId }) => unitId),
    );
    return {
      bands: ARREARS_BANDS.map(({ from, to, text }, place) => {
        const own = byMonths.filter(({ months }) => arrearsBandOf(months) === place);
        return {
          fromMonths: from,
          toMonths: to,
          text,
          employers: own.reduce((sum, { employers }) => sum + employers, 0),
          estimate: yuan(fen(own.reduce((sum, { amount }) => sum + amount, 0n))),
        };
      }),
      employers: page.map((row) => ({
        employerId: row.employerId,
        unitAccountNo: row.unitAccountNo,
        ...lineOf(row),
        stage: stages.get(row.unitId) ?? null,
      })),
      next: rows.length > MOST && last ? String(last.unitId) : null,
      asOf: this.clock.now().toISOString(),
    };
  }

  private terms(): { today: string; days: number } {
    const today = this.clock.today();
    return { today, days: parametersOn(today).integer('contribution.payWithinDaysAfterPayday') };
  }
}

function lineOf(row: ArrearsRow): Omit<ArrearsLineView, 'employerId' | 'unitAccountNo' | 'stage'> {
  const { months, firstMonth, lastMonth, deadline, lastListFen } = row;
  return { months, firstMonth, lastMonth, deadline, estimate: estimateOf(months, lastListFen) };
}

function estimateOf(months: number, lastListFen: Fen | null): string | null {
  return lastListFen === null ? null : yuan(fen(lastListFen * BigInt(months)));
}

function reminderView({ estimateFen, ...reminder }: ArrearsReminder): ReminderView {
  const { text } = ARREARS_STAGES.find(({ stage }) => stage === reminder.stage) ?? ARREARS_STAGES[0];
  return { ...reminder, text, estimate: estimateFen === null ? null : yuan(estimateFen) };
}
