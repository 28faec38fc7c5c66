import type { Tx } from '../../../../platform/database/tx';
import type { RecoveryState } from '../../domain/recovery/recovery-state';

export interface Recovery {
  readonly id: string;
  readonly recoveryNo: string;
  readonly caseId: string;
  readonly personId: string;
  readonly contractNo: string;
  readonly amountFen: bigint;
  readonly givenBackFen: bigint;
  readonly state: RecoveryState;
  readonly openedOn: string;
  readonly dueOn: string;
  readonly endedOn: string | null;
}

const columns = `r.id, r.recovery_no AS "recoveryNo", r.case_id AS "caseId", r.person_id AS "personId", r.contract_no AS "contractNo",
  r.amount_fen AS "amountFen", h.given_back_fen AS "givenBackFen", r.state, r.opened_on AS "openedOn", r.due_on AS "dueOn", r.ended_on AS "endedOn"`;
const withHold = `recovery AS r JOIN hold AS h ON h.centre_id = r.centre_id AND h.case_id = r.case_id AND h.kind = 'withdrawal'`;

/**
 * Withdrawals that were paid on a contract and are not being recovered, with what is left of each. One that the bank
 * returned counts as paid no more, even where its money could not go back on the account (its hold stays settled).
 */
export function selectPaidOn(
  tx: Tx,
  contractNo: string,
): Promise<{ caseId: string; personId: string; amountFen: bigint; givenBackFen: bigint }[]> {
  return tx.query(
    `SELECT w.id AS "caseId", w.person_id AS "personId", h.amount_fen AS "amountFen", h.given_back_fen AS "givenBackFen"
       FROM purchase_watch AS w
       JOIN hold AS h ON h.centre_id = w.centre_id AND h.case_id = w.id AND h.kind = 'withdrawal' AND h.state = 'settled'
      WHERE w.centre_id = $1 AND w.contract_no = $2 AND w.paid_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM recovery AS r WHERE r.centre_id = w.centre_id AND r.case_id = w.id AND r.state <> 'lifted')
      ORDER BY w.id`,
    [tx.centreId, contractNo],
  );
}

/** Of these withdrawals those whose recovery was lifted after a part of it had come back. */
export async function selectLiftedInPart(tx: Tx, caseIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }>(
    `SELECT r.case_id AS id FROM ${withHold}
      WHERE r.centre_id = $1 AND r.case_id = ANY ($2::uuid[]) AND r.state = 'lifted' AND h.given_back_fen > 0`,
    [tx.centreId, caseIds],
  );
  return new Set(rows.map(({ id }) => id));
}

export interface NewRecovery {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string;
  readonly contractNo: string;
  readonly amountFen: bigint;
  readonly openedOn: string;
  readonly dueOn: string;
}

/** Opens one, or again one that was lifted, under its number; null, changing nothing, when there is one already. */
export async function openRecovery(tx: Tx, made: NewRecovery): Promise<string | null> {
  const [row] = await tx.query<{ recoveryNo: string }>(
    `INSERT INTO recovery AS r (centre_id, id, recovery_no, case_id, person_id, contract_no, amount_fen, state, opened_on, due_on)
     VALUES ($1, $2, 'TH' || to_char($7::date, 'YYYYMMDD') || lpad(nextval('recovery_no')::text, 8, '0'), $3, $4, $5, $6, 'open', $7::date, $8::date)
     ON CONFLICT (centre_id, case_id) DO UPDATE
       SET state = 'open', opened_on = excluded.opened_on, due_on = excluded.due_on, ended_on = NULL, overdue_told = false
       WHERE r.state = 'lifted'
     RETURNING r.recovery_no AS "recoveryNo"`,
    [
      tx.centreId,
      made.id,
      made.caseId,
      made.personId,
      made.contractNo,
      made.amountFen,
      made.openedOn,
      made.dueOn,
    ],
  );
  return row?.recoveryNo ?? null;
}

export async function selectByNumber(tx: Tx, recoveryNo: string): Promise<Recovery | null> {
  const [row] = await tx.query<Recovery>(
    `SELECT ${columns} FROM ${withHold} WHERE r.centre_id = $1 AND r.recovery_no = $2`,
    [tx.centreId, recoveryNo],
  );
  return row ?? null;
}

