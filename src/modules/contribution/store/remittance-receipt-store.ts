import type { Fen } from '../../../kernel/money';
import { type Month, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import type { ReceiptPlan } from '../domain/remittance/receipt-plan';
import { lastMonthListed, sealInHistory } from './closed-account-store';
import type { AwaitedList } from './remittance-list-store';

/** A receipt of a list. */
export interface ListReceipt {
  readonly id: string;
  readonly listId: string;
  readonly amountFen: Fen;
}

/** Money of a list for an account that was closed after the list had been confirmed. */
export interface LateCredit {
  readonly accountId: bigint;
  readonly amountFen: Fen;
  /**
   * Another account of the holder that is open by now, or, of an account merged away (GJ29), the one that stayed; null:
   * the account itself is open again, sealed.
   */
  readonly openId: bigint | null;
  /** The account that has to be open again for it, sealed; null or absent: none. */
  readonly reopens?: bigint | null;
}

const insertPlan = `
  INSERT INTO remittance_receipt (centre_id, receipt_id, list_id, amount_fen, credited_fen, drawn_fen, suspense_fen, outcome)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

function planValues(tx: Tx, receipt: ListReceipt, plan: ReceiptPlan): unknown[] {
  const { id, listId, amountFen } = receipt;
  return [tx.centreId, id, listId, amountFen, plan.credited, plan.drawn, plan.suspense, plan.outcome];
}

/** Notes where the money of a receipt went that decomposed nothing. */
export async function insertReceiptPlan(tx: Tx, receipt: ListReceipt, plan: ReceiptPlan): Promise<void> {
  await tx.execute(insertPlan, planValues(tx, receipt, plan));
}

/** A list whose money is complete, and its unit, both locked. */
export interface PostedList {
  readonly id: string;
  readonly unitId: bigint;
  readonly month: Month;
  readonly on: string;
  readonly at: Date;
}

/**
 * Notes the receipt that decomposed a list: the list is posted and its unit paid through the month. The members were
 * credited before, so nobody closes one of their accounts meanwhile.
 * @returns the late credits among them, their accounts locked.
 */
export function insertDecomposition(
  tx: Tx,
  receipt: ListReceipt,
  plan: ReceiptPlan,
  list: PostedList,
): Promise<LateCredit[]> {
  const { unitId, month, on } = list;
  return tx.query<LateCredit>(noteAndPost, [
    ...planValues(tx, receipt, plan),
    unitId,
    monthToNumber(month),
    on,
  ]);
}

/**
 * Several receipts, each of which pays exactly its list: as insertDecomposition.
 * @returns the late credits of each list that has some, by the list's id.
 */
export async function insertDecompositionsTogether(
  tx: Tx,
  on: string,
  paid: readonly { readonly receiptId: string; readonly list: AwaitedList }[],
): Promise<Map<string, LateCredit[]>> {
  const rows = await tx.query<LateCredit & { listId: string }>(noteAndPostTogether, [
    tx.centreId,
    on,
    paid.map(({ receiptId }) => receiptId),
    paid.map(({ list }) => list.id),
    paid.map(({ list }) => list.totalFen),
    paid.map(({ list }) => list.unitId),
    paid.map(({ list }) => monthToNumber(list.month)),
  ]);
  const late = new Map<string, LateCredit[]>();
  for (const { listId, ...credit } of rows) late.set(listId, [...(late.get(listId) ?? []), credit]);
  return late;
}

/** A list that its unit's suspense has paid, likewise. */
export function postFromSuspense(tx: Tx, list: PostedList): Promise<LateCredit[]> {
  const { id, unitId, month, on } = list;
  return tx.query<LateCredit>(postOnly, [tx.centreId, id, unitId, monthToNumber(month), on]);
}

/**
 * Of the holder of account `m` of centre $1: the account that is open, and for one merged away (03), which never opens
 * again, the one that stayed and was closed last.
 */
export const heldBySame = `
  SELECT (SELECT o.account_id FROM member_account AS o WHERE o.centre_id = $1 AND o.person_id = m.person_id
             AND o.state IN ('01', '02', '06')) AS open,
         CASE m.state WHEN '03' THEN (SELECT o.account_id FROM member_account AS o
            WHERE o.centre_id = $1 AND o.person_id = m.person_id AND o.state IN ('04', '05')
            ORDER BY o.closed_on DESC, o.account_id DESC LIMIT 1) END AS stayed`;

const lateColumns = `m.account_id AS "accountId", r.employer_fen + r.employee_fen AS "amountFen",
           coalesce(h.open, h.stayed) AS "openId", CASE WHEN h.open IS NULL THEN coalesce(h.stayed, m.account_id) END AS reopens`;

/** An account on line `r` that was closed after its list had been confirmed, with whatever unit it was by then. */
const closedSince = `member_account AS m ON m.centre_id = $1 AND m.account_id = r.account_id AND m.state IN ('03', '04', '05')`;

/** The list is posted and its unit paid through; the accounts on it that were closed after it was confirmed. */
function post(p: Readonly<Record<'list' | 'unit' | 'month' | 'on', string>>): string {
  return `list AS (
      UPDATE remittance_list SET state = 'POSTED', posted_on = ${p.on}::date WHERE centre_id = $1 AND id = ${p.list}
    ), paid AS (
      UPDATE unit_account SET paid_through = ${p.month} WHERE centre_id = $1 AND ledger_account_id = ${p.unit}
    )
    SELECT ${lateColumns}
      FROM remittance_line AS r JOIN ${closedSince} CROSS JOIN LATERAL (${heldBySame}) AS h
     WHERE r.centre_id = $1 AND r.list_id = ${p.list}
     ORDER BY m.account_id FOR NO KEY UPDATE OF m`;
}

const noteAndPost = `WITH noted AS (${insertPlan}), ${post({ list: '$3', unit: '$9', month: '$10', on: '$11' })}`;
const postOnly = `WITH ${post({ list: '$2', unit: '$3', month: '$4', on: '$5' })}`;

const noteAndPostTogether = `
  WITH paid_list AS MATERIALIZED (
    SELECT * FROM unnest($3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[], $7::int[]) AS p (receipt_id, list_id, amount_fen, unit_id, month)
  ), noted AS (
    INSERT INTO remittance_receipt (centre_id, receipt_id, list_id, amount_fen, credited_fen, drawn_fen, suspense_fen, outcome)
    SELECT $1, receipt_id, list_id, amount_fen, amount_fen, 0, 0, 'decomposed' FROM paid_list
  ), list AS (
    UPDATE remittance_list AS l SET state = 'POSTED', posted_on = $2::date
      FROM paid_list AS p WHERE l.centre_id = $1 AND l.id = p.list_id
  ), paid AS (
    UPDATE unit_account AS u SET paid_through = p.month
      FROM paid_list AS p WHERE u.centre_id = $1 AND u.ledger_account_id = p.unit_id
  )
  SELECT p.list_id AS "listId", ${lateColumns}
    FROM paid_list AS p JOIN remittance_line AS r ON r.centre_id = $1 AND r.list_id = p.list_id
    JOIN ${closedSince} CROSS JOIN LATERAL (${heldBySame}) AS h
   ORDER BY m.account_id FOR NO KEY UPDATE OF m`;

const seal = `
  WITH sealed AS (
    UPDATE member_account AS m
       SET state = '02', sealed_on = $5::date, closed_on = NULL, closing_reason = NULL, state_before_closing = NULL
      FROM unnest($3::bigint[]) AS late (account_id)
     WHERE m.centre_id = $1 AND m.account_id = late.account_id
    RETURNING m.centre_id, m.account_id, m.unit_id
  )
  ${sealInHistory(
    `SELECT m.centre_id, m.account_id, m.unit_id, list.case_id, greatest(${lastMonthListed}, $4::int) AS last_month
       FROM sealed AS m JOIN remittance_list AS list ON list.centre_id = $1 AND list.id = $2`,
    { on: '$5', at: '$6' },
  )}`;

/**
 * Closed accounts on which money of a posted list came are open again, sealed, with day and history: the money is their
 * members'. The accounts are locked, and none of their holders has another open account.
 */
export async function sealLate(tx: Tx, list: PostedList, accountIds: readonly bigint[]): Promise<void> {
  const { id, month, on, at } = list;
  const sealed = await tx.execute(seal, [tx.centreId, id, accountIds, monthToNumber(month), on, at]);
  if (sealed !== accountIds.length)
    throw new Error(`list ${id} sealed ${sealed} of ${accountIds.length} accounts that were closed`);
}
