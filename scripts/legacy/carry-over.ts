import type { Client } from 'pg';
import type { Day } from '../../src/kernel/calendar';
import { newId } from '../../src/kernel/identifiers/uuid';
import { agentContactsSql, cardsSql, memberContactsSql } from './carry-contacts';
import { freezeCase, freezesSql } from './carry-freezes';
import { isTotal, legacyFile, type LegacyFileKey, SUSPENSE_SUBJECT, TRANSIT_LEAF } from './legacy-files';

export interface CarryScope {
  readonly client: Client;
  readonly centreId: number;
  readonly cutOver: Day;
  readonly importId: string;
  /** Rows a transaction: few enough that a killed run loses little, so many that each statement is worth it. */
  readonly piece: number;
  readonly print: (line: string) => void;
}

/** A row without fault. */
export const good = (key: LegacyFileKey, alias = 't'): string =>
  `NOT EXISTS (SELECT FROM fault AS f WHERE f.file = '${legacyFile(key).file}' AND f.line = ${alias}.line)`;

/** Runs `work` in a transaction of the connection. */
export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/**
 * Opening balances of all leaves in one voucher, against the leaf of money that is still to be taken over; there is one
 * a centre. The chart's leaves are made where they are missing.
 */
export async function bookLeaves({
  client,
  centreId,
  cutOver,
}: Pick<CarryScope, 'client' | 'centreId' | 'cutOver'>): Promise<void> {
  await client.query('SELECT ensure_entry_partition($1)', [Number(cutOver.slice(0, 4))]);
  await client.query(
    `INSERT INTO ledger_account (centre_id, kind, subject, code, name)
     SELECT $1::int, 'leaf', left(kmbh, 3), kmbh, kmmc FROM typed_ledger WHERE NOT ${isTotal('kmbh')}
     UNION ALL SELECT $1::int, 'leaf', $2, $3, $4
     ON CONFLICT (centre_id, code) DO NOTHING`,
    [centreId, TRANSIT_LEAF.subject, TRANSIT_LEAF.code, TRANSIT_LEAF.name],
  );
  const lines = `
    SELECT a.id, a.subject, CASE l.qmyefx WHEN '01' THEN 'D' ELSE 'C' END AS side, l.qmye AS amount
      FROM typed_ledger AS l JOIN ledger_account AS a ON a.centre_id = $1 AND a.code = l.kmbh
     WHERE NOT ${isTotal('l.kmbh')} AND l.qmye > 0
    UNION ALL
    SELECT a.id, a.subject, CASE WHEN s.total > 0 THEN 'C' ELSE 'D' END, abs(s.total)
      FROM (SELECT sum(CASE qmyefx WHEN '02' THEN qmye ELSE -qmye END)::bigint AS total
              FROM typed_ledger WHERE ${isTotal('kmbh')}) AS s
      JOIN ledger_account AS a ON a.centre_id = $1 AND a.code = $2 WHERE s.total <> 0`;
  const values = [centreId, TRANSIT_LEAF.code];
  await client.query(
    `WITH line AS (${lines}), head AS (
       INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
       SELECT $1, $3, $4, $4, 'opening', md5('opening')::uuid WHERE EXISTS (SELECT FROM line) RETURNING id)
     INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
     SELECT $1, head.id, (row_number() OVER (ORDER BY line.id))::int, $4, line.id, line.subject, line.side, line.amount
       FROM line CROSS JOIN head`,
    [...values, newId(), cutOver],
  );
}

