import { createHash } from 'node:crypto';
import type { Pool } from 'undici';
import type { UnknownReason } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock/clock';
import { AnswerFault, DayAhead } from '../domain/fault';
import { TIME_TO_LIVE_MS, type RegistryCode } from '../domain/registry-code';
import type { Reading } from '../wire/reading';
import { send, type Sending, type Sent } from './send';

/** One question in the words of its registry, and how its answer is read. */
export interface Question<T> extends Sending {
  /** Reads the bytes of a 200 answer; throws `AnswerFault`. */
  read(bytes: Uint8Array): Reading<T>;
}

/** A question that was sent, and what came of it. */
export interface Conversation<T> {
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
  readonly ms: number;
  readonly attempts: number;
  readonly status: number | null;
  /** Of an answer whose fields were all checked; of any other nobody knows what it tells, so it is not kept. */
  readonly bytes: Buffer | null;
  /** Hex SHA-256 of the answer, kept or not; null when none came whole. */
  readonly sha256: string | null;
  readonly result: Reading<T> | Failure;
}

/** Why there is no reading. */
interface Failure {
  readonly reason: UnknownReason;
  readonly detail: string | null;
}

/** Sends, once more after a reset or 5xx while the deadline lasts, and reads the answer. */
export async function converse<T>(
  registry: RegistryCode,
  pool: Pool,
  question: Question<T>,
  deadline: AbortSignal,
  clock: Clock,
  clockSkewMs: number,
): Promise<Conversation<T>> {
  const askedAt = clock.now();
  const started = performance.now();
  let attempts = 1;
  let sent = await send(pool, question, deadline);
  if (worthRepeating(sent) && !deadline.aborted) {
    attempts = 2;
    sent = await send(pool, question, deadline);
  }
  const ms = Math.round(performance.now() - started);
  const now = clock.now();
  const answer = sent.kind === 'answered' ? sent : null;
  const result = understand(sent, question, { now, clockSkewMs, timeToLiveMs: TIME_TO_LIVE_MS[registry] });
  return {
    askedAt,
    answeredAt: answer === null ? null : now,
    ms,
    attempts,
    status: answer?.status ?? null,
    bytes: 'reason' in result ? null : (answer?.bytes ?? null),
    sha256: answer === null ? null : createHash('sha256').update(answer.bytes).digest('hex'),
    result,
  };
}

function worthRepeating(sent: Sent): boolean {
  return sent.kind === 'broken' || (sent.kind === 'answered' && sent.status >= 500);
}

function understand<T>(
  sent: Sent,
  question: Question<T>,
  freshness: { now: Date; clockSkewMs: number; timeToLiveMs: number },
): Conversation<T>['result'] {
  if (sent.kind === 'silent') return { reason: 'silent', detail: null };
  if (sent.kind === 'broken') return { reason: 'unreachable', detail: sent.code };
  if (sent.kind === 'too-large') return { reason: 'garbage', detail: 'answer too large' };
  const detail = `HTTP ${sent.status}`;
  // 401 and 403 speak of our own credential, not of the person: nobody is sent to a counter for it.
  if (sent.status >= 500 || [401, 403, 429].includes(sent.status)) return { reason: 'unreachable', detail };
  if (sent.status !== 200) return { reason: 'garbage', detail };
  try {
    const reading = question.read(sent.bytes);
    const fault = faultOfAge(reading.asOf, freshness);
    return fault ?? reading;
  } catch (error) {
    if (!(error instanceof AnswerFault)) throw error;
    // A day may lie ahead of an as-of because that is old.
    const old = error instanceof DayAhead ? faultOfAge(error.asOf, freshness) : null;
    return old ?? { reason: error.reason, detail: error.detail };
  }
}

/** As-of must lie between now minus the time to live and now plus the skew we forgive. */
function faultOfAge(
  asOf: Date,
  limits: { now: Date; clockSkewMs: number; timeToLiveMs: number },
): Failure | null {
  const ageMs = limits.now.getTime() - asOf.getTime();
  if (ageMs > limits.timeToLiveMs) return { reason: 'stale', detail: 'as-of older than the time to live' };
  if (ageMs < -limits.clockSkewMs) return { reason: 'drift', detail: 'as-of in the future' };
  return null;
}
