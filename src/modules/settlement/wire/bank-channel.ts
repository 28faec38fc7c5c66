import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleAll,
  type IPolicy,
  noop,
} from 'cockatiel';
import { Agent, request } from 'undici';
import type { UnknownReason } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock';
import { Deadline } from '../../../platform/deadline';
import type { BankCall } from '../domain/bank-line';

/** A message ready to leave, written in the dialect of its bank. */
export interface Outgoing {
  readonly txCode: string;
  /** Our number of this very message: the answer must name it. */
  readonly seqNo: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A breaker, to be looked at: closed lets all through, half-open one to see, open none. */
export interface BreakerReading {
  readonly about: 'payment' | 'card';
  readonly state: 'closed' | 'half-open' | 'open';
}

/** What came back, not yet believed. */
export interface Incoming {
  readonly bytes: Buffer;
  /** Value of an HTTP header, null when it is missing or given twice. */
  readonly header: (name: string) => string | null;
}

/** Thrown while reading an answer: it is none to our question. */
export class Unanswered extends Error {
  constructor(readonly reason: UnknownReason) {
    super(reason);
  }
}

/** One question in the dialect of a bank. */
export interface Question<T> {
  /** Payments and questions about them have their own breaker; cards their own turn as well. */
  readonly about: 'payment' | 'card';
  /** Whether it changes nothing at the bank. A payment does: it is sent once and then asked about. */
  readonly mayRepeat: boolean;
  /** Writes the message under a fresh number. */
  write(): Outgoing;
  /** Believes an answer or throws `Unanswered`. */
  read(answer: Incoming, asked: Outgoing): T;
}

/** A believed answer, or why there is none. `call` is null when nothing was sent. */
export type Channelled<T> =
  | { readonly state: 'answered'; readonly value: T; readonly call: BankCall }
  | { readonly state: 'unknown'; readonly reason: UnknownReason; readonly call: BankCall | null };

export interface ChannelOptions {
  readonly bankCode: string;
  readonly url: string;
  readonly deadlineMs: number;
  readonly clock: Clock;
  /** A message as evidence, with what of its HTTP headers belongs to it. */
  readonly evidenceOf: (message: { text: string; header: (name: string) => string | null }) => string;
}

interface Wire {
  status: number | null;
  response: string | null;
  answeredAt: Date | null;
}

/** Waited so long for its turn that no answer could be in time. */
class NoTurn extends Error {}

const MAX_ANSWER_BYTES = 1024 * 1024;
/** After so many calls in a row without an answer none is sent for a while: the bank is away, not the message wrong. */
const BREAKER = { failures: 10, halfOpenAfterMs: 2_000 };
const CONNECTIONS = 32;
/** Card checks at a time, and waiting for their turn: the other connections are left to payments. */
const CARD_CHECKS = { concurrent: 12, queued: 24 };

/**
 * What every dialect travels over: HTTP with connections, breakers, bulkhead and deadline of one bank's own, so that
 * its trouble is not another's. No exception leaves.
 */
export class BankChannel {
  private readonly payments = { turn: noop as IPolicy, breaker: newBreaker() };
  /** The bank as a registry: its trouble or a flood of questions keeps no payment waiting. */
  private readonly cards = {
    turn: bulkhead(CARD_CHECKS.concurrent, CARD_CHECKS.queued) as IPolicy,
    breaker: newBreaker(),
  };
  private readonly agent = new Agent({ connections: CONNECTIONS, pipelining: 1 });

  constructor(private readonly options: ChannelOptions) {}

  /**
   * Sends one message and waits for its answer until the deadline. A mere question is sent once more when it could not
   * be delivered or was answered with a fault page, while the deadline lasts.
   */
  async call<T>(question: Question<T>): Promise<Channelled<T>> {
    const deadline = new Deadline(this.options.deadlineMs);
    try {
      const first = await this.attempt(question, deadline, 1);
      const repeat = question.mayRepeat && first.state === 'unknown' && first.reason === 'unreachable';
      if (!repeat || deadline.tooLate()) return first;
      const second = await this.attempt(question, deadline, 2);
      return second.call === null ? first : second;
    } finally {
      deadline.end();
    }
  }

  /** How the breakers of payments and of card checks stand. */
  breakers(): BreakerReading[] {
    return [
      { about: 'payment', state: readingOf(this.payments.breaker) },
      { about: 'card', state: readingOf(this.cards.breaker) },
    ];
  }

  /** Closes the connections kept open to the bank. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async attempt<T>(
    question: Question<T>,
    deadline: Deadline,
    attempts: number,
  ): Promise<Channelled<T>> {
    const { bankCode, clock } = this.options;
    const asked = question.write();
    const askedAt = clock.now();
    const started = performance.now();
    const wire: Wire = { status: null, response: null, answeredAt: null };
    const evidence = (outcome: BankCall['outcome']): BankCall => ({
      bankCode,
      txCode: asked.txCode,
      seqNo: asked.seqNo,
      askedAt,
      ms: Math.round(performance.now() - started),
      outcome,
      attempts,
      request: this.evidenceOf(asked.text, (name) => asked.headers[name] ?? null),
      ...wire,
    });
    try {
      const { turn, breaker } = question.about === 'card' ? this.cards : this.payments;
      const value = await turn.execute(() => {
        if (deadline.tooLate()) throw new NoTurn();
        return breaker.execute(async () => {
          const answer = await this.transfer(asked, wire, deadline.signal);
          if (wire.status !== 200) throw new Unanswered('unreachable');
          return question.read(answer, asked);
        });
      });
      return { state: 'answered', value, call: evidence('answered') };
    } catch (error) {
      if (error instanceof BrokenCircuitError)
        return { state: 'unknown', reason: 'breaker-open', call: null };
      if (error instanceof NoTurn || error instanceof BulkheadRejectedError)
        return { state: 'unknown', reason: 'busy', call: null };
      if (!(error instanceof Unanswered)) throw error;
      return { state: 'unknown', reason: error.reason, call: evidence(error.reason) };
    }
  }

  private async transfer(asked: Outgoing, wire: Wire, signal: AbortSignal): Promise<Incoming> {
    try {
      const { statusCode, headers, body } = await request(this.options.url, {
        method: 'POST',
        headers: asked.headers,
        body: asked.text,
        dispatcher: this.agent,
        signal,
      });
      wire.status = statusCode;
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) throw new Unanswered('garbage');
        chunks.push(chunk);
      }
      const bytes = Buffer.concat(chunks);
      const header = (name: string): string | null => {
        const value = headers[name];
        return typeof value === 'string' ? value : null;
      };
      wire.response = this.evidenceOf(bytes.toString('utf8'), header);
      wire.answeredAt = this.options.clock.now();
      return { bytes, header };
    } catch (error) {
      if (error instanceof Unanswered) throw error;
      // Refused, reset, timed out: the message may have arrived all the same.
      throw new Unanswered(signal.aborted ? 'silent' : 'unreachable');
    }
  }

  private evidenceOf(text: string, header: (name: string) => string | null): string {
    return this.options.evidenceOf({ text, header });
  }
}

function readingOf({ state }: CircuitBreakerPolicy): BreakerReading['state'] {
  return state === CircuitState.Closed ? 'closed' : state === CircuitState.HalfOpen ? 'half-open' : 'open';
}

function newBreaker(): CircuitBreakerPolicy {
  return circuitBreaker(handleAll, {
    halfOpenAfter: BREAKER.halfOpenAfterMs,
    breaker: new ConsecutiveBreaker(BREAKER.failures),
  });
}
