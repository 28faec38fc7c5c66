import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { measured, type Used } from './processor-time';

const entriesOfMonth = (month: number): string => `
  SELECT e.* FROM entry AS e
    JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id AND j.kind = 'remittance'
    JOIN remittance_list AS l ON l.centre_id = j.centre_id AND l.id = j.source_id AND l.month = ${month}
   ORDER BY e.journal_id, e.seq`;

/** Tables like those of the books, without triggers, policies and checks of ours; indexed alike. */
export async function prepareBare(client: Client): Promise<void> {
  await client.query(`
    CREATE TABLE bare_entry (LIKE entry INCLUDING DEFAULTS) PARTITION BY RANGE (business_date);
    CREATE TABLE bare_entry_2026 PARTITION OF bare_entry FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    ALTER TABLE bare_entry ADD PRIMARY KEY (centre_id, journal_id, seq, business_date);
    CREATE INDEX ON bare_entry (centre_id, account_id, business_date);
    CREATE TABLE bare_balance (LIKE member_balance INCLUDING DEFAULTS INCLUDING INDEXES) WITH (fillfactor = 80);
    INSERT INTO bare_balance SELECT * FROM member_balance ORDER BY account_id`);
  await client.query('VACUUM ANALYZE bare_balance');
}

/** The same entries by COPY and the same accounts by one UPDATE, in one transaction. */
export async function bareMonth(
  client: Client,
  serverPid: number,
  name: string,
  month: number,
): Promise<Used & { name: string; rows: number }> {
  const chunks: Buffer[] = [];
  const out = client.query(copyTo(`COPY (${entriesOfMonth(month)}) TO STDOUT (FORMAT binary)`));
  for await (const chunk of out) chunks.push(chunk as Buffer);
  await client.query('TRUNCATE bare_entry');
  await client.query('VACUUM bare_balance');
  const used = await measured(serverPid, () => writeBare(client, chunks, month));
  const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM bare_entry');
  return { name, ...used, rows: Number(rows[0]?.n ?? 0) };
}

async function writeBare(client: Client, chunks: readonly Buffer[], month: number): Promise<void> {
  await client.query('BEGIN');
  const into = client.query(copyFrom('COPY bare_entry FROM STDIN (FORMAT binary)'));
  await pipeline(Readable.from(chunks), into);
  await client.query(`
    UPDATE bare_balance AS b
       SET current_fen = b.current_fen + l.employer_fen + l.employee_fen, version = b.version + 1,
           accumulation = b.accumulation + b.current_fen, accumulated_to = '2026-11-21'
      FROM remittance_line AS l JOIN remittance_list AS r ON r.centre_id = l.centre_id AND r.id = l.list_id AND r.month = ${month}
     WHERE b.centre_id = l.centre_id AND b.account_id = l.account_id`);
  await client.query('COMMIT');
}
