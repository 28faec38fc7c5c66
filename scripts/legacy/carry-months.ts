import { type CarryScope, good, inTransaction } from './carry-over';

/** A line that the books do not hold yet: a month that was rejected before is taken over once its row is mended. */
const fresh = `${good('detail')} AND NOT EXISTS (
  SELECT FROM line_on_books AS b WHERE b.dwzh = t.dwzh AND b.month = t.hbjny AND b.type = t.gjhtqywlx AND b.grzh = t.grzh)`;

/** Lists of months that were paid before: their money came with the opening balances. One that is there grows. */
export async function carryMonths(scope: CarryScope): Promise<number> {
  const { client, centreId, piece: size } = scope;
  await client.query(
    `CREATE TEMP TABLE carry_list AS
     SELECT l.*, coalesce(m.list_id, gen_random_uuid()) AS id, m.list_id IS NOT NULL AS grows,
            sum(l.members) OVER (ORDER BY l.dwzh COLLATE "C", l.hbjny) AS upto FROM (
       SELECT t.dwzh, t.hbjny, count(*)::int AS members, sum(t.fse)::bigint AS total, max(t.jzrq) AS posted_on
         FROM typed_detail AS t WHERE t.gjhtqywlx = '01' AND ${fresh}
        GROUP BY t.dwzh, t.hbjny) AS l
       LEFT JOIN month_on_books AS m ON m.dwzh = l.dwzh AND m.month = l.hbjny`,
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
      await client.query(growSql, piece);
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
    FROM (SELECT * FROM ${listPart} AND NOT l.grows) AS l JOIN unit_account AS u ON u.centre_id = $1 AND u.unit_account_no = l.dwzh`;

const growSql = `
  UPDATE remittance_list AS r
     SET member_count = r.member_count + l.members, total_fen = r.total_fen + l.total, posted_on = greatest(r.posted_on, l.posted_on)
    FROM (SELECT * FROM ${listPart} AND l.grows) AS l WHERE r.centre_id = $1 AND r.id = l.id AND r.taken_over`;

const linesSql = `
  INSERT INTO remittance_line (centre_id, list_id, account_id, base_fen, employer_fen, employee_fen)
  SELECT $1, l.id, m.account_id, t.grjcjs, t.dwfse, t.grfse
    FROM (SELECT * FROM ${listPart}) AS l JOIN typed_detail AS t ON t.dwzh = l.dwzh AND t.hbjny = l.hbjny AND t.gjhtqywlx = '01'
    JOIN member_account AS m ON m.centre_id = $1 AND m.account_no = t.grzh
   WHERE ${fresh} ORDER BY l.id, m.account_id`;

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
     WHERE t.gjhtqywlx = '02' AND ${fresh}
  ), payment AS (
    INSERT INTO back_payment (centre_id, id, unit_id, reason, state, line_count, member_count, total_fen, posted_on, taken_over)
    SELECT $1, id, unit_id, 'missed', 'POSTED', count(*), count(DISTINCT account_id), sum(fse), max(jzrq), true
      FROM line GROUP BY id, unit_id
    ON CONFLICT (centre_id, id) DO UPDATE
      SET line_count = back_payment.line_count + excluded.line_count, member_count = back_payment.member_count + excluded.member_count,
          total_fen = back_payment.total_fen + excluded.total_fen, posted_on = greatest(back_payment.posted_on, excluded.posted_on)
    RETURNING id
  )
  INSERT INTO back_payment_line (centre_id, payment_id, account_id, month, base_fen, full_fen, employer_fen, employee_fen)
  SELECT $1, l.id, l.account_id, l.hbjny, l.grjcjs, coalesce(l.yje, l.fse), l.dwfse, l.grfse FROM line AS l JOIN payment AS f ON f.id = l.id`;
