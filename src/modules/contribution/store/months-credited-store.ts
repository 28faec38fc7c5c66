import { type Fen, fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import type { BaseOfMonth } from '../domain/back-payment/base-of-month';
import type { Sides } from '../domain/back-payment/month-due';
import { fundYearOf } from '../domain/employer/fund-year';
import type { CreditedMonth } from '../domain/member/continuity';

/** A month of an account. */
export interface MonthOf {
  readonly accountId: bigint;
  readonly month: Month;
}

export interface MonthRecord extends MonthOf, BaseOfMonth {
  /** Credited, or confirmed and on its way, less what was or is being refunded. */
  readonly credited: Sides;
  /** Unit that deferred the month and has not made it up; null when none has. */
  readonly deferredBy: bigint | null;
}

/** Money for months of accounts; what is confirmed counts as taken, so that no month is made up for twice. */
const taken = (accounts: string): string => `
  SELECT r.account_id, l.month, r.employer_fen, r.employee_fen
    FROM remittance_line AS r JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id
   WHERE r.centre_id = $1 AND r.account_id ${accounts} AND l.state = 'POSTED'
  UNION ALL
  SELECT b.account_id, b.month, b.employer_fen, b.employee_fen
    FROM back_payment_line AS b JOIN back_payment AS p ON p.centre_id = b.centre_id AND p.id = b.payment_id
   WHERE b.centre_id = $1 AND b.account_id ${accounts} AND p.state IN ('CONFIRMED', 'SUSPENSE_SHORT', 'POSTED')
  UNION ALL
  SELECT account_id, month, -employer_fen, -employee_fen FROM contribution_refund
   WHERE centre_id = $1 AND account_id ${accounts} AND state IN ('held', 'paid')`;

/** How these months of these accounts stand, in the order asked. @param fundYearStart first day of a fund year, '07-01'. */
export async function selectMonthRecords(
  tx: Tx,
  months: readonly MonthOf[],
  fundYearStart: string,
): Promise<MonthRecord[]> {
  const rows = await tx.query<{
    accountId: bigint;
    month: number;
    base: Fen;
    baseKnown: boolean;
    corrected: Fen | null;
    employer: bigint;
    employee: bigint;
    deferredBy: bigint | null;
  }>(
    `WITH wanted AS MATERIALIZED (
       SELECT w.account_id, w.month, w.year_end, w.n
         FROM unnest($2::bigint[], $3::int[], $4::int[]) WITH ORDINALITY AS w (account_id, month, year_end, n)
     ), taken AS MATERIALIZED (
       SELECT account_id, month, sum(employer_fen)::bigint AS employer, sum(employee_fen)::bigint AS employee
         FROM (${taken('IN (SELECT account_id FROM wanted)')}) AS t GROUP BY account_id, month
     )
     SELECT w.account_id AS "accountId", w.month, coalesce(t.employer, 0)::bigint AS employer, coalesce(t.employee, 0)::bigint AS employee,
            (SELECT d.unit_id FROM deferred_month AS d
              WHERE d.centre_id = $1 AND d.account_id = w.account_id AND d.month = w.month AND d.state <> 'MADE_UP') AS "deferredBy",
            coalesce(
              (SELECT c.base_fen FROM roster_change AS c
                WHERE c.centre_id = $1 AND c.account_id = w.account_id AND c.base_fen IS NOT NULL AND c.from_month <= w.month
                ORDER BY c.from_month DESC, c.id DESC LIMIT 1),
              (SELECT coalesce(c.former_base_fen, c.base_fen) FROM roster_change AS c
                WHERE c.centre_id = $1 AND c.account_id = w.account_id AND c.base_fen IS NOT NULL AND c.from_month > w.month
                ORDER BY c.from_month, c.id LIMIT 1),
              m.base_fen) AS base,
            to_char(m.opened_on, 'YYYYMM')::int <= w.month OR EXISTS (SELECT FROM roster_change AS c
              WHERE c.centre_id = $1 AND c.account_id = w.account_id AND c.base_fen IS NOT NULL AND c.from_month <= w.month) AS "baseKnown",
            (SELECT c.base_fen FROM roster_change AS c
              WHERE c.centre_id = $1 AND c.account_id = w.account_id AND c.kind = 'base' AND c.base_fen IS NOT NULL
                AND c.from_month > w.month AND c.from_month <= w.year_end
                AND NOT EXISTS (SELECT FROM roster_change AS x WHERE x.centre_id = $1 AND x.account_id = c.account_id
                                   AND x.kind <> 'base' AND x.from_month > w.month AND x.from_month <= c.from_month)
              ORDER BY c.from_month DESC, c.id DESC LIMIT 1) AS corrected
       FROM wanted AS w JOIN member_account AS m ON m.centre_id = $1 AND m.account_id = w.account_id
       LEFT JOIN taken AS t ON t.account_id = w.account_id AND t.month = w.month
      ORDER BY w.n`,
    [
      tx.centreId,
      months.map(({ accountId }) => accountId),
      months.map(({ month }) => monthToNumber(month)),
      months.map(({ month }) => monthToNumber(fundYearOf(month, fundYearStart).until)),
    ],
  );
  return rows.map(({ accountId, month, base, baseKnown, corrected, employer, employee, deferredBy }) => ({
    accountId,
    month: monthFromNumber(month),
    base,
    baseKnown,
    corrected,
    credited: { employer: fen(employer), employee: fen(employee) },
    deferredBy,
  }));
}

/** An account and those that were merged into it. */
const withMerged = `IN (SELECT $2::bigint UNION ALL SELECT g.from_id FROM account_merge AS g WHERE g.centre_id = $1 AND g.to_id = $2)`;

/**
 * Months that count as contributed: those of a posted list that were not refunded whole, and those that back payments
 * have made up for in full (handbook 3.5, 3.6). A month paid in part, or only confirmed, does not count. `made_up_by`:
 * the back payment of a month that was missed; a month that was deferred, whatever its back payment calls it, counts as if
 * it had been paid once it is made up for.
 */
const CREDITED = `
  SELECT month, CASE WHEN sum(remitted) > 0 OR bool_or(deferred) THEN NULL ELSE min(payment_id::text) END AS made_up_by FROM (
    SELECT l.month, r.employer_fen + r.employee_fen AS remitted, 0::bigint AS made_up, 0::bigint AS refunded, 0::bigint AS full_fen,
           NULL::uuid AS payment_id, false AS deferred
      FROM remittance_line AS r JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id
     WHERE r.centre_id = $1 AND r.account_id ${withMerged} AND l.state = 'POSTED'
    UNION ALL
    SELECT b.month, 0, b.employer_fen + b.employee_fen, 0, b.full_fen, p.id, EXISTS (
             SELECT FROM deferred_month AS d WHERE d.centre_id = b.centre_id AND d.account_id = b.account_id AND d.month = b.month)
      FROM back_payment_line AS b JOIN back_payment AS p ON p.centre_id = b.centre_id AND p.id = b.payment_id
     WHERE b.centre_id = $1 AND b.account_id ${withMerged} AND p.state = 'POSTED'
    UNION ALL
    SELECT f.month, f.amount_fen, 0, 0, 0, NULL, false FROM flexible_payment AS f
     WHERE f.centre_id = $1 AND f.account_id ${withMerged} AND f.state = 'POSTED'
    UNION ALL
    SELECT month, CASE source WHEN 'list' THEN -employer_fen - employee_fen ELSE 0 END, 0,
           CASE source WHEN 'list' THEN 0 ELSE employer_fen + employee_fen END, 0, NULL, false
      FROM contribution_refund WHERE centre_id = $1 AND account_id ${withMerged} AND state = 'paid'
  ) AS m
   GROUP BY month
  HAVING sum(remitted) > 0 OR (sum(made_up) + sum(remitted) >= max(full_fen) AND sum(made_up) > sum(refunded))`;

/** The months of an account that count as contributed, newest first. */
export async function selectCreditedMonths(tx: Tx, accountId: bigint): Promise<Month[]> {
  return (await selectMonthsWithOrigin(tx, accountId)).map(({ month }) => month);
}

/** As `selectCreditedMonths`, each with the back payment that made up for it. */
export async function selectMonthsWithOrigin(tx: Tx, accountId: bigint): Promise<CreditedMonth[]> {
  const rows = await tx.query<{ month: number; madeUpBy: string | null }>(
    `SELECT month, made_up_by AS "madeUpBy" FROM (${CREDITED}) AS credited ORDER BY month DESC`,
    [tx.centreId, accountId],
  );
  return rows.map(({ month, madeUpBy }) => ({ month: monthFromNumber(month), madeUpBy }));
}

/**
 * The last month of each account that is credited or on its way, by whatever unit or by its holder, less what was
 * refunded; accounts without one are left out. A back payment counts where it comes to the whole month.
 */
export async function selectLastMonthsTaken(
  tx: Tx,
  accountIds: readonly bigint[],
): Promise<Map<bigint, Month>> {
  const rows = await tx.query<{ accountId: bigint; last: number }>(
    `WITH asked AS (
       SELECT a.id AS asked_id, a.id AS account_id FROM unnest($2::bigint[]) AS a (id)
       UNION ALL
       SELECT g.to_id, g.from_id FROM account_merge AS g WHERE g.centre_id = $1 AND g.to_id = ANY ($2::bigint[]))
     SELECT asked_id AS "accountId", max(month) AS last FROM (
       SELECT asked_id, month FROM (
         SELECT k.asked_id, l.month, r.employer_fen + r.employee_fen AS listed, 0::bigint AS made_up, NULL::bigint AS full_fen
           FROM asked AS k JOIN remittance_line AS r ON r.centre_id = $1 AND r.account_id = k.account_id
           JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id AND NOT l.cancelled AND l.state <> 'DRAFT'
         UNION ALL
         SELECT k.asked_id, f.month, f.amount_fen, 0, NULL
           FROM asked AS k JOIN flexible_payment AS f ON f.centre_id = $1 AND f.account_id = k.account_id
         UNION ALL
         SELECT k.asked_id, b.month, 0, b.employer_fen + b.employee_fen, b.full_fen
           FROM asked AS k JOIN back_payment_line AS b ON b.centre_id = $1 AND b.account_id = k.account_id
           JOIN back_payment AS p ON p.centre_id = b.centre_id AND p.id = b.payment_id AND p.state IN ('CONFIRMED', 'SUSPENSE_SHORT', 'POSTED')
         UNION ALL
         SELECT k.asked_id, c.month, CASE c.source WHEN 'list' THEN -c.employer_fen - c.employee_fen ELSE 0 END,
                CASE c.source WHEN 'list' THEN 0 ELSE -c.employer_fen - c.employee_fen END, NULL
           FROM asked AS k JOIN contribution_refund AS c ON c.centre_id = $1 AND c.account_id = k.account_id AND c.state IN ('held', 'paid')
       ) AS m GROUP BY asked_id, month HAVING sum(listed) > 0 OR sum(made_up) >= max(full_fen)) AS taken
      GROUP BY asked_id`,
    [tx.centreId, accountIds],
  );
  return new Map(rows.map(({ accountId, last }) => [accountId, monthFromNumber(last)]));
}
