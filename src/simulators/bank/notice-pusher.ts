import { setMaxListeners } from 'node:events';
import type { BankBooks } from './bank-books';
import type { MoneyLine, ResultLine } from './book-line';
import { type Dialect, type Forging, type Notice, NOTICE_CODE, type Packet } from './dialect';

/** Waits between the tries of one notice; a centre that was restarted meanwhile still gets it. */
const RETRY_MS = [200, 1_000, 3_000, 10_000, 30_000];

export interface Delivery {
  readonly txCode: string;
  /** Host serial number, or the reference for a payment result. */
  readonly subject: string;
  /** HTTP status of each try; 0 where there was no answer. */
  readonly tries: number[];
  /** True when it was taken, refused for good or given up: it is not tried again. */
  ended: boolean;
}

/** Pushes sealed notices to the centre until one is taken (2xx) or refused for good (4xx). */
export class NoticePusher {
  private readonly log: Delivery[] = [];
  private readonly stopping = new AbortController();

  constructor(
    private readonly dialect: Dialect,
    private readonly books: BankBooks,
  ) {
    // Many posts may be under way, each of which listens for the end.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Every push of this process, the oldest first. */
  deliveries(): readonly Delivery[] {
    return this.log;
  }

  /**
   * The notices of a line: the result of an order, and the change of the account where money moved.
   * @param withResult false for an order out of a batch, whose results are asked for.
   */
  pushLine(line: MoneyLine | ResultLine, delayMs = 0, withResult = true): void {
    if (line.kind !== 'deposit' && line.kind !== 'return' && withResult)
      this.push({ about: 'result', line }, line.reference, delayMs);
    if (line.kind !== 'rejection' && line.kind !== 'uncollected')
      this.push({ about: 'change', line, balance: this.books.balance(line.account) }, line.serial, delayMs);
  }

  /** One try with a notice made to order, for tests of what the centre must refuse; answers what the centre said. */
  async pushRaw(notice: Notice, forging: Forging): Promise<{ status: number; body: string }> {
    const url = this.books.callbackUrl;
    if (url === null) throw new Error('no callback address is known');
    const response = await this.post(url, this.dialect.notice(notice, this.books.customer, forging));
    return { status: response.status, body: await response.text() };
  }

  /** Gives up all pushes under way. */
  stop(): void {
    this.stopping.abort();
  }

  /** Pushes in the background; nothing is pushed before a callback address is known. */
  private push(notice: Notice, subject: string, delayMs: number): void {
    const delivery: Delivery = { txCode: NOTICE_CODE[notice.about], subject, tries: [], ended: false };
    this.log.push(delivery);
    this.deliver(delivery, notice, delayMs)
      .finally(() => {
        delivery.ended = true;
      })
      .catch((error: unknown) => {
        if (!this.stopping.signal.aborted) throw error;
      });
  }

  private async deliver(delivery: Delivery, notice: Notice, delayMs: number): Promise<void> {
    for (const wait of [delayMs, ...RETRY_MS]) {
      if (wait > 0) await pause(wait);
      if (this.stopping.signal.aborted) return;
      const callback = this.books.callbackFor(notice.line.account);
      if (callback === null) continue;
      const status = await this.tryOnce(callback, notice);
      delivery.tries.push(status);
      if (status >= 200 && status < 500 && status !== 429) return;
    }
  }

  /** Status of the centre's answer, 0 when there was none. */
  private async tryOnce(
    { url, customer }: { url: string; customer: string },
    notice: Notice,
  ): Promise<number> {
    try {
      const response = await this.post(url, this.dialect.notice(notice, customer));
      await response.arrayBuffer();
      return response.status;
    } catch {
      // The centre is away: that is what the tries are for.
      return 0;
    }
  }

  private post(url: string, { headers, text }: Packet): Promise<Response> {
    return fetch(url, {
      method: 'POST',
      headers,
      body: text,
      signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(5_000)]),
    });
  }
}

/** Waits without keeping the process up. Thousands of pushes may wait: none of them listens for the end. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
