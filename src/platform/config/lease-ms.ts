/**
 * How long one worker has an instruction or a case to itself; the deadlines of what it asks outside fit into it. Two
 * seconds less than the ten within which the work of a dead process must move: the next tick of a worker finds it, on
 * a busy machine too.
 */
export const LEASE_MS = 8_000;
