import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fen, minus, parseYuan, plus, yuan, type Fen } from '../../kernel/money';
import type {
  BookLine,
  CallbackLine,
  DepositLine,
  MoneyLine,
  OrderLine,
  PaymentLine,
  RejectionLine,
  ReturnLine,
} from './book-line';
import { beijing } from './beijing';
import { CollectionBooks } from './collection-books';
import { DurableLines } from './durable-lines';
import type { OrderFate, Refusal } from './order-fate';

type Settled = PaymentLine | RejectionLine;

type Callback = Pick<CallbackLine, 'url' | 'customer'>;
type Refuse = () => Refusal | null;
type Without<L, K extends PropertyKey> = L extends unknown ? Omit<L, K> : never;

export interface PaymentOrder {
  readonly reference: string;
  readonly digest: string;
  readonly account: string;
  readonly amount: string;
  readonly payeeAccount: string;
  readonly payeeName: string;
  readonly summary: string;
  readonly remark: string;
}

/**
 * The bank's own books, apart from the centre's. Memory is decided first and at once, so that two messages with one
 * reference cannot both pay; every answer then waits until the line it speaks of is on disk.
 */
export class BankBooks {
  private readonly lines: BookLine[] = [];
  private readonly orders = new Map<string, Settled | OrderLine>();
  private readonly bySerial = new Map<string, MoneyLine>();
  private readonly returned = new Set<string>();
  private readonly balances = new Map<string, Fen>();
  /** Set aside for orders accepted and not carried out yet. */
  private readonly setAside = new Map<string, Fen>();
  private readonly declared = new Set<string>();
  private readonly onDisk = new Map<BookLine, Promise<void>>();
  private callback: Callback | null = null;
  private readonly callbackByAccount = new Map<string, Callback>();
  private readonly once = new Map<string, DepositLine>();
  /** What is taken from others on the customers' orders. */
  readonly collections = new CollectionBooks({
    book: (line) => this.book(line),
    settled: (line) => this.settled(line),
    head: () => ({ ...this.moment(), serial: this.nextSerial() }),
  });

  private constructor(
    private readonly file: DurableLines<BookLine>,
    private readonly now: () => Date,
  ) {}

  static async open(path: string, now: () => Date): Promise<BankBooks> {
    await mkdir(dirname(path), { recursive: true });
    const { lines, file } = await DurableLines.open<BookLine>(path);
    const books = new BankBooks(file, now);
    for (const line of lines) books.take(line);
    return books;
  }

  /** Where the notices about an account go, and to which customer; null before an address is known. */
  callbackFor(account: string): Callback | null {
    const callback = this.callbackByAccount.get(account) ?? this.callback;
    return callback?.url ? callback : null;
  }

  /** Whether an account of some organisation is held here: money paid to it arrives. */
  holds(account: string): boolean {
    return this.callbackByAccount.has(account) || this.declared.has(account);
  }

  get callbackUrl(): string | null {
    return this.callback?.url || null;
  }

  /** Customer number the notices are addressed to; empty before a callback address is known. */
  get customer(): string {
    return this.callback?.customer ?? '';
  }

  all(): readonly BookLine[] {
    return this.lines;
  }

  line(serial: string): MoneyLine | undefined {
    return this.bySerial.get(serial);
  }

  balance(account: string): Fen {
    return this.balances.get(account) ?? fen(0n);
  }

  /** What is on an account whose opening is known; null for any other. */
  declaredBalance(account: string): Fen | null {
    return this.declared.has(account) ? this.balance(account) : null;
  }

  /** Pays once per reference; `refuse` decides on a definite rejection of an order not seen before. */
  async pay(order: PaymentOrder, refuse: Refuse): Promise<OrderFate> {
    const known = await this.known(order);
    if (known !== null) return known;
    const refusal = refuse();
    if (refusal !== null) return fateOf(await this.reject(order, refusal));
    if (this.isShort(order)) return { state: 'insufficient-funds' };
    const line = await this.book({ kind: 'payment', ...order, ...this.moment(), serial: this.nextSerial() });
    return { state: 'paid', line, fresh: true };
  }

  /** Takes an order to be carried out afterwards, once per reference. */
  async accept(order: PaymentOrder): Promise<OrderFate> {
    const known = await this.known(order);
    if (known !== null) return known;
    if (this.isShort(order)) return { state: 'insufficient-funds' };
    await this.book({ kind: 'order', ...order, ...this.moment() });
    return { state: 'accepted', fresh: true };
  }

  /** Carries an accepted order out; decided at once, on disk when it resolves. */
  carryOut(reference: string, refuse: Refuse): Promise<PaymentLine | RejectionLine> {
    const order = this.orders.get(reference);
    if (order?.kind !== 'order') throw new Error(`no order waits under ${reference}`);
    const { kind: _kind, date: _date, time: _time, ...content } = order;
    const refusal = refuse();
    if (refusal !== null) return this.reject(content, refusal);
    return this.book({ kind: 'payment', ...content, ...this.moment(), serial: this.nextSerial() });
  }

  /** Orders accepted and not carried out yet. */
  waiting(): OrderLine[] {
    return [...this.orders.values()].filter((line) => line.kind === 'order');
  }

