/** JSON that a fact, a decision or an event may hold. Money inside is a yuan string, a day is 'YYYY-MM-DD'. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Why a fact is not known. None of these may ever be read as "no", as zero or as "none". */
export type UnknownReason =
  | 'silent' // no answer before the deadline
  | 'unreachable' // refused, reset, 5xx
  | 'breaker-open' // not asked: the connector protects a failing registry
  | 'busy' // not asked: the bulkhead is full
  | 'garbage' // an answer that is not of the agreed format
  | 'drift' // a field missing, of another type, or with a value outside its code table
  | 'stale' // as-of older than the time to live
  | 'other-person' // the answer is about somebody else
  | 'denied' // no legal basis or consent
  | 'awaited' // somebody has to say it and has not yet
  | 'conflict' // two sources say different things: only a person can tell which is right
  | 'depends-on-unknown'; // could not be asked because a fact it needs is unknown

export interface KnownFact<V extends Json = Json> {
  readonly name: string;
  readonly state: 'known';
  readonly value: V;
  /**
   * Registry code (MSA, POL, SOC, CIV, REA, HSG, HRR, TAX, PBC, NAT, CRT, BNK), room ('ledger', 'contribution', …), or DESK: a
   * person's evidence.
   */
  readonly source: string;
  /** The registry's own number of its answer, or our row's id: what an auditor asks the source with. */
  readonly receiptNo: string;
  /** Instant (ISO 8601, UTC) at which the source says this was true. */
  readonly asOf: string;
  /** Instant until which it may be reused (time to live of handbook 8), or null when it holds only now. */
  readonly validUntil: string | null;
}

export interface UnknownFact {
  readonly name: string;
  readonly state: 'unknown';
  readonly reason: UnknownReason;
  readonly source: string;
  /** Instant of the attempt. */
  readonly askedAt: string;
  /** Last day until which the source is known to lag: the wait calls no person before it has passed. */
  readonly lagsUntil?: string;
}

export type Fact<V extends Json = Json> = KnownFact<V> | UnknownFact;