/** Whether the opening balances are on the books already, and with the same amounts as in the folder. */
export async function leavesOnBooks({
  client,
  centreId,
}: Pick<CarryScope, 'client' | 'centreId'>): Promise<'none' | 'same' | 'different'> {
  const { rows } = await client.query<{ lines: number; differing: number }>(
    `WITH booked AS (
       SELECT a.code, sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END) AS amount FROM journal AS j
         JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id
         JOIN ledger_account AS a ON a.centre_id = e.centre_id AND a.id = e.account_id
        WHERE j.centre_id = $1 AND j.kind = 'opening' AND a.code <> $2 GROUP BY a.code
     ), told AS (
       SELECT kmbh AS code, CASE qmyefx WHEN '01' THEN qmye ELSE -qmye END AS amount FROM typed_ledger
        WHERE kmbh <> $2 AND NOT ${isTotal('kmbh')} AND qmye <> 0)
     SELECT (SELECT count(*) FROM booked)::int AS lines,
            (SELECT count(*) FROM booked FULL JOIN told USING (code) WHERE booked.amount IS DISTINCT FROM told.amount)::int AS differing`,
    [centreId, TRANSIT_LEAF.code],
  );
  const { lines = 0, differing = 0 } = rows[0] ?? {};
  if (lines === 0) return 'none';
  return differing === 0 ? 'same' : 'different';
}

/** Employers with their people and accounts. */
export async function carryUnits(scope: CarryScope): Promise<number> {
  const { client, centreId, piece: size } = scope;
  const { rowCount } = await client.query(
    `CREATE TEMP TABLE carry_unit AS
     SELECT row_number() OVER (ORDER BY t.dwzh COLLATE "C") AS n, t.line, t.dwzh, t.dwmc, t.zzjgdm, t.dwxzqh, t.dwlx, t.dwfxr, t.dwkhrq, t.dwdz, t.dwyb, a.dwxhrq,
            a.dwjcbl, a.grjcbl, a.dwzhzt, a.jzny, a.dwqjny, a.hjqsny, a.hjzzny, a.hjpzh
       FROM typed_unit_info AS t JOIN typed_unit_account AS a USING (dwzh) JOIN unit_standing AS u USING (dwzh)
      WHERE NOT u.rejected AND NOT u.present`,
  );
  const count = rowCount ?? 0;
  for (let from = 0; from < count; from += size) {
    const piece = [centreId, from, from + size];
    await inTransaction(client, async () => {
      await client.query(unitPeopleSql, piece);
      await client.query(unitsSql, [...piece, scope.cutOver]);
      await client.query(agentsSql, piece);
      await client.query(agentContactsSql(unitPart), [...piece, scope.importId]);
    });
    scope.print(`单位 / units：${Math.min(count, from + size)} / ${count}`);
  }
  return count;
}

/** Stands where our own evidence of a workers' resolution has its number: the former system saw it. */
const TAKEN_OVER = 'taken-over';

const unitPart = 'carry_unit AS c WHERE c.n > $2 AND c.n <= $3';

const unitPeopleSql = `
  INSERT INTO person (centre_id, id, name, id_no_index, id_no_sealed, created_at)
  SELECT DISTINCT ON (p.id) $1::int, p.id, p.name, p.index, p.sealed, now()
    FROM (SELECT line FROM ${unitPart}) AS c JOIN staged_unit_info AS s ON s.line = c.line
    CROSS JOIN LATERAL (VALUES (s.dwfrdbzjhm_id, s.dwfrdbxm, s.dwfrdbzjhm_index, s.dwfrdbzjhm_sealed),
                               (s.jbrzjhm_id, s.jbrxm, s.jbrzjhm_index, s.jbrzjhm_sealed)) AS p (id, name, index, sealed)
   WHERE p.id IS NOT NULL ORDER BY p.id ON CONFLICT DO NOTHING`;

