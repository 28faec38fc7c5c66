import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  handleAll,
  type IPolicy,
  noop,
} from 'cockatiel';
import { Agent, request } from 'undici';
import { dayOf } from '../../../kernel/calendar';
import type { UnknownReason } from '../../../kernel/fact';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { AppConfig } from '../../../platform/config';
import { BOC, type BankBody, type BankHeader, TX_CODE } from './bank-message';
import { MessageSigner } from './message-signer';

/** One call of the bank, as evidence: what was sent, what came, when; of a question sent twice the second. */
export interface BankCall {
  readonly txCode: string;
  readonly seqNo: string;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
  /** Milliseconds from question to outcome, by a clock that only goes forward. */
  readonly ms: number;
  readonly status: number | null;
  readonly outcome: 'answered' | UnknownReason;
  /** 2 when the question was sent once more. */
  readonly attempts: number;
  readonly request: string;
  readonly response: string | null;
}

/** A verified answer, or why there is none. `call` is null when nothing was sent. */
export type BankAnswer =
  | { readonly state: 'answered'; readonly body: BankBody; readonly call: BankCall }
  | { readonly state: 'unknown'; readonly reason: UnknownReason; readonly call: BankCall | null };

interface Wire {
  status: number | null;
  response: string | null;
  answeredAt: Date | null;
}

class Unanswered extends Error {
  constructor(readonly reason: UnknownReason) {
    super(reason);
  }
}

/** Waited so long for its turn that no answer could be in time. */
class NoTurn extends Error {}

const MAX_ANSWER_BYTES = 1024 * 1024;
/** After so many calls in a row without an answer none is sent for a while: the bank is away, not the message wrong. */
const BREAKER = { failures: 10, halfOpenAfterMs: 2_000 };
const CONNECTIONS = 32;
/** Card checks at a time, and waiting for their turn: the other connections are left to payments. */
const CARD_CHECKS = { concurrent: 12, queued: 24 };
/** Part of the deadline after which a message that still waits is not sent: no answer could be in time. */
const LATEST_START = 0.75;
/** Questions that change nothing at the bank. A payment is never among them: it is sent once and then asked about. */
const READS: ReadonlySet<string> = new Set([TX_CODE.query, TX_CODE.cardCheck]);

/** How long one call may take, all its attempts together. */
interface Deadline {
  readonly signal: AbortSignal;
  tooLate(): boolean;
}

/**
 * Bank of China over signed JSON. No exception leaves: whatever is not a verified answer to this very question is
 * `unknown`, and of unknown nobody may conclude that nothing was paid.
 */