  async fate(reference: string): Promise<OrderFate> {
    const known = this.orders.get(reference);
    if (known === undefined) return this.collections.fate(reference);
    await this.settled(known);
    return fateOf(known);
  }

  /** What became of an order seen before; null when it is new. */
  private async known(order: PaymentOrder): Promise<OrderFate | null> {
    const known = this.orders.get(order.reference);
    if (known === undefined) return null;
    await this.settled(known);
    return known.digest === order.digest ? fateOf(known) : { state: 'other-content' };
  }

  private reject(order: PaymentOrder, refusal: Refusal): Promise<RejectionLine> {
    const { summary: _summary, remark: _remark, ...kept } = order;
    return this.book({ kind: 'rejection', ...kept, ...this.moment(), ...refusal });
  }

  private isShort({ account, amount }: PaymentOrder): boolean {
    if (!this.declared.has(account)) return false;
    const free = minus(this.balance(account), this.setAside.get(account) ?? fen(0n));
    return free < parseYuan(amount);
  }

  async deposit(deposit: Without<DepositLine, 'kind' | 'serial' | 'date' | 'time'>): Promise<DepositLine> {
    return this.book({ kind: 'deposit', ...deposit, ...this.moment(), serial: this.nextSerial() });
  }

  /** A deposit that is booked once under its key; null when it was booked before. */
  async depositOnce(
    deposit: Without<DepositLine, 'kind' | 'serial' | 'date' | 'time'> & { readonly once: string },
  ): Promise<DepositLine | null> {
    const known = this.once.get(deposit.once);
    if (known === undefined) return this.deposit(deposit);
    await this.settled(known);
    return null;
  }

  /** Gives a payment back; null when there is none under the reference or it was given back before. */
  async giveBack(reference: string, reason: string): Promise<ReturnLine | null> {
    const paid = this.orders.get(reference);
    if (paid?.kind !== 'payment' || this.returned.has(reference)) return null;
    const { account, amount, payeeAccount, payeeName } = paid;
    const serial = this.nextSerial();
    const facts = { reference, account, amount, payeeAccount, payeeName, reason };
    return this.book({ kind: 'return', ...facts, ...this.moment(), serial });
  }

  async declareOpening(account: string, amount: string): Promise<void> {
    await this.book({ kind: 'opening', account, amount });
  }

  async setCallback(url: string, customer: string, accounts?: readonly string[]): Promise<void> {
    await this.book({ kind: 'callback', url, customer, ...(accounts === undefined ? {} : { accounts }) });
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  private async book<L extends BookLine>(line: L): Promise<L> {
    this.take(line);
    const written = this.file.append(line);
    this.onDisk.set(line, written);
    await written;
    this.onDisk.delete(line);
    return line;
  }

  private async settled(line: BookLine): Promise<void> {
    await this.onDisk.get(line);
  }

  private take(line: BookLine): void {
    this.lines.push(line);
    if (line.kind === 'callback') this.takeCallback(line);
    if (line.kind === 'deposit' && line.once !== undefined) this.once.set(line.once, line);
    if (line.kind === 'opening') this.declared.add(line.account);
    if (line.kind === 'order' || line.kind === 'payment' || line.kind === 'rejection') this.takeOrder(line);
    if (line.kind === 'return') this.returned.add(line.reference);
    this.collections.take(line);
    if ('serial' in line) this.bySerial.set(line.serial, line);
    this.move(line);
  }

  private takeCallback(line: CallbackLine): void {
    for (const account of line.accounts ?? []) this.callbackByAccount.set(account, line);
    if (line.accounts === undefined) this.callback = line;
  }

  private takeOrder(line: OrderLine | Settled): void {
    const former = this.orders.get(line.reference);
    const aside = this.setAside.get(line.account) ?? fen(0n);
    const amount = parseYuan(line.amount);
    if (line.kind === 'order') this.setAside.set(line.account, plus(aside, amount));
    else if (former?.kind === 'order') this.setAside.set(line.account, minus(aside, amount));
    this.orders.set(line.reference, line);
  }

  private move(line: BookLine): void {
    if (!('amount' in line) || !('account' in line) || unmoved.has(line.kind)) return;
    const amount = parseYuan(line.amount);
    const before = this.balance(line.account);
    this.balances.set(line.account, line.kind === 'payment' ? minus(before, amount) : plus(before, amount));
  }

  private moment(): { date: string; time: string } {
    return beijing(this.now());
  }

  /** Host serial number: the day and the running number of the money lines, never given twice. */
  private nextSerial(): string {
    return `${this.moment().date}${String(this.bySerial.size + 1).padStart(10, '0')}`;
  }
}

/** Lines by which no money moves. */
const unmoved: ReadonlySet<string> = new Set(['rejection', 'order', 'uncollected']);

function fateOf(line: Settled | OrderLine): OrderFate {
  if (line.kind === 'order') return { state: 'accepted', fresh: false };
  return line.kind === 'payment' ? { state: 'paid', line, fresh: false } : { state: 'rejected', line };
}

/** A yuan string above zero, as an order or a deposit must have. */
export function isPositiveYuan(text: unknown): text is string {
  return typeof text === 'string' && /^\d{1,13}\.\d{2}$/.test(text) && yuan(parseYuan(text)) !== '0.00';
}
