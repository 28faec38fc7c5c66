import type { Tx } from '../../../../platform/database/tx';
import type { ClassDays } from '../../domain/servicing/risk-class';

/**
 * Takes loans with something unpaid to where they stand on a day, at most `limit`: overdue from the day after the days of
 * grace, in their class, with a word to the borrower when they fall overdue and when their stage changes. $1 centre, $2 day,
 * $3 days of grace, $4 class days, $5 limit, $6 moment. Stages begin at 1, 2, 3 and 6 periods (handbook 5.12).
 */
const lookAtOverdue = `
  WITH look AS MATERIALIZED (
    SELECT a.loan_id, a.state, a.oldest_due_on, a.overdue_periods, a.risk_class, (
             SELECT count(*) FROM loan_due AS d WHERE d.centre_id = $1 AND d.loan_id = a.loan_id AND d.cleared_on IS NULL
                AND d.due_on + $3::int < $2::date)::int AS overdue,
           CASE WHEN $2::date - a.oldest_due_on <= ($4::int[])[1] THEN '01' WHEN $2::date - a.oldest_due_on <= ($4::int[])[2] THEN '02'
                WHEN $2::date - a.oldest_due_on <= ($4::int[])[3] THEN '03' WHEN $2::date - a.oldest_due_on <= ($4::int[])[4] THEN '04'
                ELSE '05' END AS class
      FROM loan_account AS a WHERE a.centre_id = $1 AND a.unpaid_periods > 0 AND a.state IN ('active', 'overdue')
     ORDER BY a.loan_id
  ), wanted AS MATERIALIZED (
    SELECT loan_id FROM look WHERE (state = 'active' AND overdue > 0) OR class <> risk_class OR overdue <> overdue_periods
     ORDER BY loan_id LIMIT $5
  ), held AS MATERIALIZED (
    SELECT a.loan_id FROM loan_account AS a WHERE a.centre_id = $1 AND a.loan_id IN (SELECT loan_id FROM wanted)
       AND a.unpaid_periods > 0 ORDER BY a.loan_id FOR NO KEY UPDATE
  ), changed AS MATERIALIZED (
    SELECT l.*, l.state = 'active' AND l.overdue > 0 AS falls,
           width_bucket(l.overdue, ARRAY[1, 2, 3, 6]) <> width_bucket(l.overdue_periods, ARRAY[1, 2, 3, 6]) AS stages
      FROM look AS l JOIN held AS h ON h.loan_id = l.loan_id
  ), account AS (
    UPDATE loan_account AS a SET state = CASE WHEN c.falls THEN 'overdue' ELSE a.state END, risk_class = c.class,
           overdue_periods = c.overdue, version = a.version + 1
      FROM changed AS c WHERE a.centre_id = $1 AND a.loan_id = c.loan_id
  ), party AS (
    UPDATE loan_party AS p SET overdue_since = c.oldest_due_on + 1 FROM changed AS c
     WHERE c.falls AND p.centre_id = $1 AND p.loan_id = c.loan_id AND p.overdue_since IS NULL AND p.settled_on IS NULL
  ), told AS (
    UPDATE loan AS l SET state = CASE WHEN c.falls THEN 'overdue' ELSE l.state END,
           state_since = CASE WHEN c.falls THEN $6::timestamptz ELSE l.state_since END, last_event = l.last_event + 1
      FROM changed AS c WHERE (c.falls OR c.stages) AND l.centre_id = $1 AND l.id = c.loan_id
    RETURNING l.id, l.last_event, c.falls, c.overdue
  ), event AS (
    INSERT INTO event (centre_id, case_id, seq, kind, body, at)
    SELECT $1, id, last_event, CASE WHEN falls THEN 'overdue' ELSE 'overdue-stage' END, jsonb_build_object('periods', overdue), $6::timestamptz
      FROM told
  )
  SELECT count(*)::int AS n FROM changed`;

export async function moveOverdue(
  tx: Tx,
  of: { day: string; graceDays: number; classDays: ClassDays; limit: number; at: Date },
): Promise<number> {
  const [row] = await tx.query<{ n: number }>(lookAtOverdue, [
    tx.centreId,
    of.day,
    of.graceDays,
    [...of.classDays],
    of.limit,
    of.at,
  ]);
  return row?.n ?? 0;
}

/** A loan of which more, or less, belongs on 122 than stands there. */
export interface OverduePrincipal {
  readonly loanId: string;
  readonly accountId: bigint;
  readonly overdueAccountId: bigint | null;
  readonly transferredFen: bigint;
  readonly wantedFen: bigint;
}

/**
 * Loans whose due and unpaid principal belongs on 122, once the oldest of it has been due for so many months, or no longer
 * does; locked, in the order of their ids.
 */
export function lockMisplaced(
  tx: Tx,
  of: { day: string; months: number; limit: number },
): Promise<OverduePrincipal[]> {
  return tx.query<OverduePrincipal>(
    `WITH place AS (
       SELECT a.loan_id, CASE WHEN a.oldest_due_on + make_interval(months => $3) > $2::date THEN 0 ELSE (
                SELECT sum(d.principal_fen - d.paid_principal_fen) FROM loan_due AS d
                 WHERE d.centre_id = $1 AND d.loan_id = a.loan_id AND d.cleared_on IS NULL) END::bigint AS wanted
         FROM loan_account AS a WHERE a.centre_id = $1 AND a.unpaid_periods > 0 AND a.state IN ('active', 'overdue')
     )
     SELECT a.loan_id AS "loanId", a.account_id AS "accountId", a.overdue_account_id AS "overdueAccountId",
            a.transferred_fen AS "transferredFen", p.wanted AS "wantedFen"
       FROM place AS p JOIN loan_account AS a ON a.centre_id = $1 AND a.loan_id = p.loan_id
      WHERE a.transferred_fen <> p.wanted ORDER BY a.loan_id LIMIT $4 FOR NO KEY UPDATE OF a`,
    [tx.centreId, of.day, of.months, of.limit],
  );
}

export async function storeTransferred(
  tx: Tx,
  of: { loanId: string; transferredFen: bigint; overdueAccountId: bigint },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_account SET transferred_fen = $3, overdue_account_id = $4, version = version + 1
      WHERE centre_id = $1 AND loan_id = $2`,
    [tx.centreId, of.loanId, of.transferredFen, of.overdueAccountId],
  );
}

/** Loans with something unpaid that nobody has tried to collect on that day, in the order of their ids; those due on it as well or not. */
export async function selectUntried(
  tx: Tx,
  of: { day: string; limit: number; dueToday: boolean },
): Promise<string[]> {
  const rows = await tx.query<{ loanId: string }>(
    `SELECT loan_id AS "loanId" FROM loan_account
      WHERE centre_id = $1 AND unpaid_periods > 0 AND (tried_on IS NULL OR tried_on < $2::date) AND last_due_on < $2::date + $4::int
      ORDER BY loan_id LIMIT $3`,
    [tx.centreId, of.day, of.limit, of.dueToday ? 1 : 0],
  );
  return rows.map(({ loanId }) => loanId);
}

export async function storeTried(tx: Tx, loanId: string, day: string): Promise<void> {
  await tx.execute('UPDATE loan_account SET tried_on = $3::date WHERE centre_id = $1 AND loan_id = $2', [
    tx.centreId,
    loanId,
    day,
  ]);
}
