import type { Tx } from '../../../../platform/database/tx';
import type { WriteOffGround } from '../../domain/servicing/write-off';

export interface WriteOff {
  readonly id: string;
  readonly loanId: string;
  readonly state: 'proposed' | 'approved' | 'declined';
  readonly ground: WriteOffGround;
  readonly evidenceNo: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
  readonly principalFen: bigint | null;
}

const columns = `w.id, w.loan_id AS "loanId", w.state, w.ground, w.evidence_no AS "evidenceNo", w.proposed_person_id AS "proposedBy",
  w.proposed_at AS "proposedAt", w.decided_at AS "decidedAt", w.principal_fen AS "principalFen"`;

/** Stores a proposal; false when one is open, or the loan was written off before. */
export async function insertWriteOff(
  tx: Tx,
  made: Pick<WriteOff, 'id' | 'loanId' | 'ground' | 'evidenceNo' | 'proposedBy' | 'proposedAt'>,
): Promise<boolean> {
  const stored = await tx.execute(
    `INSERT INTO loan_write_off (centre_id, id, loan_id, state, ground, evidence_no, proposed_person_id, proposed_at)
     VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7) ON CONFLICT (centre_id, loan_id) WHERE state <> 'declined' DO NOTHING`,
    [tx.centreId, made.id, made.loanId, made.ground, made.evidenceNo, made.proposedBy, made.proposedAt],
  );
  return stored === 1;
}

/** What is proposed of a loan, locked; null when nothing is. */
export async function lockProposed(tx: Tx, loanId: string): Promise<WriteOff | null> {
  const [row] = await tx.query<WriteOff>(
    `SELECT ${columns} FROM loan_write_off AS w
      WHERE w.centre_id = $1 AND w.loan_id = $2 AND w.state = 'proposed' FOR NO KEY UPDATE`,
    [tx.centreId, loanId],
  );
  return row ?? null;
}

/** @param decided.principalFen what was written off; null: declined. */
export async function storeDecided(
  tx: Tx,
  decided: { id: string; decidedBy: string; at: Date; principalFen: bigint | null },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_write_off SET state = CASE WHEN $5::bigint IS NULL THEN 'declined' ELSE 'approved' END, decided_person_id = $3,
            decided_at = $4, principal_fen = $5
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, decided.id, decided.decidedBy, decided.at, decided.principalFen],
  );
}

/** The loan is bad from now on: all of its principal is off its accounts and still owed. The caller holds its row. */
export async function storeWrittenOff(
  tx: Tx,
  of: { loanId: string; overdueAccountId: bigint; journalId: string; sourceId: string; day: string },
): Promise<void> {
  await tx.execute(
    `WITH bad AS (
       UPDATE loan_account SET state = 'bad', overdue_account_id = $3, transferred_fen = 0, written_off_fen = principal_fen,
              last_transaction = last_transaction + 1, version = version + 1
        WHERE centre_id = $1 AND loan_id = $2 RETURNING last_transaction, principal_fen
     )
     INSERT INTO loan_transaction (centre_id, loan_id, seq, kind, business_date, value_date, principal_fen, paid_by, journal_id, source_id)
     SELECT $1, $2, bad.last_transaction, '09', $4::date, $4::date, bad.principal_fen, 'none', $5, $6 FROM bad`,
    [tx.centreId, of.loanId, of.overdueAccountId, of.day, of.journalId, of.sourceId],
  );
}

/**
 * What stands on a leaf whose side is C, in fen. Whoever means to take of it has it alone until the transaction ends: two
 * that each see enough could take more than there is.
 */
export async function lockReserve(tx: Tx, leafId: bigint): Promise<bigint> {
  await tx.execute('SELECT pg_advisory_xact_lock(7003, $1)', [tx.centreId]);
  const [row] = await tx.query<{ fen: bigint }>(
    `SELECT coalesce(sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END), 0)::bigint AS fen FROM entry
      WHERE centre_id = $1 AND account_id = $2`,
    [tx.centreId, leafId],
  );
  return row?.fen ?? 0n;
}

/** The latest first. */
export function selectWriteOffs(tx: Tx, limit: number): Promise<(WriteOff & { loanNo: string })[]> {
  return tx.query(
    `SELECT ${columns}, l.loan_no AS "loanNo" FROM loan_write_off AS w JOIN loan AS l ON l.centre_id = w.centre_id AND l.id = w.loan_id
      WHERE w.centre_id = $1 ORDER BY w.proposed_at DESC, w.id DESC LIMIT $2`,
    [tx.centreId, limit],
  );
}
