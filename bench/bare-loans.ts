import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** Rows that a run adds to a table, and rows that it changes in one. */
export interface Written {
  readonly added: Readonly<Record<string, string>>;
  readonly changed: Readonly<Record<string, readonly string[]>>;
}

/** What a due day writes: rows it adds, by the condition that tells them from those that were there; rows it changes. */
export const ofDueDay = (day: string): Written => ({
  added: {
    journal: `kind LIKE 'loan-%' AND value_date = '${day}'`,
    entry: `journal_id IN (SELECT id FROM journal WHERE kind LIKE 'loan-%' AND value_date = '${day}')`,
    loan_due: `due_on = '${day}'`,
    loan_transaction: `kind <> '01' AND value_date = '${day}'`,
    loan_deduction: `due_on = '${day}'`,
  },
  changed: { member_balance: ['account_id'], loan_account: ['loan_id'] },
});

/** What January writes. */
export const OF_JANUARY: Written = {
  added: { loan_plan: `reason = 'rate-change'`, event: `kind = 'rate-changed'` },
  changed: { loan_account: ['loan_id'], loan: ['id'] },
};

/** Tables like those of the books, indexed alike, without triggers, policies and checks; with the rows that will change. */
export async function keepBefore(client: Client, { added, changed }: Written): Promise<void> {
  for (const table of [...Object.keys(added), ...Object.keys(changed)]) {
    await client.query(`DROP TABLE IF EXISTS bare_${table}`);
    await client.query(`CREATE TABLE bare_${table} (LIKE ${table} INCLUDING DEFAULTS INCLUDING INDEXES)`);
  }
  for (const [table, key] of Object.entries(changed)) {
    await client.query(`ALTER TABLE bare_${table} SET (fillfactor = 80)`);
    await client.query(`INSERT INTO bare_${table} SELECT * FROM ${table} ORDER BY ${key.join(', ')}`);
  }
}

/** The same rows by COPY and by UPDATE, in one transaction; all that is written is known before. Rows in all, and seconds. */
export async function bareLoans(
  client: Client,
  { added, changed }: Written,
): Promise<{ seconds: number; rows: number }> {
  const copies: { table: string; chunks: Buffer[] }[] = [];
  // Of what was written just now nothing is known yet: planned by that, a look for each voucher goes through all lines.
  await client.query(`ANALYZE ${Object.keys(added).join(', ')}`);
  for (const [table, condition] of Object.entries(added)) {
    const chunks: Buffer[] = [];
    const out = client.query(
      copyTo(`COPY (SELECT * FROM ${table} WHERE ${condition}) TO STDOUT (FORMAT binary)`),
    );
    for await (const chunk of out) chunks.push(chunk as Buffer);
    copies.push({ table, chunks });
  }
  const updates: string[] = [];
  for (const [table, key] of Object.entries(changed)) {
    const columns = await columnsOf(client, table);
    await client.query(`DROP TABLE IF EXISTS after_${table}`);
    await client.query(
      `CREATE TABLE after_${table} AS SELECT n.* FROM ${table} AS n JOIN bare_${table} AS o USING (centre_id, ${key.join(', ')})
        WHERE n.* IS DISTINCT FROM o.*`,
    );
    const values = columns.filter((column) => column !== 'centre_id' && !key.includes(column));
    const matches = ['centre_id', ...key].map((column) => `b.${column} = a.${column}`).join(' AND ');
    updates.push(
      `UPDATE bare_${table} AS b SET (${values.join(', ')}) = ROW (${values.map((column) => `a.${column}`).join(', ')})
         FROM after_${table} AS a WHERE ${matches}`,
    );
    await client.query(`VACUUM ANALYZE bare_${table}`);
    await client.query(`ANALYZE after_${table}`);
  }
  await client.query('CHECKPOINT');
  const began = performance.now();
  let rows = 0;
  await client.query('BEGIN');
  for (const { table, chunks } of copies) {
    const into = client.query(copyFrom(`COPY bare_${table} FROM STDIN (FORMAT binary)`));
    await pipeline(Readable.from(chunks), into);
    rows += into.rowCount;
  }
  for (const update of updates) rows += (await client.query(update)).rowCount ?? 0;
  await client.query('COMMIT');
  return { seconds: (performance.now() - began) / 1000, rows };
}

async function columnsOf(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
}