@Injectable()
export class BocClient implements OnApplicationShutdown {
  private readonly payments = { turn: noop as IPolicy, breaker: newBreaker() };
  /** The bank as a registry: its trouble or a flood of questions keeps no payment waiting. */
  private readonly cards = {
    turn: bulkhead(CARD_CHECKS.concurrent, CARD_CHECKS.queued) as IPolicy,
    breaker: newBreaker(),
  };
  private readonly agent = new Agent({ connections: CONNECTIONS, pipelining: 1 });

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly signer: MessageSigner,
  ) {}

  /**
   * Sends one message and waits for its answer until the deadline (BANK_DEADLINE_MS). A mere question is sent once more
   * when it could not be delivered or was answered with a fault page, while the deadline lasts.
   */
  async call(txCode: string, body: BankBody): Promise<BankAnswer> {
    const deadline = this.deadline();
    const first = await this.attempt(txCode, body, deadline, 1);
    const repeat = READS.has(txCode) && first.state === 'unknown' && first.reason === 'unreachable';
    if (!repeat || deadline.tooLate()) return first;
    const second = await this.attempt(txCode, body, deadline, 2);
    return second.call === null ? first : second;
  }

  private deadline(): Deadline {
    const latestStart = performance.now() + this.config.bankDeadlineMs * LATEST_START;
    return {
      signal: AbortSignal.timeout(this.config.bankDeadlineMs),
      tooLate: () => performance.now() > latestStart,
    };
  }

  private async attempt(
    txCode: string,
    body: BankBody,
    deadline: Deadline,
    attempts: number,
  ): Promise<BankAnswer> {
    const header = this.header(txCode);
    const text = JSON.stringify(this.signer.sign(header, body));
    const askedAt = this.clock.now();
    const started = performance.now();
    const wire: Wire = { status: null, response: null, answeredAt: null };
    const evidence = (outcome: BankCall['outcome']): BankCall => ({
      txCode,
      seqNo: header.SendSeqNo,
      askedAt,
      ms: Math.round(performance.now() - started),
      outcome,
      attempts,
      request: text,
      ...wire,
    });
    try {
      const { turn, breaker } = txCode === TX_CODE.cardCheck ? this.cards : this.payments;
      const answer = await turn.execute(() => {
        if (deadline.tooLate()) throw new NoTurn();
        return breaker.execute(() => this.exchange(header, text, wire, deadline.signal));
      });
      return { state: 'answered', body: answer, call: evidence('answered') };
    } catch (error) {
      if (error instanceof BrokenCircuitError)
        return { state: 'unknown', reason: 'breaker-open', call: null };
      if (error instanceof NoTurn || error instanceof BulkheadRejectedError)
        return { state: 'unknown', reason: 'busy', call: null };
      if (!(error instanceof Unanswered)) throw error;
      return { state: 'unknown', reason: error.reason, call: evidence(error.reason) };
    }
  }

  /** Closes the connections kept open to the bank, after the worker's last round has ended. */
  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private async exchange(
    asked: BankHeader,
    text: string,
    wire: Wire,
    signal: AbortSignal,
  ): Promise<BankBody> {
    await this.transfer(text, wire, signal);
    if (wire.status !== 200) throw new Unanswered('unreachable');
    const opened = this.signer.open(parse(wire.response ?? ''), this.clock.now());
    if (opened.state === 'refused') throw new Unanswered('garbage');
    const { header, body } = opened;
    const toUs = header.SendNode === BOC && header.ReceiveNode === asked.SendNode;
    const toThis = header.TxCode === asked.TxCode && header.SendSeqNo === asked.SendSeqNo;
    if (!toUs || !toThis) throw new Unanswered('other-person');
    return body;
  }

  private async transfer(text: string, wire: Wire, signal: AbortSignal): Promise<void> {
    try {
      const { statusCode, body } = await request(`${this.config.bankBocUrl}/bank/boc/message`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: text,
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
      wire.response = Buffer.concat(chunks).toString('utf8');
      wire.answeredAt = this.clock.now();
    } catch (error) {
      if (error instanceof Unanswered) throw error;
      // Refused, reset, timed out: the message may have arrived all the same.
      throw new Unanswered(signal.aborted ? 'silent' : 'unreachable');
    }
  }

  private header(txCode: string): BankHeader {
    const now = this.clock.now();
    const node = String(this.config.centreId);
    return {
      SendDate: dayOf(now).replaceAll('-', ''),
      SendTime: beijingTime(now),
      SendSeqNo: newId().replaceAll('-', ''),
      TxUnitNo: node,
      SendNode: node,
      TxCode: txCode,
      ReceiveNode: BOC,
      CustNo: node,
      OperNo: 'SYSTEM',
    };
  }
}

function newBreaker(): CircuitBreakerPolicy {
  return circuitBreaker(handleAll, {
    halfOpenAfter: BREAKER.halfOpenAfterMs,
    breaker: new ConsecutiveBreaker(BREAKER.failures),
  });
}

/** 'HHMMSS' in Beijing. */
function beijingTime(instant: Date): string {
  const seconds = Math.floor(instant.getTime() / 1_000 + 8 * 3_600) % 86_400;
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join('');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON at all: the shape check that follows names it.
    return null;
  }
}
