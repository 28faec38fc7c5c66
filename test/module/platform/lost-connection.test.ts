import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import { DataSource } from 'typeorm';
import { appDataSourceOptions } from '../../../src/platform/database/data-source-options';
import { createTestDatabase, type TestDatabase } from '../../support';

describe('F09: a connection that its server ends while nobody listens to it', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource(appDataSourceOptions(database.appUrl, 2)).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  test('ends no process, and the next question gets another', async () => {
    const client = await (source.driver as unknown as { master: Pool }).master.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    // As between two users of it: the pool does not listen any more, and nobody else does yet.
    const other = new Client({ connectionString: database.superUrl });
    await other.connect();
    await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await other.end();
    await pause(200);
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release(true);
    const [after] = await source.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
    expect(after?.pid).not.toBe(rows[0]?.pid);
  });
});
