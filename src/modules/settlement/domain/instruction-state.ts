/**
 * States of a payment instruction. `created`: at our side only, may be sent. `sending`: an attempt is on its way,
 * recorded before the call. `accepted`: the bank has it in process. `unknown`: nobody here can say; only the bank can.
 * `paid`, `rejected` and `returned` (退票) are final but for a later return of what was paid.
 */
export const INSTRUCTION_STATES = [
  'created',
  'sending',
  'accepted',
  'paid',
  'rejected',
  'unknown',
  'returned',
] as const;
export type InstructionState = (typeof INSTRUCTION_STATES)[number];

/** States in which the safety net still has work to do. */
export const OPEN_STATES: readonly InstructionState[] = ['created', 'sending', 'accepted', 'unknown'];
