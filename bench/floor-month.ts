import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { timed } from './statistics';

/** List and unit, locked in this order, as whoever takes money for a list locks them. */
const lockSql = `
  WITH unit AS MATERIALIZED (
    SELECT u.ledger_account_id FROM unit_account AS u
      JOIN remittance_list AS l ON l.centre_id = u.centre_id AND l.unit_id = u.ledger_account_id
     WHERE l.centre_id = 1 AND l.id = $1 FOR NO KEY UPDATE OF u)
  SELECT l.id FROM remittance_list AS l JOIN unit AS u ON u.ledger_account_id = l.unit_id
   WHERE l.centre_id = 1 AND l.id = $1 AND l.state = 'CONFIRMED' FOR NO KEY UPDATE OF l`;

/** Every check of the books: members locked in the order of ids, one INSERT of the whole voucher, the trigger behind it. */
const postSql = `
  WITH locked AS MATERIALIZED (
    SELECT r.account_id, r.employer_fen + r.employee_fen AS amount_fen, b.unit_id
      FROM remittance_line AS r JOIN member_balance AS b ON b.centre_id = 1 AND b.account_id = r.account_id
     WHERE r.centre_id = 1 AND r.list_id = $1 ORDER BY b.account_id FOR NO KEY UPDATE OF b
  ), head AS (
    INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
    VALUES (1, $2, '2026-11-21', '2026-11-21', 'remittance', $1) RETURNING id
  ), posted AS (
    INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen)
    SELECT 1, head.id, (row_number() OVER ())::int, '2026-11-21', line.account_id, line.subject, line.unit_id, line.side, line.amount_fen
      FROM head CROSS JOIN (
        SELECT account_id, '201' AS subject, unit_id, 'C' AS side, amount_fen FROM locked
        UNION ALL
        SELECT a.id, a.subject, NULL, 'D', l.total_fen FROM ledger_account AS a
          JOIN remittance_list AS l ON l.centre_id = 1 AND l.id = $1 WHERE a.centre_id = 1 AND a.code = '10101') AS line
  ), moved AS (
    UPDATE member_balance AS b
       SET current_fen = b.current_fen + m.amount_fen,
           accumulation = b.accumulation + (b.carried_fen + b.current_fen) * greatest(0, date '2026-11-21' - b.accumulated_to),
           accumulated_to = greatest(b.accumulated_to, date '2026-11-21'), version = b.version + 1
      FROM locked AS m WHERE b.centre_id = 1 AND b.account_id = m.account_id RETURNING 1
  )
  SELECT count(*)::int AS moved FROM moved`;

const doneSql = `
  WITH list AS (
    UPDATE remittance_list SET state = 'POSTED', posted_on = '2026-11-21' WHERE centre_id = 1 AND id = $1 RETURNING unit_id, month)
  UPDATE unit_account AS u SET paid_through = list.month FROM list WHERE u.centre_id = 1 AND u.ledger_account_id = list.unit_id`;

/** The same month by bare set-based SQL with the same checks: what no service on these tables can undercut. */
export async function floorMonth(
  url: string,
  name: string,
  month: number,
  concurrency: number,
): Promise<{ name: string; seconds: number }> {
  const lanes = await Promise.all(Array.from({ length: concurrency }, () => connect(url)));
  try {
    const lists = await lanes[0]?.query<{ id: string }>(
      'SELECT id FROM remittance_list WHERE centre_id = 1 AND month = $1 ORDER BY unit_id',
      [month],
    );
    const ids = lists?.rows.map(({ id }) => id) ?? [];
    const began = performance.now();
    await timed(ids.length, concurrency, async (index, lane) => {
      const [client, id] = [lanes[lane], ids[index]];
      if (client && id) await postList(client, id);
    });
    return { name, seconds: (performance.now() - began) / 1000 };
  } finally {
    await Promise.all(lanes.map((client) => client.end()));
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`SELECT set_config('app.centre', '1', false)`);
  return client;
}

async function postList(client: Client, id: string): Promise<void> {
  await client.query('BEGIN');
  const locked = await client.query({ name: 'lock', text: lockSql, values: [id] });
  if (locked.rowCount !== 1) throw new Error(`list ${id} awaits no money`);
  await client.query({ name: 'post', text: postSql, values: [id, randomUUID()] });
  await client.query({ name: 'done', text: doneSql, values: [id] });
  await client.query('COMMIT');
}
