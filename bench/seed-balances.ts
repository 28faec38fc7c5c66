import type { Client } from 'pg';

/** Accounts of one employer, which lie together. */
const membersEach = 120;

/**
 * Members with money on their accounts, made at the speed of the database: their balances come from opening journals
 * (D101 / C201, one for each of four value dates), so that the proof holds on them. `client` is the superuser's.
 */
export async function seedBalances(
  client: Client,
  accounts: number,
  years: readonly number[],
): Promise<void> {
  for (const year of years) await client.query('SELECT ensure_entry_partition($1)', [year]);
  await client.query(
    `WITH unit AS MATERIALIZED (
       SELECT nextval('ledger_account_id') AS id FROM generate_series(1, ($1::int - 1) / ${membersEach} + 1)
     ), numbered AS MATERIALIZED (
       SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM unit
     ), member AS MATERIALIZED (
       SELECT nextval('ledger_account_id') AS id, m.n FROM generate_series(0, $1::int - 1) AS m (n)
     ), units AS (
       INSERT INTO ledger_account (centre_id, id, kind, subject) SELECT 1, id, 'unit', '21901' FROM unit
     ), members AS (
       INSERT INTO ledger_account (centre_id, id, kind, subject) SELECT 1, id, 'member', '201' FROM member
     )
     INSERT INTO member_balance (centre_id, account_id, unit_id, carried_fen, current_fen, accumulated_to, version)
     SELECT 1, m.id, u.id, 1000000 + m.n % 7919 * 1000, 500000 + m.n % 997 * 100, day.value_date, 1
       FROM member AS m JOIN numbered AS u ON u.n = m.n / ${membersEach}
       JOIN (VALUES (0, '2026-07-01'::date), (1, '2026-09-15'), (2, '2026-12-31'), (3, '2027-03-08')) AS day (k, value_date)
         ON day.k = m.n % 4
      ORDER BY m.id`,
    [accounts],
  );
  await client.query(
    `WITH head AS (
       INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
       SELECT 1, gen_random_uuid(), '2026-07-01', day, 'opening', gen_random_uuid()
         FROM (SELECT DISTINCT accumulated_to AS day FROM member_balance) AS d RETURNING id, value_date
     )
     INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
     SELECT 1, h.id, row_number() OVER (), '2026-07-01'::date, b.account_id, '201', b.unit_id, 'C', b.carried_fen + b.current_fen, b.carried_fen
       FROM head AS h JOIN member_balance AS b ON b.accumulated_to = h.value_date
      UNION ALL
     SELECT 1, h.id, 0, '2026-07-01'::date, a.id, '101', NULL, 'D', sum(b.carried_fen + b.current_fen), 0
       FROM head AS h JOIN member_balance AS b ON b.accumulated_to = h.value_date
       JOIN ledger_account AS a ON a.centre_id = 1 AND a.code = '10101' GROUP BY h.id, a.id`,
  );
  await client.query('VACUUM ANALYZE member_balance, entry, journal, ledger_account');
}
