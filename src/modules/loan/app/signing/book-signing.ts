import { Injectable } from '@nestjs/common';
import { type Actor, isOfCentre } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { type CommandAnswer, Commands } from '../../../casework';
import { isOver, minuteOf, MOST_NO_SHOWS, SLOT_MINUTES, timeOf } from '../../domain/signing/signing-state';
import type { Loan } from '../../store/loan-store';
import { freePlace, takePlace } from '../../store/signing-slot-store';
import {
  countNoShows,
  insertSigning,
  selectLastSigning,
  type Signing,
  storeEnd,
} from '../../store/signing-store';
import { LoanAccess } from '../application/loan-access';
import { VoidLoans } from '../application/void-loans';
import { LoanFile } from '../loan-file';
import { ChooseHedging, type WantedHedging } from './choose-hedging';
import { ReadSignings } from './read-signings';
import {
  bookedBefore,
  borrowerBooks,
  dayOutside,
  notToSign,
  signingState,
  slotFull,
  slotOver,
  slotUnknown,
  stillToCome,
} from './signing-problems';

type Command = { readonly key: string; readonly bodyHash: string };

export interface WantedVisit {
  readonly branchId: string;
  readonly day: string;
  readonly time: string;
  readonly hedging: boolean;
  readonly hedgingChoice?: WantedHedging;
}

/** Books the one visit of a loan, cancels it, and says when nobody came. The loan is locked first, then the slot. */
@Injectable()
export class BookSigning {
  constructor(
    private readonly commands: Commands,
    private readonly access: LoanAccess,
    private readonly loans: LoanFile,
    private readonly voidLoans: VoidLoans,
    private readonly signings: ReadSignings,
    private readonly hedging: ChooseHedging,
    private readonly clock: Clock,
  ) {}

  /** Problems: 400 no such day or slot; 403 not the borrower; 404; 409 not to be signed, booked before, full. */
  book(
    actor: Actor,
    loanId: string,
    wanted: WantedVisit,
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${loanId}/signing`;
    return this.commands.once({ actor, route, ...command }, async (tx, id) => {
      const loan = await this.own(tx, actor, loanId);
      if (loan.state !== 'committed') throw notToSign(loan.state);
      const before = await selectLastSigning(tx, loanId);
      if (before?.state === 'booked' || before?.state === 'checked-in') throw bookedBefore();
      const { branchId, day, hedging } = wanted;
      const minute = minuteOf(wanted.time);
      const until = loan.commitmentUntil ?? day;
      if (day < this.clock.today() || day > until) throw dayOutside(until);
      if (minute !== null && this.isOver({ day, minute })) throw slotOver();
      const place = minute === null ? 'none' : await takePlace(tx, { branchId, day, minute });
      if (minute === null || place === 'none') throw slotUnknown();
      if (place === 'full') throw slotFull();
      const hedgingChoice = hedging
        ? await this.hedging.chosen(tx, loanId, wanted.hedgingChoice ?? {})
        : null;
      const at = this.clock.now();
      await insertSigning(tx, { id, loanId, branchId, day, minute, hedging, hedgingChoice, at });
      const body = { day, time: timeOf(minute) };
      await this.loans.tell(tx, loanId, { kind: 'signing-booked', body });
      return this.answer(tx, loanId, 201);
    });
  }

  /**
   * Of a visit that has begun and breaks off a clerk says so: its half hour is used, and another can be booked.
   * Problems: 403 not the borrower; 404; 409 nothing booked, or they are there already.
   */
  cancel(actor: Actor, loanId: string, command: Command): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${loanId}/signing/cancellation`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      await this.own(tx, actor, loanId);
      const signing = await selectLastSigning(tx, loanId);
      const breaksOff = signing?.state === 'checked-in' && isOfCentre(actor.role);
      if (!signing || (signing.state !== 'booked' && !breaksOff)) throw signingState(signing?.state ?? null);
      await this.end(tx, signing, 'cancelled');
      await this.loans.tell(tx, loanId, { kind: 'signing-cancelled', body: {} });
      return this.answer(tx, loanId, 200);
    });
  }

  /** A clerk says that nobody came. Problems: 404; 409 nothing booked, or the half hour is not over. */
  miss(actor: Actor, loanId: string, command: Command): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${loanId}/signing/no-show`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const { loan } = await this.access.visible(tx, actor, loanId, { lock: true });
      const signing = await selectLastSigning(tx, loanId);
      if (signing?.state !== 'booked') throw signingState(signing?.state ?? null);
      if (!this.isOver(signing)) throw stillToCome(signing.day, timeOf(signing.minute + SLOT_MINUTES));
      await this.missed(tx, loan, signing);
      return this.answer(tx, loanId, 200);
    });
  }

  /** Nobody came; the second time the application is closed. The loan is locked. */
  async missed(tx: Tx, loan: Pick<Loan, 'id' | 'state'>, signing: Signing): Promise<void> {
    await this.end(tx, signing, 'no-show');
    const times = await countNoShows(tx, loan.id);
    await this.loans.tell(tx, loan.id, { kind: 'signing-missed', body: { times } });
    if (times >= MOST_NO_SHOWS)
      await this.voidLoans.void(tx, loan, { step: 'cancel', reason: 'no-show-twice' });
  }

  /** The loan came to nothing: whoever was booked for it need not come. */
  async release(tx: Tx, loanId: string): Promise<void> {
    const signing = await selectLastSigning(tx, loanId);
    if (signing?.state === 'booked' || signing?.state === 'checked-in')
      await this.end(tx, signing, 'cancelled');
  }

  private isOver(slot: Pick<Signing, 'day' | 'minute'>): boolean {
    return isOver(slot, { today: this.clock.today(), minute: this.clock.minute() });
  }

  private async end(tx: Tx, signing: Signing, as: 'no-show' | 'cancelled'): Promise<void> {
    await storeEnd(tx, { id: signing.id, as, at: this.clock.now() });
    if (as === 'cancelled' && signing.state === 'booked') await freePlace(tx, signing);
  }

  private async own(tx: Tx, actor: Actor, loanId: string): Promise<Loan> {
    const { loan, role } = await this.access.visible(tx, actor, loanId, { lock: true });
    if (role !== null && role !== 'borrower') throw borrowerBooks();
    return loan;
  }

  private async answer(tx: Tx, loanId: string, status: number): Promise<CommandAnswer> {
    const signing = await selectLastSigning(tx, loanId);
    if (signing === null) throw new Error('a visit that was changed is there');
    return { status, answer: JSON.stringify(await this.signings.view(tx, signing)) };
  }
}
