/** A freeze as it stands in the queue of its account; `wantedFen` null: the whole account. */
export interface QueuedFreeze {
  readonly orderNo: string;
  readonly wantedFen: bigint | null;
}

/**
 * Freezes that take effect, of those in force in the order in which they were served: all up to and with the first of
 * the whole account. What comes behind it waits (轮候冻结).
 */
export function inEffect<F extends QueuedFreeze>(queue: readonly F[]): readonly F[] {
  const whole = queue.findIndex(({ wantedFen }) => wantedFen === null);
  return whole === -1 ? queue : queue.slice(0, whole + 1);
}

/** Whether the account as a whole is frozen (state 06). */
export function isWhollyFrozen(queue: readonly QueuedFreeze[]): boolean {
  return queue.some(({ wantedFen }) => wantedFen === null);
}
