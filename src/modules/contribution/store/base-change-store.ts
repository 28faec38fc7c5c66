import type { Fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import { onRoster } from './roster-store';

export type BaseChangeState = 'DRAFT' | 'CONFIRMED' | 'CANCELLED';

/** A yearly change of an employer's bases. */
export interface BaseChange {
  readonly id: string;
  readonly unitId: bigint;
  readonly fundYear: number;
  readonly from: Month;
  readonly state: BaseChangeState;
  readonly memberCount: number;
  readonly caseId: string | null;
}

export interface NewBaseLine {
  readonly accountId: bigint;
  /** null: nothing was declared, the old base is carried. */
  readonly row: number | null;
  readonly wage: Fen;
  readonly base: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
}

/** A line as it is shown; fen. */
export interface BaseLine extends NewBaseLine {
  readonly accountNo: string;
  readonly personId: string;
  readonly formerBase: Fen;
  readonly formerEmployer: Fen;
  readonly formerEmployee: Fen;
}

/** Stores a draft with its lines; one that the unit had for the fund year gives way. Old amounts are those of now. */
export async function insertBaseChange(
  tx: Tx,
  change: Pick<BaseChange, 'id' | 'unitId' | 'fundYear' | 'from'> & { readonly at: Date },
  lines: readonly NewBaseLine[],
): Promise<void> {
  await tx.execute(
    `UPDATE base_change SET state = 'CANCELLED' WHERE centre_id = $1 AND unit_id = $2 AND fund_year = $3 AND state = 'DRAFT'`,
    [tx.centreId, change.unitId, change.fundYear],
  );
  await tx.execute(
    `INSERT INTO base_change (centre_id, id, unit_id, fund_year, from_month, state, member_count, made_at)
     VALUES ($1, $2, $3, $4, $5, 'DRAFT', $6, $7)`,
    [
      tx.centreId,
      change.id,
      change.unitId,
      change.fundYear,
      monthToNumber(change.from),
      lines.length,
      change.at,
    ],
  );
  await tx.execute(
    `INSERT INTO base_change_line (centre_id, change_id, account_id, row_no, former_base_fen, former_employer_fen,
       former_employee_fen, wage_fen, base_fen, employer_fen, employee_fen)
     SELECT $1, $2, l.account_id, l.row_no, m.base_fen, m.employer_fen, m.employee_fen, l.wage, l.base, l.employer, l.employee
       FROM unnest($3::bigint[], $4::int[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
            AS l (account_id, row_no, wage, base, employer, employee)
       JOIN member_account AS m ON m.centre_id = $1 AND m.account_id = l.account_id`,
    [
      tx.centreId,
      change.id,
      lines.map(({ accountId }) => accountId),
      lines.map(({ row }) => row),
      lines.map(({ wage }) => wage),
      lines.map(({ base }) => base),
      lines.map(({ employer }) => employer),
      lines.map(({ employee }) => employee),
    ],
  );
}

/** The change of that id; null when there is none. */
export async function selectBaseChange(
  tx: Tx,
  id: string,
  { lock }: { lock: boolean },
): Promise<BaseChange | null> {
  const [row] = await tx.query<Omit<BaseChange, 'from'> & { from: number }>(
    `SELECT id, unit_id AS "unitId", fund_year AS "fundYear", from_month AS "from", state, member_count AS "memberCount",
            case_id AS "caseId"
       FROM base_change WHERE centre_id = $1 AND id = $2${lock ? ' FOR NO KEY UPDATE' : ''}`,
    [tx.centreId, id],
  );
  return row ? { ...row, from: monthFromNumber(row.from) } : null;
}

/** Whether the bases of a unit's fund year are settled, declared or carried. */
export async function isYearSettled(tx: Tx, unitId: bigint, fundYear: number): Promise<boolean> {
  const rows = await tx.query(
    'SELECT FROM base_year WHERE centre_id = $1 AND unit_id = $2 AND fund_year = $3',
    [tx.centreId, unitId, fundYear],
  );
  return rows.length > 0;
}

/** Lines in the order of accounts, after that account; all of them unless limited. */
export function selectBaseLines(
  tx: Tx,
  changeId: string,
  page: { readonly after: bigint; readonly limit: number | null },
): Promise<BaseLine[]> {
  return tx.query<BaseLine>(
    `SELECT l.account_id AS "accountId", m.account_no AS "accountNo", m.person_id AS "personId", l.row_no AS "row",
            l.former_base_fen AS "formerBase", l.former_employer_fen AS "formerEmployer", l.former_employee_fen AS "formerEmployee",
            l.wage_fen AS wage, l.base_fen AS base, l.employer_fen AS employer, l.employee_fen AS employee
       FROM base_change_line AS l JOIN member_account AS m ON m.centre_id = l.centre_id AND m.account_id = l.account_id
      WHERE l.centre_id = $1 AND l.change_id = $2 AND l.account_id > $3 ORDER BY l.account_id LIMIT $4`,
    [tx.centreId, changeId, page.after, page.limit],
  );
}

/** Totals of a change; fen. */
export interface BaseFigures {
  readonly carried: number;
  readonly raised: number;
  readonly lowered: number;
  readonly toUpper: number;
  readonly toLower: number;
  readonly formerEmployer: Fen;
  readonly formerEmployee: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
}

/** What a change comes to. */
export async function selectBaseFigures(tx: Tx, changeId: string): Promise<BaseFigures> {
  const [row] = await tx.query<BaseFigures>(
    `SELECT count(*) FILTER (WHERE row_no IS NULL)::int AS carried,
            count(*) FILTER (WHERE base_fen > former_base_fen)::int AS raised,
            count(*) FILTER (WHERE base_fen < former_base_fen)::int AS lowered,
            count(*) FILTER (WHERE base_fen < wage_fen)::int AS "toUpper",
            count(*) FILTER (WHERE base_fen > wage_fen)::int AS "toLower",
            coalesce(sum(former_employer_fen), 0)::bigint AS "formerEmployer",
            coalesce(sum(former_employee_fen), 0)::bigint AS "formerEmployee",
            coalesce(sum(employer_fen), 0)::bigint AS employer, coalesce(sum(employee_fen), 0)::bigint AS employee
       FROM base_change_line WHERE centre_id = $1 AND change_id = $2`,
    [tx.centreId, changeId],
  );
  if (!row) throw new Error('a sum always answers');
  return row;
}

/** How a draft and the roster of its month differ now, in numbers of accounts. */
export async function selectBaseDifference(
  tx: Tx,
  change: Pick<BaseChange, 'id' | 'unitId' | 'from'>,
): Promise<{ missing: number; surplus: number }> {
  const [row] = await tx.query<{ missing: number; surplus: number }>(
    `${onRoster}
     SELECT count(*) FILTER (WHERE l.account_id IS NULL)::int AS missing,
            count(*) FILTER (WHERE m.account_id IS NULL)::int AS surplus
       FROM (SELECT account_id FROM roster WHERE remitted) AS m
       FULL JOIN (SELECT account_id FROM base_change_line WHERE centre_id = $1 AND change_id = $4) AS l
         ON l.account_id = m.account_id`,
    [tx.centreId, change.unitId, monthToNumber(change.from), change.id],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}

/**
 * DRAFT → CONFIRMED: the accounts take their new bases and amounts, what differs is told in their history from the
 * month on, and the fund year of the unit is settled. The caller holds the unit.
 */
export async function confirmBaseChange(
  tx: Tx,
  change: BaseChange,
  by: { readonly caseId: string; readonly on: string; readonly at: Date },
): Promise<number> {
  const { id, unitId, fundYear, from } = change;
  await tx.execute(
    `UPDATE base_change SET state = 'CONFIRMED', case_id = $3, confirmed_at = $4 WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id, by.caseId, by.at],
  );
  await tx.execute(
    `INSERT INTO base_year (centre_id, unit_id, fund_year, manner, source_id, settled_on) VALUES ($1, $2, $3, 'declared', $4, $5)`,
    [tx.centreId, unitId, fundYear, by.caseId, by.on],
  );
  return tx.execute(
    `WITH locked AS MATERIALIZED (
       SELECT m.account_id, m.base_fen AS former_fen, l.base_fen, l.employer_fen, l.employee_fen, l.row_no
         FROM base_change_line AS l JOIN member_account AS m ON m.centre_id = l.centre_id AND m.account_id = l.account_id
        WHERE l.centre_id = $1 AND l.change_id = $2 AND m.unit_id = $3
        ORDER BY m.account_id FOR NO KEY UPDATE OF m
     ), told AS (
       INSERT INTO roster_change (centre_id, account_id, unit_id, kind, from_month, former_base_fen, base_fen, case_id, made_on, made_at)
       SELECT $1, account_id, $3, 'base', $4::int, former_fen, base_fen, $5::uuid, $6::date, $7::timestamptz
         FROM locked WHERE base_fen <> former_fen ORDER BY account_id
     )
     UPDATE member_account AS m
        SET base_fen = l.base_fen, employer_fen = l.employer_fen, employee_fen = l.employee_fen,
            base_source = CASE WHEN l.row_no IS NULL THEN 'carried' ELSE 'yearly' END
       FROM locked AS l WHERE m.centre_id = $1 AND m.account_id = l.account_id`,
    [tx.centreId, id, unitId, monthToNumber(from), by.caseId, by.on, by.at],
  );
}

/** What the base of an account rests on, after it was changed by something else than a yearly change. */
export async function setBaseSource(
  tx: Tx,
  accountIds: readonly bigint[],
  source: 'correction' | 'declared',
): Promise<void> {
  await tx.execute(
    'UPDATE member_account SET base_source = $3 WHERE centre_id = $1 AND account_id = ANY ($2::bigint[])',
    [tx.centreId, accountIds, source],
  );
}
