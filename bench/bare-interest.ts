import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const entriesOfYear = (year: number): string => `
  SELECT e.* FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
   WHERE j.kind = 'annual-interest' AND e.business_date = '${year}-06-30' ORDER BY e.journal_id, e.seq`;

/** Tables like those of the books, without triggers, policies and checks of ours; indexed alike. */
export async function prepareBareInterest(client: Client, years: readonly number[]): Promise<void> {
  await client.query(
    'CREATE TABLE bare_entry (LIKE entry INCLUDING DEFAULTS) PARTITION BY RANGE (business_date)',
  );
  for (const year of years)
    await client.query(
      `CREATE TABLE bare_entry_${year} PARTITION OF bare_entry FOR VALUES FROM ('${year}-01-01') TO ('${year + 1}-01-01')`,
    );
  await client.query(`
    ALTER TABLE bare_entry ADD PRIMARY KEY (centre_id, journal_id, seq, business_date);
    CREATE INDEX ON bare_entry (centre_id, account_id, business_date);
    CREATE TABLE bare_balance (LIKE member_balance INCLUDING DEFAULTS INCLUDING INDEXES) WITH (fillfactor = 80);
    INSERT INTO bare_balance SELECT * FROM member_balance ORDER BY account_id;
    CREATE TABLE bare_interest (account_id bigint PRIMARY KEY, interest bigint NOT NULL)`);
}

/** The same entries by COPY and the same rows by one UPDATE, in one transaction; all that is written is known before. */
export async function bareInterest(
  client: Client,
  name: string,
  year: number,
): Promise<{ name: string; seconds: number; rows: number }> {
  const chunks: Buffer[] = [];
  const out = client.query(copyTo(`COPY (${entriesOfYear(year)}) TO STDOUT (FORMAT binary)`));
  for await (const chunk of out) chunks.push(chunk as Buffer);
  await client.query(`
    TRUNCATE bare_entry, bare_interest;
    INSERT INTO bare_interest SELECT account_id, amount_fen FROM (${entriesOfYear(year)}) AS e WHERE subject = '201' ORDER BY account_id`);
  await client.query('VACUUM ANALYZE bare_balance');
  await client.query('VACUUM ANALYZE bare_interest');
  await client.query('CHECKPOINT');
  const began = performance.now();
  await client.query('BEGIN');
  const into = client.query(copyFrom('COPY bare_entry FROM STDIN (FORMAT binary)'));
  await pipeline(Readable.from(chunks), into);
  await client.query(`
    UPDATE bare_balance AS b
       SET carried_fen = b.carried_fen + b.current_fen + i.interest, current_fen = 0, accumulation = 0,
           accumulated_to = '${year}-07-01', settled_to = '${year}-07-01',
           settled_numerator = b.settled_numerator + i.interest, version = b.version + 1
      FROM bare_interest AS i WHERE b.centre_id = 1 AND b.account_id = i.account_id`);
  await client.query('COMMIT');
  const seconds = (performance.now() - began) / 1000;
  const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM bare_entry');
  return { name, seconds, rows: Number(rows[0]?.n ?? 0) };
}
