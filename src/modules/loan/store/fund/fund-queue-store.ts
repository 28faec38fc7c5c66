import type { Fen } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';

/** A payment that waits its turn. */
export interface QueuedLoan {
  readonly loanId: string;
  readonly queueNo: bigint;
  readonly amountFen: Fen;
}

/** How many wait before somebody, what they get together, and since when this one does. */
export interface QueuePlace {
  readonly before: number;
  readonly aheadFen: Fen;
  readonly queuedAt: Date;
}

const waiting = `loan_disbursement AS d JOIN loan AS l ON l.centre_id = d.centre_id AND l.id = d.loan_id
  WHERE d.centre_id = $1 AND d.state = 'queued' AND l.state = 'mortgage-registered'`;

/** Puts a payment that was due at its place, at the end where it has none; returns its number. */
export async function joinQueue(tx: Tx, loanId: string, at: Date): Promise<bigint> {
  const [row] = await tx.query<{ queueNo: bigint }>(
    `UPDATE loan_disbursement
        SET state = 'queued', queue_no = coalesce(queue_no, nextval('fund_queue_no')), queued_at = coalesce(queued_at, $3),
            due_at = NULL, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND loan_id = $2 AND state = 'due' RETURNING queue_no AS "queueNo"`,
    [tx.centreId, loanId, at],
  );
  if (!row) throw new Error(`no payment of the loan ${loanId} is due`);
  return row.queueNo;
}

/** Makes a payment that waited due; false when it waits no more. */
export async function leaveQueue(tx: Tx, loanId: string): Promise<boolean> {
  const left = await tx.execute(
    `UPDATE loan_disbursement SET state = 'due', due_at = clock_timestamp()
      WHERE centre_id = $1 AND loan_id = $2 AND state = 'queued'`,
    [tx.centreId, loanId],
  );
  return left === 1;
}

/** The first in the queue, in their order. */
export function selectQueue(tx: Tx, limit: number): Promise<QueuedLoan[]> {
  return tx.query<QueuedLoan>(
    `SELECT d.loan_id AS "loanId", d.queue_no AS "queueNo", l.amount_fen AS "amountFen" FROM ${waiting}
      ORDER BY d.queue_no LIMIT $2`,
    [tx.centreId, limit],
  );
}

/** Whether somebody waits whose turn is before this number; before everybody who has none. */
export async function someoneWaits(tx: Tx, before: bigint | null): Promise<boolean> {
  const rows = await tx.query(`SELECT FROM ${waiting} AND ($2::bigint IS NULL OR d.queue_no < $2) LIMIT 1`, [
    tx.centreId,
    before,
  ]);
  return rows.length > 0;
}

/** The place of a loan in the queue; null when it is not in it. */
export async function selectPlace(tx: Tx, loanId: string): Promise<QueuePlace | null> {
  const [own] = await tx.query<{ queueNo: bigint; queuedAt: Date }>(
    `SELECT queue_no AS "queueNo", queued_at AS "queuedAt" FROM loan_disbursement
      WHERE centre_id = $1 AND loan_id = $2 AND state = 'queued'`,
    [tx.centreId, loanId],
  );
  if (!own) return null;
  const [ahead] = await tx.query<{ before: number; aheadFen: Fen }>(
    `SELECT count(*)::int AS before, coalesce(sum(l.amount_fen), 0)::bigint AS "aheadFen" FROM ${waiting} AND d.queue_no < $2`,
    [tx.centreId, own.queueNo],
  );
  if (!ahead) throw new Error('a count has one row');
  return { ...ahead, queuedAt: own.queuedAt };
}

/** The whole queue: how many, how much, since when. */
export async function selectQueueTotal(
  tx: Tx,
): Promise<{ loans: number; amountFen: Fen; oldest: Date | null }> {
  const [row] = await tx.query<{ loans: number; amountFen: Fen; oldest: Date | null }>(
    `SELECT count(*)::int AS loans, coalesce(sum(l.amount_fen), 0)::bigint AS "amountFen", min(d.queued_at) AS oldest FROM ${waiting}`,
    [tx.centreId],
  );
  if (!row) throw new Error('a count has one row');
  return row;
}
