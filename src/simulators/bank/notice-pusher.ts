import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Body, Header, Message } from './message';
import { BOC, beijing, type MessageSeal } from './message';

/** Waits between the tries of one notice; a centre that was restarted meanwhile still gets it. */
const RETRY_MS = [200, 1_000, 3_000, 10_000, 30_000];

export interface Delivery {
  readonly txCode: string;
  /** Host serial number, or the reference for a payment result. */
  readonly subject: string;
  /** HTTP status of each try; 0 where there was no answer. */
  readonly tries: number[];
}

/** Pushes signed notices to the centre until one is taken (2xx) or refused for good (4xx). */
export class NoticePusher {
  private readonly log: Delivery[] = [];
  private readonly stopping = new AbortController();
  private sequence = 0;

  constructor(
    private readonly seal: MessageSeal,
    private readonly now: () => Date,
    private readonly callbackUrl: () => string | null,
    private readonly customer: () => string,
  ) {
    // Hundreds of pushes may be under way, each of which listens for the end.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Every push of this process, the oldest first. */
  deliveries(): readonly Delivery[] {
    return this.log;
  }

  /** Pushes in the background; nothing is pushed before a callback address is known. */
  push(txCode: string, subject: string, body: Body, delayMs = 0): void {
    const delivery: Delivery = { txCode, subject, tries: [] };
    this.log.push(delivery);
    this.deliver(delivery, txCode, body, delayMs).catch((error: unknown) => {
      if (!this.stopping.signal.aborted) throw error;
    });
  }

  /** One try with exactly this message, for tests of what the centre must refuse; answers what the centre said. */
  async pushRaw(message: unknown): Promise<{ status: number; body: string }> {
    const url = this.callbackUrl();
    if (url === null) throw new Error('no callback address is known');
    const response = await this.post(url, message);
    return { status: response.status, body: await response.text() };
  }

  message(txCode: string, body: Body, change: Partial<Header> = {}): Message {
    return this.seal.sign({ ...this.header(txCode), ...change }, body);
  }

  /** Gives up all pushes under way. */
  stop(): void {
    this.stopping.abort();
  }

  private header(txCode: string): Header {
    const { date, time } = beijing(this.now());
    this.sequence += 1;
    return {
      SendDate: date,
      SendTime: time,
      SendSeqNo: `B${date}${String(process.pid).padStart(7, '0')}${String(this.sequence).padStart(8, '0')}`,
      TxUnitNo: BOC,
      SendNode: BOC,
      TxCode: txCode,
      ReceiveNode: this.customer(),
      CustNo: this.customer(),
      OperNo: 'HOST',
    };
  }

  private async deliver(delivery: Delivery, txCode: string, body: Body, delayMs: number): Promise<void> {
    for (const wait of [delayMs, ...RETRY_MS]) {
      if (wait > 0) await sleep(wait, undefined, { signal: this.stopping.signal, ref: false });
      const url = this.callbackUrl();
      if (url === null) continue;
      const status = await this.tryOnce(url, txCode, body);
      delivery.tries.push(status);
      if (status >= 200 && status < 500 && status !== 429) return;
    }
  }

  /** Status of the centre's answer, 0 when there was none. */
  private async tryOnce(url: string, txCode: string, body: Body): Promise<number> {
    try {
      const response = await this.post(url, this.message(txCode, body));
      await response.arrayBuffer();
      return response.status;
    } catch {
      // The centre is away: that is what the tries are for.
      return 0;
    }
  }

  private post(url: string, message: unknown): Promise<Response> {
    return fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(5_000)]),
    });
  }
}
