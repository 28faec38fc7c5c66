import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DurableLines } from '../bank/durable-lines';

/** A message between two centres, as the platform keeps it. */
export interface LetterMessage {
  /** Number under which its sender knows it; taken once. */
  readonly seq: string;
  readonly from: string;
  readonly to: string;
  readonly txCode: string;
  readonly body: Readonly<Record<string, string>>;
}

type ExchangeLine =
  | ({ readonly kind: 'message' } & LetterMessage)
  | { readonly kind: 'delivered'; readonly seq: string; readonly status: number }
  | { readonly kind: 'callback'; readonly centre: string; readonly url: string };

/** How a message reaches its centre; the status is final from 200 to 499. */
export type Deliver = (message: LetterMessage, url: string | null) => Promise<number>;

/** Waits between the tries of one message; a centre that was restarted meanwhile still gets it. */
const RETRY_MS = [0, 200, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 30_000];

/** The national platform as a router with durable books: what it took it delivers, however often it is restarted. */
export class LetterExchange {
  private readonly messages = new Map<string, LetterMessage>();
  private readonly delivered = new Map<string, number>();
  private readonly callbacks = new Map<string, string>();
  private readonly onDisk = new Map<string, Promise<void>>();
  private readonly underWay = new Set<Promise<void>>();
  /** The last delivery of a letter to a centre: what is said about a letter arrives in the order in which it was said. */
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private deliver: Deliver | null = null;

  private constructor(private readonly file: DurableLines<ExchangeLine>) {}

  static async open(dataDir: string): Promise<LetterExchange> {
    await mkdir(dataDir, { recursive: true });
    const { lines, file } = await DurableLines.open<ExchangeLine>(join(dataDir, 'nat-letters.jsonl'));
    const exchange = new LetterExchange(file);
    for (const line of lines) exchange.note(line);
    return exchange;
  }

  /** From now on messages are delivered so; what was not delivered before is. */
  begin(deliver: Deliver): void {
    this.deliver = deliver;
    for (const message of this.messages.values()) if (!this.delivered.has(message.seq)) this.push(message);
  }

  /** Takes a message, once a sender and number; on disk when it resolves. */
  async take(message: LetterMessage): Promise<'fresh' | 'known'> {
    const key = message.seq;
    if (this.messages.has(key)) {
      await this.onDisk.get(key);
      return 'known';
    }
    const line = { kind: 'message', ...message } as const;
    this.note(line);
    const written = this.file.append(line);
    this.onDisk.set(key, written);
    await written;
    this.onDisk.delete(key);
    this.push(message);
    return 'fresh';
  }

  /** Delivers a message once more, whatever became of it. */
  again(seq: string): boolean {
    const message = this.messages.get(seq);
    if (message !== undefined) this.push(message);
    return message !== undefined;
  }

  async callBack(centre: string, url: string): Promise<void> {
    const line = { kind: 'callback', centre, url } as const;
    this.note(line);
    await this.file.append(line);
  }

  urlOf(centre: string): string | null {
    return this.callbacks.get(centre) ?? null;
  }

  /** Everything taken, the oldest first, with the status it was delivered with. */
  all(): (LetterMessage & { readonly status: number | null })[] {
    return [...this.messages.values()].map((message) => ({
      ...message,
      status: this.delivered.get(message.seq) ?? null,
    }));
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.underWay);
    await this.file.close();
  }

  private note(line: ExchangeLine): void {
    if (line.kind === 'callback') this.callbacks.set(line.centre, line.url);
    else if (line.kind === 'delivered') this.delivered.set(line.seq, line.status);
    else {
      const { kind: _kind, ...message } = line;
      this.messages.set(message.seq, message);
    }
  }

  private push(message: LetterMessage): void {
    const lane = `${message.to} ${message.body['ConNum'] ?? message.seq}`;
    const before = this.lanes.get(lane) ?? Promise.resolve();
    const work = before
      .then(() => this.bring(message))
      .finally(() => {
        this.underWay.delete(work);
        if (this.lanes.get(lane) === work) this.lanes.delete(lane);
      });
    this.lanes.set(lane, work);
    this.underWay.add(work);
  }

  private async bring(message: LetterMessage): Promise<void> {
    for (const wait of RETRY_MS) {
      await pause(wait, this.stopping.signal);
      if (this.stopping.signal.aborted || this.deliver === null) return;
      const status = await this.deliver(message, this.urlOf(message.to));
      if (status < 200 || status >= 500) continue;
      const line = { kind: 'delivered', seq: message.seq, status } as const;
      this.note(line);
      await this.file.append(line);
      return;
    }
  }
}

/** Waits without keeping the process up; the end of the exchange ends the wait. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