const unitsSql = `
  WITH wanted AS MATERIALIZED (
    SELECT c.*, nextval('ledger_account_id') AS id, s.dwfrdbzjhm_id AS head,
           CASE WHEN c.dwlx IS NULL THEN gen_random_uuid() ELSE md5('unit:' || c.dwlx || ':' || c.dwxzqh)::uuid END AS employer_id
      FROM (SELECT * FROM ${unitPart} ORDER BY c.n) AS c JOIN staged_unit_info AS s ON s.line = c.line
  ), employers AS (
    INSERT INTO employer (centre_id, id, credit_code, name, legal_rep_person_id, state, district_code, address, postcode, created_at)
    SELECT $1, employer_id, zzjgdm, dwmc, head, CASE dwzhzt WHEN '04' THEN 'cancelled' ELSE 'registered' END, dwxzqh, dwdz, dwyb, now()
      FROM wanted WHERE dwlx IS NULL
  ), accounts AS (
    INSERT INTO ledger_account (centre_id, id, kind, subject) SELECT $1, id, 'unit', '21901' FROM wanted
  ), deferrals AS (
    INSERT INTO unit_relief (centre_id, case_id, unit_id, kind, from_month, until_month, resolution_no, committee_no, granted_on)
    SELECT $1, md5('opening-deferral:' || dwzh)::uuid, id, 'deferral', hjqsny, hjzzny, '${TAKEN_OVER}', hjpzh, $4::date
      FROM wanted WHERE dwzhzt = '03'
  )
  INSERT INTO unit_account (centre_id, ledger_account_id, employer_id, unit_account_no, district, state, payday,
                            ratio_employer, ratio_employee, first_month, paid_through, opened_on, closed_on, kind)
  SELECT $1, id, employer_id, dwzh, dwxzqh, dwzhzt, dwfxr, dwjcbl, grjcbl,
         coalesce(dwqjny, least(jzny, greatest(199904, (extract(year FROM dwkhrq) * 100 + extract(month FROM dwkhrq))::int))),
         jzny, dwkhrq, CASE dwzhzt WHEN '04' THEN dwxhrq END, coalesce(dwlx, 'employer')
    FROM wanted ORDER BY n`;

const agentsSql = `
  INSERT INTO employer_agent (centre_id, id, employer_id, person_id, authorised_at)
  SELECT $1, gen_random_uuid(), u.employer_id, s.jbrzjhm_id, now()
    FROM (SELECT line, dwzh FROM ${unitPart}) AS c JOIN staged_unit_info AS s ON s.line = c.line
    JOIN unit_account AS u ON u.centre_id = $1 AND u.unit_account_no = c.dwzh
   WHERE s.jbrzjhm_id IS NOT NULL`;

/** Money in suspense: one voucher a unit, all of them by one INSERT; it can be drawn on like that of any receipt. */
export async function carrySuspense({ client, centreId, cutOver }: CarryScope): Promise<number> {
  return inTransaction(client, async () => {
    const { rowCount } = await client.query(suspenseSql, [
      centreId,
      cutOver,
      TRANSIT_LEAF.code,
      SUSPENSE_SUBJECT,
    ]);
    return (rowCount ?? 0) / 2;
  });
}

const suspenseSql = `
  WITH unit AS MATERIALIZED (
    SELECT u.employer_id AS lot_id, t.zskye AS amount, u.ledger_account_id AS unit_id, gen_random_uuid() AS journal_id
      FROM typed_suspense AS t JOIN unit_account AS u ON u.centre_id = $1 AND u.unit_account_no = t.dwzh
     WHERE t.zskye > 0 AND ${good('suspense')}
       AND NOT EXISTS (SELECT FROM unit_suspense AS s WHERE s.centre_id = $1 AND s.receipt_id = u.employer_id)
  ), unknown AS (
    SELECT md5('opening-suspense')::uuid AS lot_id, s.amount, a.id AS unit_id, gen_random_uuid() AS journal_id
      FROM (SELECT sum(t.zskye)::bigint AS amount FROM typed_suspense AS t WHERE t.dwzh IS NULL AND ${good('suspense')}) AS s
      JOIN ledger_account AS a ON a.centre_id = $1 AND a.code = $4
     WHERE s.amount > 0 AND NOT EXISTS (
       SELECT FROM journal AS j WHERE j.centre_id = $1 AND j.kind = 'opening-suspense' AND j.source_id = md5('opening-suspense')::uuid)
  ), whole AS (
    SELECT * FROM unit UNION ALL SELECT * FROM unknown
  ), lot AS (
    INSERT INTO unit_suspense (centre_id, receipt_id, unit_id, list_id, why, matched_by, amount_fen, kept_on, origin)
    SELECT $1, lot_id, unit_id, NULL, 'no-list', 'unit-account', amount, $2::date, 'opening' FROM unit
  ), head AS (
    INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
    SELECT $1, journal_id, $2::date, $2::date, 'opening-suspense', lot_id FROM whole
  )
  INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
  SELECT $1, u.journal_id, l.seq, $2::date, l.account_id, l.subject, l.side, u.amount
    FROM whole AS u JOIN ledger_account AS transit ON transit.centre_id = $1 AND transit.code = $3
    CROSS JOIN LATERAL (VALUES (1, transit.id, transit.subject, 'D'), (2, u.unit_id, $4::text, 'C')) AS l (seq, account_id, subject, side)`;

