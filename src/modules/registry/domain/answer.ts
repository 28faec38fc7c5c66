import type { UnknownReason } from '../../../kernel/fact';
import type { RegistryCode } from './registry-code';

/** On whose behalf and why a registry is asked. */
export interface Ask {
  readonly traceId: string;
  /** Code of the catalogue item the question serves. */
  readonly purpose: string;
  /** null in a pre-check. */
  readonly caseId: string | null;
  /** Article or consent that allows the question; when empty nothing is asked and the answer is `denied`. */
  readonly basis: string;
}

/** A natural person as a registry is asked about one. */
export interface PersonAsked {
  readonly name: string;
  readonly idNo: string;
}

/**
 * What came of a question. Faults outside are values, never exceptions, and never look like "none": an empty list is
 * only ever what a registry said in so many words.
 */
export type Answer<T> =
  | {
      readonly state: 'known';
      readonly value: T;
      readonly receiptNo: string;
      /** ISO 8601, UTC. */
      readonly asOf: string;
      /** ISO 8601, UTC: as-of plus the time to live. */
      readonly validUntil: string;
      readonly exchange: Exchange;
    }
  | {
      readonly state: 'unknown';
      readonly reason: UnknownReason;
      /** Evidence of the call, or null when nothing was sent (denied, busy, breaker open). */
      readonly exchange: Exchange | null;
    };

/** Evidence of one question sent to a registry. Personal data stands in the sealed parts only. */
export interface Exchange {
  readonly id: string;
  readonly registry: RegistryCode;
  readonly operation: string;
  readonly purpose: string;
  readonly basis: string;
  readonly traceId: string;
  readonly askedAt: Date;
  /** null when no answer came. */
  readonly answeredAt: Date | null;
  /** Milliseconds from question to outcome, by a clock that only goes forward. */
  readonly ms: number;
  /** Sendings within this question: a read is repeated once after a reset or 5xx. */
  readonly attempts: number;
  /** HTTP status of the last sending, null when none came. */
  readonly status: number | null;
  readonly outcome: 'known' | UnknownReason;
  /** Where the answer left the agreed format or how the line broke; never a value out of the answer. */
  readonly detail: string | null;
  readonly receiptNo: string | null;
  readonly asOf: Date | null;
  readonly sealedRequest: Buffer;
  /** Sealed base64 of the bytes of a known answer; of any other null, for nobody knows what more it tells. */
  readonly sealedResponse: Buffer | null;
  /** Hex SHA-256 of the response bytes, kept or not. */
  readonly responseSha256: string | null;
}
