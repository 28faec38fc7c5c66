import type { Tx } from '../../../src/platform/database/tx';
import { countUp, DatabaseUnderTest } from './database-under-test';

let db: DatabaseUnderTest;

beforeAll(async () => {
  db = await DatabaseUnderTest.start();
});
afterAll(() => db.stop());

const failWith = (code: string) => `DO $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '${code}'; END $$`;

/** A fault that is heard of late: its statement stands deeper in the code than the one sent behind it. */
async function deep(tx: Tx, sql: string, depth = 10): Promise<unknown> {
  return depth === 0 ? tx.execute(sql) : await deep(tx, sql, depth - 1);
}

describe('of statements sent in one turn', () => {
  it('the fault of the first that failed is told, not what it did to those behind it', async () => {
    const act = db.run((tx) => Promise.all([deep(tx, failWith('53100')), tx.query('SELECT 1')]));
    await expect(act).rejects.toMatchObject({ code: '53100' });
    const read = db.work.read(1, (tx) => Promise.all([deep(tx, 'SELECT 1 / 0'), tx.query('SELECT 1')]));
    await expect(read).rejects.toMatchObject({ code: '22012' });
  });

  it('one that lost a conflict makes the work run again, though another is heard of first', async () => {
    const id = await db.counter();
    let tries = 0;
    await db.run(async (tx) => {
      tries += 1;
      const sql = tries === 1 ? failWith('40P01') : 'SELECT 1';
      await Promise.all([deep(tx, sql), countUp(tx, id)]);
    });
    expect([tries, await db.counted(id)]).toEqual([2, 1n]);
  });
});
