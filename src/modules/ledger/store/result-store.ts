import type { Tx } from '../../../platform/database/tx';
import type { MonthResult, OpenResult } from '../domain/closing-lines';

const credit = `coalesce(sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END), 0)::bigint`;

/** Leaves of a subject, by the index of codes: a centre has a million accounts beside them. */
const leavesOf = (subject: '301' | '311' | '401' | '411'): string =>
  `l.code >= '${subject}' AND l.code < '${Number(subject) + 1}'`;
const resultLeaves = `(${leavesOf('401')} OR ${leavesOf('411')})`;

/** After the last month whose result was transferred they were zero. */
const sinceLastResult = (centre: string): string =>
  `coalesce((SELECT (to_date(max(r.month)::text, 'YYYYMM') + interval '1 month')::date FROM month_result AS r
     WHERE r.centre_id = ${centre}), '-infinity'::date)`;

/** Gains of the year as the books stand on a day, those of months that are open too: what is on 311, 401 and 411, in fen. */
export const gainsUntil = (centre: string, day: string): string => `
  (SELECT coalesce(sum(g.fen), 0)::bigint FROM (
     SELECT CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END AS fen FROM ledger_account AS l
       JOIN entry AS e ON e.centre_id = l.centre_id AND e.account_id = l.id AND e.business_date <= ${day}
      WHERE l.centre_id = ${centre} AND ${leavesOf('311')}
     UNION ALL
     SELECT CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END FROM ledger_account AS l
       JOIN entry AS e ON e.centre_id = l.centre_id AND e.account_id = l.id
            AND e.business_date BETWEEN ${sinceLastResult(centre)} AND ${day}
      WHERE l.centre_id = ${centre} AND ${resultLeaves}) AS g)`;

/** What stands on each leaf of income and expenditure at the end of a day; those that are zero are left out. */
export function selectOpenResults(tx: Tx, lastDay: string): Promise<OpenResult[]> {
  return tx.query<OpenResult>(
    `SELECT l.id AS "accountId", l.subject, open.fen AS "creditFen" FROM ledger_account AS l
      CROSS JOIN LATERAL (SELECT ${credit} AS fen FROM entry AS e WHERE e.centre_id = l.centre_id AND e.account_id = l.id
                             AND e.business_date BETWEEN ${sinceLastResult('$1')} AND $2::date) AS open
      WHERE l.centre_id = $1 AND ${resultLeaves} AND open.fen <> 0 ORDER BY l.id`,
    [tx.centreId, lastDay],
  );
}

/** What stands on each leaf of 311 (gains) or 301 (reserve) at the end of a day; a centre taken over may have several. */
export function selectStanding(tx: Tx, subject: '301' | '311', lastDay: string): Promise<OpenResult[]> {
  return tx.query<OpenResult>(
    `SELECT l.id AS "accountId", l.subject, open.fen AS "creditFen" FROM ledger_account AS l
      CROSS JOIN LATERAL (SELECT ${credit} AS fen FROM entry AS e
                           WHERE e.centre_id = l.centre_id AND e.account_id = l.id AND e.business_date <= $2::date) AS open
      WHERE l.centre_id = $1 AND ${leavesOf(subject)} AND open.fen <> 0 ORDER BY l.id`,
    [tx.centreId, lastDay],
  );
}

/** Once a month: a second one violates a constraint. */
export async function insertMonthResult(
  tx: Tx,
  { id, month, incomeFen, expenditureFen }: MonthResult & { readonly id: string; readonly month: number },
): Promise<void> {
  await tx.execute(
    `INSERT INTO month_result (centre_id, id, month, income_fen, expenditure_fen) VALUES ($1, $2, $3, $4, $5)`,
    [tx.centreId, id, month, incomeFen, expenditureFen],
  );
}

/** Gains of the year until a day, as above. */
export async function selectGainsUntil(tx: Tx, day: string): Promise<bigint> {
  const [row] = await tx.query<{ fen: bigint }>(`SELECT ${gainsUntil('$1', '$2::date')} AS fen`, [
    tx.centreId,
    day,
  ]);
  return row?.fen ?? 0n;
}

/** 121 and 122 at the end of a day: what was frozen of the last month before it, and the vouchers since. In fen. */
export async function selectLoanBalance(tx: Tx, lastDay: string): Promise<bigint> {
  const [row] = await tx.query<{ fen: bigint }>(
    `WITH frozen AS (
       SELECT max(b.month) AS month FROM month_balance AS b
        WHERE b.centre_id = $1 AND (to_date(b.month::text, 'YYYYMM') + interval '1 month')::date - 1 <= $2::date)
     SELECT (coalesce((SELECT sum(b.closing_fen) FROM month_balance AS b JOIN frozen AS f ON f.month = b.month
                        WHERE b.centre_id = $1 AND b.subject IN ('121', '122')), 0)
           + coalesce((SELECT sum(CASE e.side WHEN 'D' THEN e.amount_fen ELSE -e.amount_fen END) FROM entry AS e
                        WHERE e.centre_id = $1 AND e.subject IN ('121', '122') AND e.business_date <= $2::date
                          AND e.business_date >= coalesce((SELECT (to_date(f.month::text, 'YYYYMM') + interval '1 month')::date FROM frozen AS f),
                                                          '-infinity'::date)), 0))::bigint AS fen`,
    [tx.centreId, lastDay],
  );
  return row?.fen ?? 0n;
}
