import type { Socket } from 'node:net';
import type { PoolClient } from 'pg';

const held = new WeakSet<PoolClient>();

/** Keeps what is written to the connection until the code at hand has nothing more to send: one packet, one system call. */
export function sendTogether(client: PoolClient): void {
  if (held.has(client)) return;
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  held.add(client);
  stream.cork();
  process.nextTick(() => {
    held.delete(client);
    stream.uncork();
  });
}

/**
 * Sends the opening of a transaction without waiting: it travels with the first statement of the work. Should it fail,
 * no statement behind it can touch a centre's row, for row-level security has no centre then.
 */
export function sendFirst(client: PoolClient, sql: string): Promise<unknown> {
  sendTogether(client);
  const begun: Promise<unknown> = client.query(sql);
  // Looked at when the work has ended; until then a rejection is not unhandled.
  begun.catch(() => undefined);
  return begun;
}
