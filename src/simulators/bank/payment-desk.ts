import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world/world';
import type { BankBooks, PaymentOrder } from './bank-books';
import type { OrderFate, Refusal } from './order-fate';
import type { BankMood } from './bank-moods';
import type { PaymentLine, RejectionLine } from './book-line';
import type { NoticePusher } from './notice-pusher';

const LATE_MS = 3_000;
const DUPLICATES = 3;

interface Present {
  readonly mood: BankMood;
  readonly delayMs: number;
}

export interface PaymentDeskParts {
  readonly books: BankBooks;
  readonly pusher: NoticePusher;
  readonly world: World;
  /** Whether an order is accepted first and carried out afterwards. */
  readonly asynchronous: boolean;
  /** Told of each payment as it is booked. */
  readonly paid?: (line: PaymentLine) => void;
  /** Time between acceptance and carrying out. */
  readonly takesMs: () => number;
}

/** Where payments are decided and booked, BDC101 and BDC110. */
export class PaymentDesk {
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly parts: PaymentDeskParts) {}

  /** Carries out what was accepted before the process ended. */
  resume(): void {
    for (const order of this.parts.books.waiting()) this.begin(order, { mood: 'normal', delayMs: 0 });
  }

  /** Carries out no more orders; those that wait are carried out after the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.underWay);
  }

  /** What became of an order, or null when the bank stays silent. All of it is booked and on disk before it. */
  async pay(order: PaymentOrder | null, present: Present): Promise<OrderFate | null> {
    const { books, asynchronous } = this.parts;
    const { mood } = present;
    if (mood === 'silence') return null;
    if (order === null) return { state: 'bad-fields' };
    if (mood === 'insufficient-funds' && (await books.fate(order.reference)).state === 'not-found')
      return { state: 'insufficient-funds' };
    const fate = asynchronous
      ? await books.accept(order)
      : await books.pay(order, () => this.refusal(order, mood));
    if (fate.state === 'paid' && fate.fresh) this.announce(fate.line, present);
    if (fate.state === 'accepted' && fate.fresh) this.begin(order, present);
    if (mood === 'timeout-after-paying') return null;
    if (mood === 'late-callback' && fate.state === 'paid') return { state: 'accepted', fresh: false };
    return fate;
  }

  /** What became of the order with this reference. */
  query(reference: string): Promise<OrderFate> {
    return this.parts.books.fate(reference);
  }

  private begin(order: PaymentOrder, present: Present): void {
    const work = this.carryOut(order, present).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  /** Without a wait the order is decided at once: whoever asks next is told the result. */
  private async carryOut(order: PaymentOrder, present: Present): Promise<void> {
    const takesMs = this.parts.takesMs();
    if (takesMs > 0) {
      const { signal } = this.stopping;
      const inTime = await sleep(takesMs, true, { signal }).catch(() => false);
      if (!inTime) return;
    }
    const { mood } = present;
    const line = await this.parts.books.carryOut(order.reference, () => this.refusal(order, mood));
    this.announce(line, present);
  }

  /** Pushes the notices of an order: its result and, when it was paid, the change of the account. */
  private announce(line: PaymentLine | RejectionLine, { mood, delayMs }: Present): void {
    if (line.kind === 'payment') this.parts.paid?.(line);
    const wait = mood === 'late-callback' ? delayMs || LATE_MS : 0;
    for (let time = 0; time < (mood === 'duplicate-callback' ? DUPLICATES : 1); time += 1)
      this.parts.pusher.pushLine(line, wait);
  }

  /** A definite refusal, by mood or because the holder of a card we know has another name (户名不符). */
  private refusal(order: PaymentOrder, mood: BankMood): Refusal | null {
    if (mood === 'reject-card-closed') return { code: 'CARD_CLOSED', message: '收款账户已销户' };
    const holder = this.parts.world.personByCard(order.payeeAccount);
    const mismatch = holder !== undefined && holder.name !== order.payeeName;
    if (mismatch || mood === 'reject-name-mismatch')
      return { code: 'NAME_MISMATCH', message: '收款人户名不符' };
    return null;
  }
}

/** Waits as the mood says before an answer leaves. */
export async function lateBy(mood: BankMood, delayMs: number): Promise<void> {
  if (mood === 'delay' && delayMs > 0) await sleep(delayMs);
}