/** Members with their accounts and balances, clustered by employer; a voucher a piece. */
export async function carryMembers(scope: CarryScope): Promise<number> {
  const { client, centreId, cutOver, importId, piece: size } = scope;
  const { rowCount } = await client.query(
    `CREATE TEMP TABLE carry_member AS
     SELECT row_number() OVER (ORDER BY t.dwzh COLLATE "C", t.grzh COLLATE "C") AS n, t.*, i.line AS person_line, u.ledger_account_id AS unit_id,
            u.kind AS unit_kind
       FROM typed_account AS t JOIN typed_person_info AS i ON i.grzh = t.grzh
       JOIN unit_account AS u ON u.centre_id = ${centreId} AND u.unit_account_no = t.dwzh
      WHERE ${good('account')} AND NOT EXISTS (SELECT FROM account_on_books AS b WHERE b.grzh = t.grzh)`,
  );
  await client.query('CREATE INDEX ON carry_member (n)');
  await client.query('CREATE INDEX ON staged_person_info (line)');
  await client.query('ANALYZE carry_member');
  const count = rowCount ?? 0;
  for (let from = 0; from < count; from += size) {
    const piece = [centreId, from, from + size];
    await inTransaction(client, async () => {
      await client.query(memberPeopleSql, piece);
      await client.query(membersSql, [...piece, cutOver, importId, newId(), TRANSIT_LEAF.code]);
      await client.query(memberContactsSql, [...piece, importId]);
      await client.query(cardsSql, piece);
    });
    scope.print(`个人账户 / accounts：${Math.min(count, from + size)} / ${count}`);
  }
  return count;
}

const memberPeopleSql = `
  INSERT INTO person (centre_id, id, name, id_no_index, id_no_sealed, created_at)
  SELECT DISTINCT ON (s.zjhm_id) $1::int, s.zjhm_id, s.xingming, s.zjhm_index, s.zjhm_sealed, now()
    FROM carry_member AS c JOIN staged_person_info AS s ON s.line = c.person_line
   WHERE c.n > $2 AND c.n <= $3 ORDER BY s.zjhm_id ON CONFLICT DO NOTHING`;

