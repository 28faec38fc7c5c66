import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { addDays, isDay, parseDay } from '../../../../kernel/calendar';
import { Clock } from '../../../../platform/clock';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { notFound } from '../../../../platform/http';
import { type CommandAnswer, Commands } from '../../../casework';
import { isOver, minuteOf, timeOf } from '../../domain/signing/signing-state';
import type { SigningBranch, SigningSlot } from '../../domain/signing/signing-view';
import {
  insertBranch,
  openSlots,
  selectBranch,
  selectBranches,
  selectSlots,
} from '../../store/signing-slot-store';
import { branchKnown, overbooked, slotPlan } from './signing-problems';

/** Days that are opened at once, or shown, at most. */
const MOST_DAYS = 92;

export interface WantedSlots {
  readonly from: string;
  readonly until: string;
  readonly opens: string;
  readonly closes: string;
  readonly capacity: number;
}

type Command = { readonly key: string; readonly bodyHash: string };

/** Branches where loans are signed, and how many they receive in each half hour. */
@Injectable()
export class SetUpBranches {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor): Promise<SigningBranch[]> {
    return this.unitOfWork.read(actor.centreId, (tx) => selectBranches(tx));
  }

  /** Half hours of a branch that are not over, from today or a later day on, of `MOST_DAYS` days. @throws Problem 404 */
  slots(actor: Actor, branchId: string, from: string | undefined): Promise<SigningSlot[]> {
    const today = this.clock.today();
    const first = from !== undefined && isDay(from) && from > today ? parseDay(from) : today;
    return this.unitOfWork.read(actor.centreId, async (tx) => {
      if ((await selectBranch(tx, branchId)) === null) throw notFound();
      const rows = await selectSlots(tx, branchId, first, addDays(first, MOST_DAYS));
      const now = { today, minute: this.clock.minute() };
      const toCome = rows.filter((slot) => !isOver(slot, now));
      return toCome.map(({ day, minute, capacity, taken }) => ({
        day,
        time: timeOf(minute),
        capacity,
        free: capacity - taken,
      }));
    });
  }

  /** @throws Problem 409 a branch of that name is there. */
  openBranch(
    actor: Actor,
    wanted: Omit<SigningBranch, 'id'>,
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    return this.commands.once({ actor, route: 'POST /v1/signing-branches', ...command }, async (tx, id) => {
      const madeAt = this.clock.now();
      const branch = await insertBranch(tx, { id, ...wanted, madeBy: actor.subject, madeAt });
      if (branch === null) throw branchKnown();
      return { status: 201, answer: JSON.stringify(branch) };
    });
  }

  /** Opens half hours, or changes their capacity. @throws Problem 400 a plan that cannot be; 404; 409 booked more often. */
  openSlots(
    actor: Actor,
    branchId: string,
    wanted: WantedSlots,
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const [opens, closes] = [minuteOf(wanted.opens), minuteOf(wanted.closes)];
    const { from, until, capacity } = wanted;
    if (opens === null || closes === null || closes <= opens) throw slotPlan();
    const tooMany = until > addDays(parseDay(from), MOST_DAYS - 1);
    if (from < this.clock.today() || until < from || tooMany) throw slotPlan();
    const route = `POST /v1/signing-branches/${branchId}/slots`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      if ((await selectBranch(tx, branchId)) === null) throw notFound();
      if (!(await openSlots(tx, { branchId, from, until, opens, closes, capacity }))) throw overbooked();
      return { status: 200, answer: JSON.stringify({ branchId, from, until, capacity }) };
    });
  }
}
