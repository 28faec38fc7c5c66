import { fen, minus, parseYuan, yuan, type Fen } from '../../kernel/money';
import type { OrderFate, Refusal } from './order-fate';
import type { BatchLine, BookLine, CollectionLine, CollectionOrder, UncollectedLine } from './book-line';

type Decided = CollectionLine | UncollectedLine;

/** What the books of the bank give to the part of them that collects. */
export interface OwnBooks {
  book<L extends BookLine>(line: L): Promise<L>;
  /** Once the line is on disk. */
  settled(line: BookLine): Promise<void>;
  /** Day, time and serial of a line that moves money. */
  head(): { readonly date: string; readonly time: string; readonly serial: string };
}

/** What became of a batch. */
export type BatchFate =
  | { readonly state: 'accepted'; readonly fresh: boolean }
  | { readonly state: 'done'; readonly lines: readonly Decided[] }
  | { readonly state: 'bad-fields' | 'other-content' | 'not-found' };

const short: Refusal = { code: 'PAYER_FUNDS_SHORT', message: '付款账户余额不足' };

/** Money taken from payers on orders of the customers: once a reference, one by one or many in a batch. */
export class CollectionBooks {
  private readonly decided = new Map<string, Decided>();
  private readonly batches = new Map<string, BatchLine>();
  /** What payers have, of those whose funds were declared. */
  private readonly funds = new Map<string, Fen>();

  constructor(private readonly own: OwnBooks) {}

  /** Takes the money, or refuses for good; once a reference. */
  async collect(order: CollectionOrder, refuse: () => Refusal | null): Promise<OrderFate> {
    const known = this.decided.get(order.reference);
    if (known !== undefined) {
      await this.own.settled(known);
      return known.digest === order.digest ? fateOf(known, false) : { state: 'other-content' };
    }
    const { partial, amount, ...kept } = order;
    const taken = this.available(order.payerAccount, parseYuan(amount), partial);
    const refusal = refuse() ?? (taken === null ? short : null);
    if (refusal !== null || taken === null) {
      const { summary: _summary, remark: _remark, ...asked } = kept;
      const { date, time } = this.own.head();
      return fateOf(
        await this.own.book({ kind: 'uncollected', ...asked, amount, date, time, ...(refusal ?? short) }),
        true,
      );
    }
    return fateOf(
      await this.own.book({ kind: 'collection', ...kept, amount: yuan(taken), ...this.own.head() }),
      true,
    );
  }

  /** Takes many orders to be carried out afterwards, once a reference. */
  async accept(batch: Omit<BatchLine, 'kind' | 'date' | 'time'>): Promise<BatchFate> {
    const known = this.batches.get(batch.reference);
    if (known !== undefined) {
      await this.own.settled(known);
      if (known.digest !== batch.digest) return { state: 'other-content' };
      return this.batchFate(batch.reference);
    }
    const { date, time } = this.own.head();
    await this.own.book({ kind: 'batch', ...batch, date, time });
    return { state: 'accepted', fresh: true };
  }

  async batchFate(reference: string): Promise<BatchFate> {
    const batch = this.batches.get(reference);
    if (batch === undefined) return { state: 'not-found' };
    await this.own.settled(batch);
    const lines = batch.parts.flatMap((part) => this.decided.get(part.reference) ?? []);
    if (lines.length < batch.parts.length) return { state: 'accepted', fresh: false };
    for (const line of lines) await this.own.settled(line);
    return { state: 'done', lines };
  }

  /** Batches of which some order is not decided yet. */
  waiting(): BatchLine[] {
    return [...this.batches.values()].filter(({ parts }) =>
      parts.some(({ reference }) => !this.decided.has(reference)),
    );
  }

  async fate(reference: string): Promise<OrderFate> {
    const known = this.decided.get(reference);
    if (known === undefined) return { state: 'not-found' };
    await this.own.settled(known);
    return fateOf(known, false);
  }

  /** From here on the payer has so much, and what is taken is taken from it. */
  async declareFunds(payerAccount: string, amount: string): Promise<void> {
    await this.own.book({ kind: 'payer-funds', payerAccount, amount });
  }

  take(line: BookLine): void {
    if (line.kind === 'payer-funds') this.funds.set(line.payerAccount, parseYuan(line.amount));
    if (line.kind === 'batch') this.batches.set(line.reference, line);
    if (line.kind === 'collection' || line.kind === 'uncollected') this.decided.set(line.reference, line);
    const has = line.kind === 'collection' ? this.funds.get(line.payerAccount) : undefined;
    if (line.kind === 'collection' && has !== undefined)
      this.funds.set(line.payerAccount, minus(has, parseYuan(line.amount)));
  }

  /** What can be taken; null when that is nothing, or less than is asked for and all of it is wanted. */
  private available(payerAccount: string, asked: Fen, partial: boolean): Fen | null {
    const has = this.funds.get(payerAccount) ?? asked;
    if (has >= asked) return asked;
    return partial && has > 0n ? fen(has) : null;
  }
}

function fateOf(line: Decided, fresh: boolean): OrderFate {
  return line.kind === 'collection'
    ? { state: 'collected', line, fresh }
    : { state: 'uncollected', line, fresh };
}
