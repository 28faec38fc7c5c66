import type { Fen } from '../../../kernel/money';
import { type Month, monthFromNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import { somebodyContributes } from './roster-store';

/** An employer that is behind. */
export interface ArrearsRow {
  readonly employerId: string;
  readonly unitId: bigint;
  readonly unitAccountNo: string;
  /** Months due since payday + 5 days and not paid. */
  readonly months: number;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  /** Last day on which the first of them could have been paid in time. */
  readonly deadline: string;
  /** What the last list came to; null before the first list: nobody knows then what a month is worth. */
  readonly lastListFen: Fen | null;
}

/** As SQL: whether unit `u` has to remit a month as it stands: deferring (03) it has to once the deferral has run out. */
export const payable = (
  month: string,
): string => `(u.state IN ('01', '02') OR (u.state = '03' AND ${month} > (
  SELECT max(r.until_month) FROM unit_relief AS r
   WHERE r.centre_id = u.centre_id AND r.unit_id = u.ledger_account_id AND r.kind = 'deferral' AND r.ended_on IS NULL)))`;

/**
 * Months that an employer owes ($2 today, $3 days after payday): from the one after the paid-through month on, each when
 * its payday + so many days is past (条例19条). A payday that a month does not have is its last day. A month in which
 * nobody contributes owes nothing; a deferring employer (03) owes those after its deferral, a closed one none.
 */
const overdue = (units: string): string => `
  SELECT u.employer_id, u.ledger_account_id, u.unit_account_no, count(*)::int AS months,
         min(d.month) AS first_month, max(d.month) AS last_month, min(d.deadline) AS deadline
    FROM unit_account AS u CROSS JOIN LATERAL (
      SELECT to_char(m, 'YYYYMM')::int AS month,
             least(m::date + u.payday - 1, (m + interval '1 month')::date - 1) + $3::int AS deadline
        FROM generate_series(
          CASE WHEN u.paid_through IS NULL THEN to_date(u.first_month::text, 'YYYYMM')
               ELSE (to_date(u.paid_through::text, 'YYYYMM') + interval '1 month')::date END,
          date_trunc('month', $2::date), interval '1 month') AS m) AS d
   WHERE u.centre_id = $1 AND u.kind = 'employer' AND d.deadline < $2::date AND ${units} AND ${payable('d.month')}
     AND ${somebodyContributes('d.month')}
   GROUP BY u.employer_id, u.ledger_account_id, u.unit_account_no`;

/** Rows of `ArrearsRow` as SQL ($1 centre, $2 today, $3 days after payday). */
export const arrearsRows = (units: string, order = ''): string => `
  SELECT o.employer_id AS "employerId", o.ledger_account_id AS "unitId", o.unit_account_no AS "unitAccountNo", o.months,
         o.first_month AS "firstMonth", o.last_month AS "lastMonth", o.deadline,
         (SELECT l.total_fen FROM remittance_list AS l
           WHERE l.centre_id = $1 AND l.unit_id = o.ledger_account_id AND NOT l.cancelled AND l.state <> 'DRAFT'
           ORDER BY l.month DESC LIMIT 1) AS "lastListFen"
    FROM (${overdue(units)}) AS o ${order}`;

type Stored = Omit<ArrearsRow, 'firstMonth' | 'lastMonth'> & {
  readonly firstMonth: number;
  readonly lastMonth: number;
};

const asRow = ({ firstMonth, lastMonth, ...row }: Stored): ArrearsRow => ({
  ...row,
  firstMonth: monthFromNumber(firstMonth),
  lastMonth: monthFromNumber(lastMonth),
});

/** Arrears of one employer; null when it owes nothing. */
export async function selectArrearsOf(
  tx: Tx,
  unitId: bigint,
  { today, days }: { today: string; days: number },
): Promise<ArrearsRow | null> {
  const [row] = await tx.query<Stored>(arrearsRows('u.ledger_account_id = $4'), [
    tx.centreId,
    today,
    days,
    unitId,
  ]);
  return row ? asRow(row) : null;
}

/** All employers that are behind, by their unit accounts; at most `limit` after `after`. */
export async function selectArrears(
  tx: Tx,
  { today, days }: { today: string; days: number },
  { after, limit }: { after: bigint; limit: number },
): Promise<ArrearsRow[]> {
  const rows = await tx.query<Stored>(
    arrearsRows('u.ledger_account_id > $4', 'ORDER BY o.ledger_account_id LIMIT $5'),
    [tx.centreId, today, days, after, limit],
  );
  return rows.map(asRow);
}

/** Employers behind by how many months they owe: few rows, however many employers. */
export function selectArrearsByMonths(
  tx: Tx,
  { today, days }: { today: string; days: number },
): Promise<{ months: number; employers: number; amount: Fen }[]> {
  return tx.query(
    `SELECT r.months, count(*)::int AS employers, coalesce(sum(r.months * r."lastListFen"), 0)::bigint AS amount
       FROM (${arrearsRows('true')}) AS r GROUP BY r.months ORDER BY r.months`,
    [tx.centreId, today, days],
  );
}
