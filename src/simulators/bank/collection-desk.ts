import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world/world';
import type { BankBooks } from './bank-books';
import type { OrderFate, Refusal } from './order-fate';
import type { BankMood } from './bank-moods';
import type { BatchLine, CollectionOrder } from './book-line';
import type { BatchFate } from './collection-books';
import type { NoticePusher } from './notice-pusher';

const LATE_MS = 3_000;
const DUPLICATES = 3;

interface Present {
  readonly mood: BankMood;
  readonly delayMs: number;
}

export interface CollectionDeskParts {
  readonly books: BankBooks;
  readonly pusher: NoticePusher;
  readonly world: World;
  /** Time between the acceptance of a batch and its carrying out. */
  readonly takesMs: () => number;
}

type Batch = Omit<BatchLine, 'kind' | 'date' | 'time'>;

/** Where money is taken from payers: at once on a single order (BDC102), afterwards on a batch (BDC104, BDC105). */
export class CollectionDesk {
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly parts: CollectionDeskParts) {}

  /** Carries out the batches that were accepted before the process ended. */
  resume(): void {
    for (const batch of this.parts.books.collections.waiting())
      this.begin(batch, { mood: 'normal', delayMs: 0 });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.underWay);
  }

  /** What became of an order to collect, or null when the bank stays silent. */
  async collect(order: CollectionOrder | null, present: Present): Promise<OrderFate | null> {
    const { mood } = present;
    if (mood === 'silence') return null;
    if (order === null) return { state: 'bad-fields' };
    const fate = await this.parts.books.collections.collect(order, () => this.refusal(order, mood));
    const fresh = (fate.state === 'collected' || fate.state === 'uncollected') && fate.fresh;
    if (fresh) this.announce(fate.line, present, true);
    if (mood === 'timeout-after-paying') return null;
    if (mood === 'late-callback' && fresh) return { state: 'accepted', fresh: false };
    return fate;
  }

  /** Takes a batch; the mood it was taken in is the mood it is carried out in. */
  async take(batch: Batch | null, present: Present): Promise<BatchFate | null> {
    if (present.mood === 'silence') return null;
    if (batch === null) return { state: 'bad-fields' };
    const fate = await this.parts.books.collections.accept(batch);
    if (fate.state === 'accepted' && fate.fresh) this.begin(batch, present);
    return present.mood === 'timeout-after-paying' ? null : fate;
  }

  fateOf(reference: string): Promise<BatchFate> {
    return this.parts.books.collections.batchFate(reference);
  }

  private begin(batch: Batch, present: Present): void {
    const work = this.carryOut(batch, present).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  private async carryOut(batch: Batch, present: Present): Promise<void> {
    const late = present.mood === 'late-callback' ? present.delayMs || LATE_MS : 0;
    const waitMs = this.parts.takesMs() + late;
    if (waitMs > 0) {
      const { signal } = this.stopping;
      if (!(await sleep(waitMs, true, { signal }).catch(() => false))) return;
    }
    const decided = await Promise.all(
      batch.parts.map((part) =>
        this.parts.books.collections.collect(part, () => this.refusal(part, present.mood)),
      ),
    );
    for (const fate of decided)
      if (fate.state === 'collected' && fate.fresh) this.announce(fate.line, present, false);
  }

  /** Pushes the result of a single order, and the change of the account where money came in. */
  private announce(
    line: Parameters<NoticePusher['pushLine']>[0],
    { mood, delayMs }: Present,
    withResult: boolean,
  ): void {
    const wait = mood === 'late-callback' && withResult ? delayMs || LATE_MS : 0;
    for (let time = 0; time < (mood === 'duplicate-callback' ? DUPLICATES : 1); time += 1)
      this.parts.pusher.pushLine(line, wait, withResult);
  }

  /** A definite refusal, by mood or because the holder of a card we know has another name (户名不符). */
  private refusal({ payerAccount, payerName }: CollectionOrder, mood: BankMood): Refusal | null {
    if (mood === 'reject-card-closed') return { code: 'CARD_CLOSED', message: '付款账户已销户' };
    if (mood === 'insufficient-funds') return { code: 'PAYER_FUNDS_SHORT', message: '付款账户余额不足' };
    const holder = this.parts.world.personByCard(payerAccount);
    const mismatch = holder !== undefined && holder.name !== payerName;
    if (mismatch || mood === 'reject-name-mismatch')
      return { code: 'NAME_MISMATCH', message: '付款人户名不符' };
    return null;
  }
}
