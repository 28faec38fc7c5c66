/** What a client sends until an answer is due: a simple query, or everything up to a Sync. */
export interface Call {
  readonly bytes: Buffer;
  /** `start` is answered like a call but is none; `aside` (password, farewell) is not answered by ReadyForQuery. */
  readonly kind: 'start' | 'call' | 'aside';
  /** Text of a simple query, empty for the extended protocol. */
  readonly text: string;
}

const LENGTH = 4;

/** Cuts a stream of PostgreSQL's protocol 3.0 into messages: a type, a length, and what they say. */
class MessageReader {
  private rest = Buffer.alloc(0);

  /** @param hasUntypedStart a client's first message has no type. */
  constructor(private hasUntypedStart: boolean) {}

  *read(chunk: Buffer): Generator<{ type: string; bytes: Buffer }> {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (;;) {
      const head = this.hasUntypedStart ? 0 : 1;
      if (this.rest.length < head + LENGTH) return;
      const end = head + this.rest.readInt32BE(head);
      if (this.rest.length < end) return;
      const bytes = this.rest.subarray(0, end);
      this.rest = this.rest.subarray(end);
      const type = this.hasUntypedStart ? 'start' : String.fromCharCode(bytes[0] ?? 0);
      this.hasUntypedStart = false;
      yield { type, bytes };
    }
  }
}

/** Cuts what a client sends into calls. */
export class CallReader {
  private readonly messages = new MessageReader(true);
  private begun: Buffer[] = [];

  *read(chunk: Buffer): Generator<Call> {
    for (const { type, bytes } of this.messages.read(chunk)) {
      this.begun.push(bytes);
      const kind = KINDS[type];
      if (kind === undefined) continue;
      const text = type === 'Q' ? bytes.toString('utf8', 1 + LENGTH, bytes.length - 1) : '';
      const whole = Buffer.concat(this.begun);
      this.begun = [];
      yield { bytes: whole, kind, text };
    }
  }
}

/** Messages with which something is complete: start, password, farewell, simple query, Sync. */
const KINDS: Readonly<Record<string, Call['kind']>> = {
  start: 'start',
  p: 'aside',
  X: 'aside',
  Q: 'call',
  S: 'call',
};

/** Cuts what a server sends into answers, each piece with whether an answer ends there (ReadyForQuery). */
export class AnswerReader {
  private readonly messages = new MessageReader(false);

  *read(chunk: Buffer): Generator<{ bytes: Buffer; isEnd: boolean }> {
    for (const { type, bytes } of this.messages.read(chunk)) yield { bytes, isEnd: type === 'Z' };
  }
}

/** A simple query as a client sends it. */
export function simpleQuery(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`, 'utf8');
  const head = Buffer.alloc(1 + LENGTH);
  head.write('Q');
  head.writeInt32BE(text.length + LENGTH, 1);
  return Buffer.concat([head, text]);
}
