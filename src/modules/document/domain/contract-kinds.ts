/**
 * Kinds that are issued on a case after it was done, several of them: they stand on no receipt. The room that issues
 * them proves where they stand by an invariant of its own.
 */
export const CONTRACT_KINDS = [
  'loan-contract',
  'mortgage-contract',
  'hedging-agreement',
  'custody-agreement',
] as const;

/** A contract binds more than the one who holds it: nobody takes it back because it is no longer needed. */
export const isContract = (kind: string): boolean => CONTRACT_KINDS.some((one) => one === kind);
