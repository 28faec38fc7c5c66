import { Client, DatabaseError } from 'pg';

export type Answer<T> =
  | { readonly state: 'connected'; readonly value: T }
  /** Nobody listens yet, or the server is starting or stopping: worth asking again. */
  | { readonly state: 'not-yet' }
  /** The server answered no: asking again will not change it. */
  | { readonly state: 'refused'; readonly reason: string };

/** SQLSTATEs of a server that starts or stops, and of one whose connections are all taken for the moment. */
const NOT_YET = new Set(['57P01', '57P02', '57P03', '53300']);

/** Runs work on one connection as superuser to the database `postgres` and closes it. */
export async function connectAsSuperuser<T>(
  port: number,
  password: string,
  work: (client: Client) => Promise<T>,
): Promise<Answer<T>> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  // A server that goes away mid-way also reports it here; the query's own rejection is what counts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return { state: 'connected', value: await work(client) };
  } catch (error) {
    if (error instanceof DatabaseError && !NOT_YET.has(error.code ?? '')) {
      return { state: 'refused', reason: error.message };
    }
    return { state: 'not-yet' };
  } finally {
    await client.end().catch(() => undefined);
  }
}
