import type { RegistryCode } from '../domain/registry-code';

/** The registries this room asks; of the bank the custody of prices alone, its card check is asked by settlement. */
export type AskedRegistry = RegistryCode;

/** How patient a connector is with its registry. */
export interface Patience {
  /** From the question to the answer, waiting for a free line and the repeated sending included. */
  readonly deadlineMs: number;
  readonly breaker: { readonly consecutiveFailures: number; readonly halfOpenAfterMs: number };
  readonly bulkhead: { readonly concurrent: number; readonly queued: number };
  /** How far a registry's clock may run before ours. */
  readonly clockSkewMs: number;
}

/** What the room needs to be told; the provider token of its settings. */
export abstract class RegistryOptions implements Patience {
  /** Base URLs without a trailing slash. */
  abstract readonly baseUrls: Readonly<Record<AskedRegistry, string>>;
  abstract readonly deadlineMs: number;
  abstract readonly breaker: Patience['breaker'];
  abstract readonly bulkhead: Patience['bulkhead'];
  abstract readonly clockSkewMs: number;
}

/** Measured against nothing but common sense: a registry answers in tenths of a second or is in trouble. */
export const DEFAULT_PATIENCE: Patience = {
  deadlineMs: 800,
  breaker: { consecutiveFailures: 5, halfOpenAfterMs: 3_000 },
  bulkhead: { concurrent: 64, queued: 128 },
  clockSkewMs: 600_000,
};
