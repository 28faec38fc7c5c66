import { type CarryScope, good, inTransaction } from './carry-over';

/** Lists of months that were paid before: their money came with the opening balances. */
export async function carryMonths(scope: CarryScope): Promise<number> {
  const { client, centreId, piece: size } = scope;
  await client.query(
    `CREATE TEMP TABLE carry_list AS
     SELECT l.*, sum(l.members) OVER (ORDER BY l.dwzh COLLATE "C", l.hbjny) AS upto FROM (
       SELECT t.dwzh, t.hbjny, count(*)::int AS members, sum(t.fse)::bigint AS total, max(t.jzrq) AS posted_on,
              gen_random_uuid() AS id
         FROM typed_detail AS t WHERE t.gjhtqywlx = '01' AND ${good('detail')}
          AND NOT EXISTS (SELECT FROM month_on_books AS m WHERE m.dwzh = t.dwzh AND m.month = t.hbjny)
        GROUP BY t.dwzh, t.hbjny) AS l`,
  );
  await client.query('CREATE INDEX ON typed_detail (dwzh, hbjny)');
  await client.query('ANALYZE carry_list, typed_detail');
  const { rows } = await client.query<{ lines: number }>(
    'SELECT coalesce(max(upto), 0)::int AS lines FROM carry_list',
  );
  const lines = rows[0]?.lines ?? 0;
  for (let from = 0; from < lines; from += size) {
    const piece = [centreId, from, from + size];
    await inTransaction(client, async () => {
      await client.query(listsSql, piece);
      await client.query(linesSql, piece);
    });
    scope.print(`已缴月份 / months paid：${Math.min(lines, from + size)} / ${lines}`);
  }
  return lines;
}

const listPart = 'carry_list AS l WHERE l.upto > $2 AND l.upto <= $3';

const listsSql = `
  INSERT INTO remittance_list (centre_id, id, unit_id, month, state, member_count, total_fen, taken_over, posted_on)
  SELECT $1, l.id, u.ledger_account_id, l.hbjny, 'POSTED', l.members, l.total, true, l.posted_on
    FROM (SELECT * FROM ${listPart}) AS l JOIN unit_account AS u ON u.centre_id = $1 AND u.unit_account_no = l.dwzh`;

const linesSql = `
  INSERT INTO remittance_line (centre_id, list_id, account_id, base_fen, employer_fen, employee_fen)
  SELECT $1, l.id, m.account_id, t.grjcjs, t.dwfse, t.grfse
    FROM (SELECT * FROM ${listPart}) AS l JOIN typed_detail AS t ON t.dwzh = l.dwzh AND t.hbjny = l.hbjny AND t.gjhtqywlx = '01'
    JOIN member_account AS m ON m.centre_id = $1 AND m.account_no = t.grzh
   WHERE ${good('detail')} ORDER BY l.id, m.account_id`;

/** Months that were made up for before (A.5 02): a back payment for each unit and month, by which continuity knows them. */
export async function carryMadeUp({ client, centreId }: CarryScope): Promise<number> {
  return inTransaction(client, async () => {
    const { rowCount } = await client.query(madeUpSql, [centreId]);
    return rowCount ?? 0;
  });
}

const madeUpSql = `
  WITH line AS MATERIALIZED (
    SELECT md5('opening-back-payment:' || t.dwzh || ':' || t.hbjny)::uuid AS id, u.ledger_account_id AS unit_id, m.account_id, t.*
      FROM typed_detail AS t JOIN unit_account AS u ON u.centre_id = $1 AND u.unit_account_no = t.dwzh
      JOIN member_account AS m ON m.centre_id = $1 AND m.account_no = t.grzh
     WHERE t.gjhtqywlx = '02' AND ${good('detail')}
  ), fresh AS (
    INSERT INTO back_payment (centre_id, id, unit_id, reason, state, line_count, member_count, total_fen, posted_on, taken_over)
    SELECT $1, id, unit_id, 'missed', 'POSTED', count(*), count(DISTINCT account_id), sum(fse), max(jzrq), true
      FROM line GROUP BY id, unit_id ON CONFLICT (centre_id, id) DO NOTHING RETURNING id
  )
  INSERT INTO back_payment_line (centre_id, payment_id, account_id, month, base_fen, full_fen, employer_fen, employee_fen)
  SELECT $1, l.id, l.account_id, l.hbjny, l.grjcjs, coalesce(l.yje, l.fse), l.dwfse, l.grfse FROM line AS l JOIN fresh AS f ON f.id = l.id`;
