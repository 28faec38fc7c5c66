import { type CarryScope, good, inTransaction } from './carry-over';

/** Lists of months that were paid before: their money came with the opening balances. */
export async function carryMonths(scope: CarryScope): Promise<number> {
  const { client, centreId, piece: size } = scope;
  await client.query(
    `CREATE TEMP TABLE carry_list AS
     SELECT l.*, sum(l.members) OVER (ORDER BY l.dwzh COLLATE "C", l.hbjny) AS upto FROM (
       SELECT t.dwzh, t.hbjny, count(*)::int AS members, sum(t.fse)::bigint AS total, max(t.jzrq) AS posted_on,
              gen_random_uuid() AS id
         FROM typed_detail AS t WHERE ${good('detail')}
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
    FROM (SELECT * FROM ${listPart}) AS l JOIN typed_detail AS t ON t.dwzh = l.dwzh AND t.hbjny = l.hbjny
    JOIN member_account AS m ON m.centre_id = $1 AND m.account_no = t.grzh
   WHERE ${good('detail')} ORDER BY l.id, m.account_id`;
