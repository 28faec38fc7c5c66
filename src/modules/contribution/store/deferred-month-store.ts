import { type Fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import type { DraftLine } from '../domain/remittance/draft-lines';

/** What a member would have got for a month. */
export type DeferredLine = Pick<DraftLine, 'accountId' | 'base' | 'employer' | 'employee'>;

/** The lines of a month that is deferred: what each member would have got, with the base and ratios of that month. */
export async function insertDeferredMonth(
  tx: Tx,
  of: { unitId: bigint; month: Month; reliefCaseId: string; on: string },
  lines: readonly DeferredLine[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO deferred_month (centre_id, unit_id, month, relief_case_id, deferred_on, account_id, base_fen, employer_fen, employee_fen)
     SELECT $1::int, $2::bigint, $3::int, $4::uuid, $5::date, l.* FROM unnest($6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[]) AS l ORDER BY 6`,
    [
      tx.centreId,
      of.unitId,
      monthToNumber(of.month),
      of.reliefCaseId,
      of.on,
      lines.map(({ accountId }) => accountId),
      lines.map(({ base }) => base),
      lines.map(({ employer }) => employer),
      lines.map(({ employee }) => employee),
    ],
  );
}

/** The unit is past this month (缴至年月), though nothing was paid for it. */
export async function moveUnitPast(tx: Tx, unitId: bigint, month: Month): Promise<void> {
  await tx.execute(
    'UPDATE unit_account SET paid_through = $3 WHERE centre_id = $1 AND ledger_account_id = $2',
    [tx.centreId, unitId, monthToNumber(month)],
  );
}

/** DEFERRED → DUE for all of a unit's; returns months and their lines in numbers and money. */
export async function makeDeferredDue(
  tx: Tx,
  unitId: bigint,
  on: string,
): Promise<{ months: Month[]; lines: number; amountFen: Fen }> {
  const rows = await tx.query<{ month: number; lines: number; amountFen: Fen }>(
    `WITH due AS (
       UPDATE deferred_month SET state = 'DUE', due_on = $3::date
        WHERE centre_id = $1 AND unit_id = $2 AND state = 'DEFERRED' RETURNING month, employer_fen + employee_fen AS fen
     )
     SELECT month, count(*)::int AS lines, sum(fen)::bigint AS "amountFen" FROM due GROUP BY month ORDER BY month`,
    [tx.centreId, unitId, on],
  );
  return {
    months: rows.map(({ month }) => monthFromNumber(month)),
    lines: rows.reduce((sum, { lines }) => sum + lines, 0),
    amountFen: rows.reduce((sum, { amountFen }) => sum + amountFen, 0n) as Fen,
  };
}

/**
 * Made up: every deferred month that a back payment has just credited, due or not yet; others are left alone.
 * @returns how many became made up.
 */
export function makeUpDeferred(tx: Tx, backPaymentId: string, on: string): Promise<number> {
  return tx.execute(
    `UPDATE deferred_month AS d SET state = 'MADE_UP', due_on = coalesce(d.due_on, $3::date), made_up_on = $3::date, made_up_by = $2
       FROM back_payment_line AS l
      WHERE l.centre_id = $1 AND l.payment_id = $2
        AND d.centre_id = l.centre_id AND d.account_id = l.account_id AND d.month = l.month AND d.state <> 'MADE_UP'`,
    [tx.centreId, backPaymentId, on],
  );
}

/** What a unit was let off or owes, and has not made up. */
export interface OpenDeferred {
  /** Months of anybody. */
  readonly months: number;
  /** Months of somebody whose account is open: what a back payment can still make up (handbook 3.5). */
  readonly payableMonths: number;
  /** Months of those whose account is closed, each person's by itself, and what they come to. */
  readonly lapsedLines: number;
  readonly lapsedFen: Fen;
}

export async function selectOpenDeferredOf(tx: Tx, unitId: bigint): Promise<OpenDeferred> {
  const [row] = await tx.query<OpenDeferred>(
    `SELECT count(DISTINCT d.month)::int AS months,
            (count(DISTINCT d.month) FILTER (WHERE m.state IN ('01', '02', '06')))::int AS "payableMonths",
            (count(*) FILTER (WHERE m.state NOT IN ('01', '02', '06')))::int AS "lapsedLines",
            coalesce(sum(d.employer_fen + d.employee_fen) FILTER (WHERE m.state NOT IN ('01', '02', '06')), 0)::bigint AS "lapsedFen"
       FROM deferred_month AS d JOIN member_account AS m ON m.centre_id = d.centre_id AND m.account_id = d.account_id
      WHERE d.centre_id = $1 AND d.unit_id = $2 AND d.state <> 'MADE_UP'`,
    [tx.centreId, unitId],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}
