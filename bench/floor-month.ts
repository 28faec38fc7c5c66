import { Client, type QueryResult } from 'pg';
import { LANES, MOST } from '../src/modules/settlement/app/take-receipts';
import { timed } from './statistics';

const lists = (ids: readonly string[]): string => `(${ids.map((id) => `'${id}'::uuid`).join(', ')})`;

/** Units and lists, locked in this order and by their ids, as whoever takes money for lists locks them. */
const lockSql = (ids: string): string => `
  WITH unit AS MATERIALIZED (
    SELECT u.ledger_account_id FROM unit_account AS u
      JOIN remittance_list AS l ON l.centre_id = u.centre_id AND l.unit_id = u.ledger_account_id
     WHERE l.centre_id = 1 AND l.id IN ${ids} ORDER BY u.ledger_account_id FOR NO KEY UPDATE OF u)
  SELECT l.id FROM remittance_list AS l JOIN unit AS u ON u.ledger_account_id = l.unit_id
   WHERE l.centre_id = 1 AND l.id IN ${ids} AND l.state = 'CONFIRMED' ORDER BY l.id FOR NO KEY UPDATE OF l`;

/** Every check of the books: members locked in the order of ids, one INSERT of all vouchers, the trigger behind it. */
const postSql = (ids: string): string => `
  WITH list AS MATERIALIZED (
    SELECT id, total_fen, gen_random_uuid() AS journal_id FROM remittance_list WHERE centre_id = 1 AND id IN ${ids}
  ), locked AS MATERIALIZED (
    SELECT list.journal_id, r.account_id, r.employer_fen + r.employee_fen AS amount_fen, b.unit_id
      FROM list JOIN remittance_line AS r ON r.centre_id = 1 AND r.list_id = list.id
      JOIN member_balance AS b ON b.centre_id = 1 AND b.account_id = r.account_id
     ORDER BY b.account_id FOR NO KEY UPDATE OF b
  ), head AS (
    INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
    SELECT 1, journal_id, '2026-11-21', '2026-11-21', 'remittance', id FROM list
  ), posted AS (
    INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen)
    SELECT 1, line.journal_id, (row_number() OVER (PARTITION BY line.journal_id))::int, '2026-11-21', line.account_id, line.subject,
           line.unit_id, line.side, line.amount_fen
      FROM (
        SELECT journal_id, account_id, '201' AS subject, unit_id, 'C' AS side, amount_fen FROM locked
        UNION ALL
        SELECT list.journal_id, a.id, a.subject, NULL, 'D', list.total_fen
          FROM list JOIN ledger_account AS a ON a.centre_id = 1 AND a.code = '10101') AS line
  ), moved AS (
    UPDATE member_balance AS b
       SET current_fen = b.current_fen + m.amount_fen,
           accumulation = b.accumulation + (b.carried_fen + b.current_fen) * greatest(0, date '2026-11-21' - b.accumulated_to),
           accumulated_to = greatest(b.accumulated_to, date '2026-11-21'), version = b.version + 1
      FROM locked AS m WHERE b.centre_id = 1 AND b.account_id = m.account_id RETURNING 1
  )
  SELECT count(*)::int AS moved FROM moved`;

const doneSql = (ids: string): string => `
  WITH list AS (
    UPDATE remittance_list SET state = 'POSTED', posted_on = '2026-11-21' WHERE centre_id = 1 AND id IN ${ids} RETURNING unit_id, month)
  UPDATE unit_account AS u SET paid_through = list.month FROM list WHERE u.centre_id = 1 AND u.ledger_account_id = list.unit_id`;

/**
 * The same month by bare set-based SQL with the same checks: as many lists a transaction and as many transactions at a
 * time as the service takes on a pay day, each transaction in one round trip. What no service on these tables can undercut.
 */
export async function floorMonth(
  url: string,
  name: string,
  month: number,
): Promise<{ name: string; seconds: number }> {
  const lanes = await Promise.all(Array.from({ length: LANES }, () => connect(url)));
  try {
    const found = await lanes[0]?.query<{ id: string }>(
      'SELECT id FROM remittance_list WHERE centre_id = 1 AND month = $1 ORDER BY unit_id',
      [month],
    );
    const ids = found?.rows.map(({ id }) => id) ?? [];
    const batches = Array.from({ length: Math.ceil(ids.length / MOST) }, (_, at) =>
      ids.slice(at * MOST, (at + 1) * MOST),
    );
    const began = performance.now();
    await timed(batches.length, LANES, async (index, lane) => {
      const [client, batch] = [lanes[lane], batches[index]];
      if (client && batch) await postLists(client, batch);
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
  // A few thousand members of a city are looked up by key: with what a look costs where tables are in memory. Planned at the
  // price of a disk of old, each batch reads all balances of the city, and this is no floor.
  await client.query('SET random_page_cost = 1.1');
  return client;
}

async function postLists(client: Client, batch: readonly string[]): Promise<void> {
  const ids = lists(batch);
  const statements = ['BEGIN', lockSql(ids), postSql(ids), doneSql(ids), 'COMMIT'].join(';\n');
  const [, locked] = (await client.query(statements)) as unknown as QueryResult[];
  if (locked?.rowCount !== batch.length) throw new Error('a list awaits no money');
}