/** Closed by merger, transfer or withdrawal. */
const isClosed = `grzhzt IN ('03', '04', '05')`;
const membersSql = `
  WITH wanted AS MATERIALIZED (
    SELECT c.*, nextval('ledger_account_id') AS id, s.zjhm_id AS person_id
      FROM (SELECT * FROM carry_member AS c WHERE c.n > $2 AND c.n <= $3 ORDER BY c.n) AS c
      JOIN staged_person_info AS s ON s.line = c.person_line
  ), served AS MATERIALIZED (${freezesSql}), frozen AS (
    SELECT id, sum(held)::bigint AS held, count(*) FILTER (WHERE active)::int AS courts FROM served GROUP BY id
  ), accounts AS (
    INSERT INTO ledger_account (centre_id, id, kind, subject) SELECT $1, id, 'member', '201' FROM wanted ORDER BY n
  ), balances AS (
    INSERT INTO member_balance (centre_id, account_id, unit_id, carried_fen, current_fen, accumulation, closed_numerator,
                                accumulated_to, settled_to, version, held_fen, courts)
    SELECT $1, id, unit_id, grzhsnjzye, grzhdngjye, js, coalesce(yjlxfz, 0), $4::date,
           make_date(extract(year FROM $4::date)::int - (extract(month FROM $4::date) < 7)::int, 7, 1), (grzhye <> 0)::int,
           coalesce(f.held, 0), coalesce(f.courts, 0) FROM wanted LEFT JOIN frozen AS f USING (id) ORDER BY n
  ), members AS (
    INSERT INTO member_account (centre_id, account_id, person_id, unit_id, state, account_no, base_fen, employer_fen,
                                employee_fen, opened_on, sealed_on, state_before_freeze, held_centrally, closed_on,
                                closing_reason, state_before_closing)
    SELECT $1, id, person_id, unit_id, grzhzt, grzh, grjcjs, dwyjce, gryjce, khrq,
           CASE WHEN coalesce(djqzt, grzhzt) = '02' THEN fcrq END, djqzt,
           unit_kind = 'central' AND grzhzt IN ('02', '06'), CASE WHEN ${isClosed} THEN xhrq END,
           CASE grzhzt WHEN '05' THEN xhyy END, CASE WHEN grzhzt IN ('04', '05') THEN '02' END
      FROM wanted ORDER BY n
  ), orders AS (
    INSERT INTO court_order (centre_id, order_no, court, kind, account_id, amount_fen, issued_on, until_day, case_id, done_on)
    SELECT $1, order_no, court, 'freeze', id, wanted, issued_on, until_day, ${freezeCase('order_no')}, issued_on FROM served
  ), holds AS (
    INSERT INTO hold (centre_id, id, account_id, person_id, amount_fen, wanted_fen, kind, case_id)
    SELECT $1, ${freezeCase('order_no')}, id, person_id, held, wanted, 'court', ${freezeCase('order_no')} FROM served WHERE active
  ), freezes AS (
    INSERT INTO court_freeze (centre_id, order_no, court, account_id, person_id, wanted_fen, until_day, state, hold_id, case_id)
    SELECT $1, order_no, court, id, person_id, wanted, until_day, CASE WHEN active THEN 'active' ELSE 'waiting' END,
           CASE WHEN active THEN ${freezeCase('order_no')} END, ${freezeCase('order_no')} FROM served ORDER BY n, turn
  ), openings AS (
    INSERT INTO opening_balance (centre_id, account_id, import_id, carried_fen, current_fen, accumulation, numerator,
                                 closed_on, closing_reason)
    SELECT $1, id, $5, grzhsnjzye, grzhdngjye, js, js::numeric * interest_rate_on($1, $4::date) + coalesce(yjlxfz, 0),
           CASE WHEN ${isClosed} THEN xhrq END, CASE WHEN ${isClosed} THEN xhyy END FROM wanted ORDER BY n
  ), head AS (
    INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
    SELECT $1, $6, $4::date, $4::date, 'opening-members', $6 WHERE EXISTS (SELECT FROM wanted WHERE grzhye <> 0) RETURNING id
  )
  INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
  SELECT $1, head.id, line.seq, $4::date, line.account_id, line.subject, line.unit_id, line.side, line.amount, line.carried
    FROM head CROSS JOIN (
      SELECT (row_number() OVER (ORDER BY n))::int + 1 AS seq, id AS account_id, '201' AS subject, unit_id, 'C' AS side,
             grzhye AS amount, grzhsnjzye AS carried FROM wanted WHERE grzhye <> 0
      UNION ALL
      SELECT 1, t.id, t.subject, NULL, 'D', s.total, 0
        FROM ledger_account AS t CROSS JOIN (SELECT sum(grzhye)::bigint AS total FROM wanted) AS s
       WHERE t.centre_id = $1 AND t.code = $7) AS line`;