/** The recovery of a case as it is now, locked; its hold is locked by the caller. */
export async function lockOfCase(tx: Tx, caseId: string): Promise<Recovery | null> {
  const [row] = await tx.query<Recovery>(
    `SELECT ${columns} FROM ${withHold} WHERE r.centre_id = $1 AND r.case_id = $2 FOR NO KEY UPDATE OF r`,
    [tx.centreId, caseId],
  );
  return row ?? null;
}

/** What somebody has to give back, the earliest due first. */
export function selectOpenOf(tx: Tx, personId: string): Promise<Recovery[]> {
  return tx.query<Recovery>(
    `SELECT ${columns} FROM ${withHold} WHERE r.centre_id = $1 AND r.person_id = $2 AND r.state = 'open' ORDER BY r.due_on, r.id`,
    [tx.centreId, personId],
  );
}

/** All of somebody, the newest first. */
export function selectAllOf(tx: Tx, personId: string): Promise<Recovery[]> {
  return tx.query<Recovery>(
    `SELECT ${columns} FROM ${withHold} WHERE r.centre_id = $1 AND r.person_id = $2 ORDER BY r.opened_on DESC, r.id DESC`,
    [tx.centreId, personId],
  );
}

/** Open ones of the centre in the order of their last days, after that key. */
export function selectOpen(
  tx: Tx,
  after: { dueOn: string; id: string } | null,
  limit: number,
): Promise<Recovery[]> {
  return tx.query<Recovery>(
    `SELECT ${columns} FROM ${withHold} WHERE r.centre_id = $1 AND r.state = 'open' AND (r.due_on, r.id) > ($2::date, $3::uuid)
      ORDER BY r.due_on, r.id LIMIT $4`,
    [tx.centreId, after?.dueOn ?? '-infinity', after?.id ?? '00000000-0000-0000-0000-000000000000', limit],
  );
}

/** Ends an open one; false when it is not open. */
export async function endRecovery(
  tx: Tx,
  id: string,
  as: Exclude<RecoveryState, 'open'>,
  on: string,
): Promise<boolean> {
  const ended = await tx.execute(
    `UPDATE recovery SET state = $3, ended_on = $4::date WHERE centre_id = $1 AND id = $2 AND state = 'open'`,
    [tx.centreId, id, as, on],
  );
  return ended === 1;
}

/** Lifts the open ones of a contract. */
export function liftOfContract(
  tx: Tx,
  contractNo: string,
  on: string,
): Promise<{ recoveryNo: string; caseId: string }[]> {
  return tx.query(
    `WITH open AS MATERIALIZED (
       SELECT id FROM recovery WHERE centre_id = $1 AND contract_no = $2 AND state = 'open' ORDER BY id FOR NO KEY UPDATE
     )
     UPDATE recovery AS r SET state = 'lifted', ended_on = $3::date FROM open AS o WHERE r.centre_id = $1 AND r.id = o.id
     RETURNING r.recovery_no AS "recoveryNo", r.case_id AS "caseId"`,
    [tx.centreId, contractNo, on],
  );
}

/** Marks open ones whose last day has passed, each once; ones that somebody has in hand are left for later. */
export function markOverdue(
  tx: Tx,
  today: string,
  limit: number,
): Promise<{ recoveryNo: string; caseId: string; dueOn: string }[]> {
  return tx.query(
    `WITH late AS MATERIALIZED (
       SELECT id FROM recovery WHERE centre_id = $1 AND state = 'open' AND due_on < $2::date AND NOT overdue_told
        ORDER BY id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
     )
     UPDATE recovery AS r SET overdue_told = true FROM late AS l WHERE r.centre_id = $1 AND r.id = l.id
     RETURNING r.recovery_no AS "recoveryNo", r.case_id AS "caseId", r.due_on AS "dueOn"`,
    [tx.centreId, today, limit],
  );
}

export async function insertRecoveryReceipt(
  tx: Tx,
  came: { receiptId: string; recoveryId: string; accountId: bigint; amountFen: bigint; cameOn: string },
): Promise<void> {
  await tx.execute(
    `INSERT INTO recovery_receipt (centre_id, receipt_id, recovery_id, account_id, amount_fen, came_on) VALUES ($1, $2, $3, $4, $5, $6::date)`,
    [tx.centreId, came.receiptId, came.recoveryId, came.accountId, came.amountFen, came.cameOn],
  );
}
