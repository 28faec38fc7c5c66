/** How long one worker has an instruction or a case to itself; the deadlines of what it asks outside fit into it. */
export const LEASE_MS = 10_000;
