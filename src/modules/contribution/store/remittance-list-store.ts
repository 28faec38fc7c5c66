import type { Fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import type { DraftLine } from '../domain/draft-lines';
import type { ListState } from '../domain/list-state';
import { paidThroughOf } from './unit-account-store';

export interface RemittanceList {
  readonly id: string;
  readonly unitId: bigint;
  readonly month: Month;
  readonly state: ListState;
  readonly memberCount: number;
  readonly totalFen: Fen;
  readonly paymentNo: string | null;
  readonly caseId: string | null;
  readonly confirmedAt: Date | null;
  readonly postedOn: string | null;
}

type Row = Omit<RemittanceList, 'month'> & { readonly month: number };

const SELECT = `
  SELECT id, unit_id AS "unitId", month, state, member_count AS "memberCount", total_fen AS "totalFen",
         payment_no AS "paymentNo", case_id AS "caseId", confirmed_at AS "confirmedAt", posted_on AS "postedOn"
    FROM remittance_list`;

/** Stores a draft with all its lines, in one statement each; the total is that of the lines. */
export async function insertDraft(
  tx: Tx,
  list: { id: string; unitId: bigint; month: Month; totalFen: Fen },
  lines: readonly DraftLine[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO remittance_list (centre_id, id, unit_id, month, state, member_count, total_fen)
     VALUES ($1, $2, $3, $4, 'DRAFT', $5, $6)`,
    [tx.centreId, list.id, list.unitId, monthToNumber(list.month), lines.length, list.totalFen],
  );
  await tx.execute(
    `INSERT INTO remittance_line (centre_id, list_id, account_id, base_fen, employer_fen, employee_fen)
     SELECT $1, $2, l.* FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[]) AS l ORDER BY 3`,
    [
      tx.centreId,
      list.id,
      lines.map(({ accountId }) => accountId),
      lines.map(({ base }) => base),
      lines.map(({ employer }) => employer),
      lines.map(({ employee }) => employee),
    ],
  );
}

/** A list by its id, locked when asked; null when there is none. */
export function selectList(tx: Tx, id: string, options: { lock: boolean }): Promise<RemittanceList | null> {
  return selectOne(tx, 'id = $2', [id], options);
}

/** The list of a unit and month that is not cancelled. */
export function selectListOfMonth(tx: Tx, unitId: bigint, month: Month): Promise<RemittanceList | null> {
  const values = [unitId, monthToNumber(month)];
  return selectOne(tx, `unit_id = $2 AND month = $3 AND state <> 'CANCELLED'`, values, { lock: false });
}

/** A list and how far its unit is paid; both rows are locked, the unit first. */
export type AwaitedList = RemittanceList & {
  /** Paid through (缴至年月); the month before the first one while nothing was remitted. */
  readonly paidThrough: Month;
};

/** The list that bears a payment number, locked with its unit; null when none does. */
export async function lockListByPaymentNo(tx: Tx, paymentNo: string): Promise<AwaitedList | null> {
  const [row] = await tx.query<Row & { firstMonth: number; paidThrough: number | null }>(
    `SELECT l.id, l.unit_id AS "unitId", l.month, l.state, l.member_count AS "memberCount", l.total_fen AS "totalFen",
            l.payment_no AS "paymentNo", l.case_id AS "caseId", l.confirmed_at AS "confirmedAt", l.posted_on AS "postedOn",
            u.first_month AS "firstMonth", u.paid_through AS "paidThrough"
       FROM unit_account AS u JOIN remittance_list AS l ON l.centre_id = u.centre_id AND l.unit_id = u.ledger_account_id
      WHERE l.centre_id = $1 AND l.payment_no = $2 FOR NO KEY UPDATE OF u, l`,
    [tx.centreId, paymentNo],
  );
  if (!row) return null;
  const { firstMonth, paidThrough, ...list } = row;
  return { ...list, month: monthFromNumber(list.month), paidThrough: paidThroughOf(firstMonth, paidThrough) };
}

/** Bases (fen) of a list's lines by account. */
export async function selectBases(tx: Tx, listId: string): Promise<Map<bigint, Fen>> {
  const rows = await tx.query<{ accountId: bigint; base: Fen }>(
    'SELECT account_id AS "accountId", base_fen AS base FROM remittance_line WHERE centre_id = $1 AND list_id = $2',
    [tx.centreId, listId],
  );
  return new Map(rows.map(({ accountId, base }) => [accountId, base]));
}

/**
 * How a list and the active accounts of its unit differ now, in numbers of accounts. A full join can only be hashed or
 * merged, so a list that was stored a moment ago and of which the planner knows nothing yet costs no more.
 */
export async function selectRosterDifference(
  tx: Tx,
  list: Pick<RemittanceList, 'id' | 'unitId'>,
): Promise<{ missing: number; surplus: number }> {
  const [row] = await tx.query<{ missing: number; surplus: number }>(
    `SELECT count(*) FILTER (WHERE l.account_id IS NULL)::int AS missing,
            count(*) FILTER (WHERE m.account_id IS NULL)::int AS surplus
       FROM (SELECT account_id FROM member_account WHERE centre_id = $1 AND unit_id = $2 AND state = '01') AS m
       FULL JOIN (SELECT account_id FROM remittance_line WHERE centre_id = $1 AND list_id = $3) AS l
         ON l.account_id = m.account_id`,
    [tx.centreId, list.unitId, list.id],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}

/** Next number of the sequence behind payment numbers; it starts again after ten million. */
export async function nextPaymentSequence(tx: Tx): Promise<bigint> {
  const [row] = await tx.query<{ next: bigint }>(`SELECT nextval('remittance_payment_no') AS next`);
  if (!row) throw new Error('a sequence always answers');
  return row.next;
}

/** DRAFT → CONFIRMED; the accounts take the bases and amounts of the list where they differ. Locked by the caller. */
export async function confirmList(
  tx: Tx,
  list: Pick<RemittanceList, 'id'>,
  by: { paymentNo: string; caseId: string; at: Date },
): Promise<void> {
  await tx.execute(
    `UPDATE remittance_list SET state = 'CONFIRMED', payment_no = $3, case_id = $4, confirmed_at = $5
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, list.id, by.paymentNo, by.caseId, by.at],
  );
  await tx.execute(
    `WITH changed AS MATERIALIZED (
       SELECT m.account_id, l.base_fen, l.employer_fen, l.employee_fen
         FROM remittance_line AS l
         JOIN member_account AS m ON m.centre_id = l.centre_id AND m.account_id = l.account_id
        WHERE l.centre_id = $1 AND l.list_id = $2
          AND (m.base_fen, m.employer_fen, m.employee_fen) IS DISTINCT FROM (l.base_fen, l.employer_fen, l.employee_fen)
        ORDER BY m.account_id FOR NO KEY UPDATE OF m
     )
     UPDATE member_account AS m
        SET base_fen = c.base_fen, employer_fen = c.employer_fen, employee_fen = c.employee_fen
       FROM changed AS c WHERE m.centre_id = $1 AND m.account_id = c.account_id`,
    [tx.centreId, list.id],
  );
}

/** Takes a list to its next state; `postedOn` with POSTED only. The trigger refuses a step that there is not. */
export async function moveList(
  tx: Tx,
  id: string,
  state: ListState,
  postedOn: string | null = null,
): Promise<void> {
  await tx.execute(
    'UPDATE remittance_list SET state = $3, posted_on = $4::date WHERE centre_id = $1 AND id = $2',
    [tx.centreId, id, state, postedOn],
  );
}

async function selectOne(
  tx: Tx,
  condition: string,
  values: readonly unknown[],
  { lock }: { lock: boolean },
): Promise<RemittanceList | null> {
  const sql = `${SELECT} WHERE centre_id = $1 AND ${condition}${lock ? ' FOR NO KEY UPDATE' : ''}`;
  const [row] = await tx.query<Row>(sql, [tx.centreId, ...values]);
  return row ? { ...row, month: monthFromNumber(row.month) } : null;
}
