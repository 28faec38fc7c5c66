import { CENTRE, DatabaseUnderTest, onClient } from './database-under-test';

/** Tables that are the same for every centre, or name the centres. */
const shared = ['centre', 'chart_leaf', 'migrations', 'subject'];

let db: DatabaseUnderTest;

beforeAll(async () => {
  db = await DatabaseUnderTest.start();
});
afterAll(() => db.stop());

interface Fault {
  readonly table: string;
  readonly fault: string;
}

const tables = `
  SELECT c.oid, c.relname::text AS name, c.relrowsecurity, c.relforcerowsecurity,
         (SELECT attnum FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'centre_id' AND a.attnotnull) AS centre
    FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`;

const ofCentre = `centre_id = (current_setting('app.centre'::text))::integer`;

/** Everything about the tables of a centre that would let one centre see or block another. */
async function faults(): Promise<Fault[]> {
  return db.asSuperuser<Fault & { [column: string]: unknown }>(
    `WITH t AS (${tables})
     SELECT name AS "table", 'no centre_id' AS fault FROM t WHERE centre IS NULL AND name <> ALL ($1::text[])
     UNION ALL
     SELECT name, 'row-level security is not forced' FROM t
      WHERE centre IS NOT NULL AND NOT (relrowsecurity AND relforcerowsecurity)
     UNION ALL
     SELECT name, 'no policy of its centre' FROM t
      WHERE centre IS NOT NULL AND NOT EXISTS (
        SELECT FROM pg_policies AS p WHERE p.tablename = t.name AND p.roles = '{zero_run_app}' AND p.cmd = 'ALL'
           AND p.permissive = 'PERMISSIVE' AND p.qual = $2 AND p.with_check = $2)
     UNION ALL
     SELECT name, 'a policy too many: ' || p.policyname FROM t JOIN pg_policies AS p ON p.tablename = t.name
      WHERE p.policyname NOT IN ('centre_only', 'owner_work') OR (p.policyname = 'owner_work' AND p.roles <> '{zero_run_owner}')
     UNION ALL
     SELECT name, 'no primary key' FROM t WHERE NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = t.oid AND i.indisprimary)
     UNION ALL
     SELECT name, 'an index that does not start with centre_id: ' || i.indexrelid::regclass
       FROM t JOIN pg_index AS i ON i.indrelid = t.oid WHERE centre IS NOT NULL AND i.indkey[0] <> t.centre
     UNION ALL
     SELECT t.name, 'a foreign key across centres: ' || k.conname
       FROM t JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'f'
      WHERE t.centre IS NOT NULL AND (k.conkey[1] <> t.centre
         OR NOT EXISTS (SELECT FROM t AS far WHERE far.oid = k.confrelid AND k.confkey[1] = far.centre))
     ORDER BY 1, 2`,
    [shared, `(${ofCentre})`],
  );
}

describe('every table of a centre', () => {
  it('is closed by forced row-level security, and its keys and indexes start with the centre', async () => {
    expect(await faults()).toEqual([]);
  });

  it('is among more than twenty that are looked at', async () => {
    const rows = await db.asSuperuser(`WITH t AS (${tables}) SELECT name FROM t WHERE centre IS NOT NULL`);
    expect(rows.length).toBeGreaterThan(20);
  });

  it('would be named if it were left open', async () => {
    await db.asSuperuser(`
      CREATE TABLE planted_open (centre_id int NOT NULL, id int PRIMARY KEY, other int REFERENCES planted_open (id));
      CREATE INDEX planted_by_other ON planted_open (other, centre_id);
      CREATE POLICY everything ON planted_open USING (true);
      CREATE TABLE planted_apart (id int);`);
    try {
      expect(await faults()).toEqual([
        { table: 'planted_apart', fault: 'no centre_id' },
        { table: 'planted_apart', fault: 'no primary key' },
        { table: 'planted_open', fault: 'a foreign key across centres: planted_open_other_fkey' },
        { table: 'planted_open', fault: 'a policy too many: everything' },
        { table: 'planted_open', fault: 'an index that does not start with centre_id: planted_by_other' },
        { table: 'planted_open', fault: 'an index that does not start with centre_id: planted_open_pkey' },
        { table: 'planted_open', fault: 'no policy of its centre' },
        { table: 'planted_open', fault: 'row-level security is not forced' },
      ]);
    } finally {
      await db.asSuperuser('DROP TABLE planted_open, planted_apart');
    }
  });

  it('answers nobody who has not said for which centre', async () => {
    const names = await db.asSuperuser<{ name: string }>(
      `WITH t AS (${tables}) SELECT name FROM t WHERE centre IS NOT NULL ORDER BY 1`,
    );
    await db.counter();
    await onClient(db.database.appUrl, async (client) => {
      for (const { name } of names)
        await expect(client.query(`SELECT * FROM ${name}`)).rejects.toMatchObject({ code: '42704' });
      // After a transaction that said it, the setting is there and empty.
      await client.query(`BEGIN; SELECT set_config('app.centre', '${CENTRE}', true)`);
      expect((await client.query('SELECT * FROM pot')).rowCount).toBeGreaterThan(0);
      await client.query('COMMIT');
      await expect(client.query('SELECT * FROM pot')).rejects.toMatchObject({ code: '22P02' });
      await expect(client.query('DELETE FROM engagement')).rejects.toMatchObject({ code: '22P02' });
    });
  });
});
