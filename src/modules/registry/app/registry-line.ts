import { Logger } from '@nestjs/common';
import {
  bulkhead,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
  isBrokenCircuitError,
  isBulkheadRejectedError,
} from 'cockatiel';
import { Pool } from 'undici';
import type { UnknownReason } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock/clock';
import type { Sealer } from '../../../platform/crypto/sealer';
import { Deadline } from '../../../platform/deadline';
import type { Answer, Ask } from '../domain/answer';
import type { QuestionName } from '../domain/questions';
import type { RegistryCode } from '../domain/registry-code';
import { converse, type Conversation, type Question } from './converse';
import { answerOf } from './answer-of';
import type { Patience } from './registry-options';

/** Faults of availability open the breaker; an odd answer about one person does not. */
const OPENS_BREAKER: readonly UnknownReason[] = ['silent', 'unreachable', 'garbage'];
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** A question that never left the house. */
type Unsent = 'busy' | 'breaker-open';

/**
 * The line to one registry: its own connections, bulkhead and breaker, so that its trouble stays its own. All
 * questions are reads.
 */
export class RegistryLine {
  private readonly logger = new Logger(RegistryLine.name);
  private readonly pool: Pool;
  private readonly bulkhead;
  private readonly breaker;
  private openedAt = 0;
  /** How often the breaker opened: again with each trial that failed. */
  private opened = 0;

  constructor(
    readonly registry: RegistryCode,
    baseUrl: string,
    private readonly patience: Patience,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {
    this.pool = new Pool(baseUrl, {
      connections: patience.bulkhead.concurrent,
      pipelining: 1,
      keepAliveTimeout: 10_000,
      connect: { timeout: patience.deadlineMs },
      maxResponseSize: MAX_ANSWER_BYTES,
    });
    this.bulkhead = bulkhead(patience.bulkhead.concurrent, patience.bulkhead.queued);
    this.breaker = circuitBreaker(handleWhenResult(opensBreaker), {
      breaker: new ConsecutiveBreaker(patience.breaker.consecutiveFailures),
      halfOpenAfter: patience.breaker.halfOpenAfterMs,
    });
    this.breaker.onBreak(() => {
      this.openedAt = performance.now();
      this.opened += 1;
      this.logger.warn({ event: 'breaker-opened', registry });
    });
    this.breaker.onReset(() => this.logger.log({ event: 'breaker-closed', registry }));
  }

  get timesOpened(): number {
    return this.opened;
  }

  /**
   * Whether questions are sent: all (closed), none (open), or one to see (half-open). Once the time of an open breaker is
   * over the next question is that one, though nobody may ask for long.
   */
  get breakerState(): 'closed' | 'half-open' | 'open' {
    const { state } = this.breaker;
    if (state === CircuitState.Closed) return 'closed';
    const over = performance.now() - this.openedAt >= this.patience.breaker.halfOpenAfterMs;
    return state === CircuitState.HalfOpen || over ? 'half-open' : 'open';
  }

  /** Calls the listener each time the registry answers again after the breaker was open. Returns how to unsubscribe. */
  onReopened(listener: () => void): () => void {
    const subscription = this.breaker.onReset(() => listener());
    return () => subscription.dispose();
  }

  /** Asks within the deadline. Throws only for faults of our own, such as a sealing key that is missing. */
  async ask<T>(name: QuestionName, ask: Ask, question: Question<T>): Promise<Answer<T>> {
    if (ask.basis.trim() === '') return { state: 'unknown', reason: 'denied', exchange: null };
    // Sealed first: nothing personal leaves the house when its evidence cannot be kept.
    const sealedRequest = this.sealer.seal(`${question.method} ${question.path}\n${question.body ?? ''}`);
    const outcome = await this.withinDeadline(question);
    if (typeof outcome === 'string') return { state: 'unknown', reason: outcome, exchange: null };
    const answer = answerOf(name, ask, outcome, {
      sealedRequest,
      seal: (text) => this.sealer.seal(text),
    });
    if (answer.state === 'unknown') this.report(name, answer);
    return answer;
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  private withinDeadline<T>(question: Question<T>): Promise<Conversation<T> | Unsent> {
    const deadline = new Deadline(this.patience.deadlineMs);
    let waitsFor: Unsent | null = 'busy';
    const attempt = async (): Promise<Conversation<T> | Unsent> => {
      if (deadline.tooLate()) return 'breaker-open';
      waitsFor = null;
      return converse(
        this.registry,
        this.pool,
        question,
        deadline.signal,
        this.clock,
        this.patience.clockSkewMs,
      );
    };
    const guarded = async (): Promise<Conversation<T> | Unsent> => {
      if (deadline.tooLate()) return 'busy';
      waitsFor = 'breaker-open';
      return this.breaker.execute(attempt);
    };
    const gaveUp = new Promise<Unsent>((resolve) => {
      deadline.signal.addEventListener('abort', () => waitsFor !== null && resolve(waitsFor), { once: true });
    });
    const answered = this.bulkhead.execute(guarded).catch(turnedAway);
    return Promise.race([answered, gaveUp]).finally(() => deadline.end());
  }

  /** An answer out of format, or one that turns our credential away, is an incident; silence shows in the breaker. */
  private report(name: QuestionName, answer: Answer<unknown> & { state: 'unknown' }): void {
    const turnedAway = answer.exchange?.status === 401 || answer.exchange?.status === 403;
    if (!turnedAway && (answer.reason === 'silent' || answer.reason === 'unreachable')) return;
    this.logger.warn({
      event: 'registry-answer-unusable',
      registry: this.registry,
      operation: answer.exchange?.operation ?? name,
      reason: answer.reason,
      detail: answer.exchange?.detail ?? null,
      exchangeId: answer.exchange?.id ?? null,
    });
  }
}

function opensBreaker(result: unknown): boolean {
  if (typeof result !== 'object' || result === null || !('result' in result)) return false;
  const { result: read, status } = result as Conversation<unknown>;
  if (!('reason' in read)) return false;
  // A registry that answers, and says that one of those it asks in turn is away, is well itself.
  if (read.reason === 'unreachable' && status === 200) return false;
  return OPENS_BREAKER.includes(read.reason);
}

function turnedAway(error: unknown): Unsent {
  if (isBulkheadRejectedError(error)) return 'busy';
  if (isBrokenCircuitError(error)) return 'breaker-open';
  throw error;
}
