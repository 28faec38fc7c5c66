import { Client, type QueryResultRow } from 'pg';
import { DataSource, EntitySchema } from 'typeorm';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { appDataSourceOptions } from '../../../src/platform/database/data-source-options';
import type { Tx } from '../../../src/platform/database/tx';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { createTestDatabase, type TestDatabase } from '../../support';

export const CENTRE = 1;

/** A row read as an entity, for what TypeORM itself does on our connections. */
export const CentreRow = new EntitySchema<{ id: number; name: string }>({
  name: 'centre',
  columns: { id: { type: 'int', primary: true }, name: { type: 'text' } },
});

/** The unit of work on a database of its own, with pots as counters that it may change. */
export class DatabaseUnderTest {
  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly work: UnitOfWork,
  ) {}

  static async start(poolSize = 6): Promise<DatabaseUnderTest> {
    const database = await createTestDatabase();
    const dataSource = await connect(database.appUrl, poolSize);
    return new DatabaseUnderTest(database, dataSource, new UnitOfWork(dataSource));
  }

  /** On a database that others have made, and drop. */
  static async over(database: TestDatabase, poolSize = 6): Promise<DatabaseUnderTest> {
    const dataSource = await connect(database.appUrl, poolSize);
    return new DatabaseUnderTest(database, dataSource, new UnitOfWork(dataSource));
  }

  async stop(): Promise<void> {
    await this.dataSource.destroy();
    await this.database.drop();
  }

  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.work.run(CENTRE, work);
  }

  /** A pot that counts in fen how often something took place. */
  async counter(): Promise<string> {
    const id = newId();
    await this.run((tx) =>
      tx.execute(
        `INSERT INTO pot (centre_id, id, kind, period, cap_fen) VALUES ($1, $2, 'counter', 'test', 1000000)`,
        [CENTRE, id],
      ),
    );
    return id;
  }

  async counted(id: string): Promise<bigint> {
    const [row] = await this.work.read(CENTRE, (tx) =>
      tx.query<{ n: bigint }>('SELECT taken_fen AS n FROM pot WHERE id = $1', [id]),
    );
    return row?.n ?? -1n;
  }

  /** Does what the service cannot do. */
  async asSuperuser<R extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> {
    return onClient(this.database.superUrl, async (client) => {
      const { rows } = await client.query<R>(sql, values);
      return rows;
    });
  }
}

export async function connect(url: string, poolSize: number): Promise<DataSource> {
  return new DataSource({ ...appDataSourceOptions(url, poolSize), entities: [CentreRow] }).initialize();
}

/** Runs work on a connection of its own. */
export async function onClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const countUp = (tx: Tx, id: string): Promise<number> =>
  tx.execute('UPDATE pot SET taken_fen = taken_fen + 1 WHERE centre_id = $1 AND id = $2', [tx.centreId, id]);

/** Server process that serves this transaction. */
export async function backendOf(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return row!.pid;
}

/** Waits until as many as `count` cannot both pass, so that rivals meet. */
export function meetingOf(count: number): () => Promise<void> {
  let missing = count;
  let open = (): void => undefined;
  const all = new Promise<void>((resolve) => (open = resolve));
  return () => {
    missing -= 1;
    if (missing <= 0) open();
    return all;
  };
}

/** Asks again and again until it is so. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come about');
}
