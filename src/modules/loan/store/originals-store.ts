import type { Tx } from '../../../platform/database/tx';
import type { OriginalsHolder, OriginalsMove } from '../domain/signing/originals';

export interface OriginalsMoveRow {
  readonly no: number;
  readonly kind: OriginalsMove;
  readonly on: string;
  readonly carrier: string | null;
  readonly trackingNo: string | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** Moves of a loan's originals, in order. */
export function selectMoves(tx: Tx, loanId: string): Promise<OriginalsMoveRow[]> {
  return tx.query<OriginalsMoveRow>(
    `SELECT no, kind, on_day AS "on", carrier, tracking_no AS "trackingNo", reason, at FROM originals_move
      WHERE centre_id = $1 AND loan_id = $2 ORDER BY no`,
    [tx.centreId, loanId],
  );
}

/** Keeps a move and who has the originals now; the loan is locked. False when that carrier's number is known. */
export async function insertMove(
  tx: Tx,
  move: Omit<OriginalsMoveRow, 'no'> & {
    readonly signingId: string;
    readonly loanId: string;
    readonly holder: OriginalsHolder;
    readonly addressSealed: Buffer | null;
    readonly toldBy: string;
  },
): Promise<boolean> {
  const made = await tx.execute(
    `INSERT INTO originals_move (centre_id, loan_id, no, kind, on_day, carrier, tracking_no, address_sealed, reason, told_by, at)
     SELECT $1, $2, 1 + coalesce(max(no), 0), $3, $4::date, $5, $6, $7, $8, $9, $10
       FROM originals_move WHERE centre_id = $1 AND loan_id = $2
         ON CONFLICT (centre_id, carrier, tracking_no) WHERE kind = 'sent' AND told_by IS NOT NULL DO NOTHING`,
    [
      tx.centreId,
      move.loanId,
      move.kind,
      move.on,
      move.carrier,
      move.trackingNo,
      move.addressSealed,
      move.reason,
      move.toldBy,
      move.at,
    ],
  );
  if (made === 0) return false;
  await tx.execute(
    `UPDATE signing SET originals_with = $3, originals_since = $4 WHERE centre_id = $1 AND id = $2 AND state = 'signed'`,
    [tx.centreId, move.signingId, move.holder, move.at],
  );
  return true;
}

/** Where the originals of a loan were sent last; null when nobody said. */
export async function selectAddress(tx: Tx, loanId: string): Promise<Buffer | null> {
  const [row] = await tx.query<{ sealed: Buffer | null }>(
    `SELECT address_sealed AS sealed FROM originals_move WHERE centre_id = $1 AND loan_id = $2 AND kind = 'sent'
      ORDER BY no DESC LIMIT 1`,
    [tx.centreId, loanId],
  );
  return row?.sealed ?? null;
}

/** Originals that the borrower does not have yet. */
export interface OriginalsAway {
  readonly loanId: string;
  readonly loanNo: string;
  readonly branch: string;
  readonly holder: Exclude<OriginalsHolder, 'borrower'>;
  readonly since: string;
  readonly carrier: string | null;
  readonly trackingNo: string | null;
  readonly returned: number;
}

/** A page of them, those that have been where they are longest first; `since` to the microsecond, as keys are. */
export function selectAway(
  tx: Tx,
  of: {
    readonly holder: OriginalsAway['holder'] | null;
    readonly withoutPerson: string | null;
    readonly after: { readonly since: string; readonly loanId: string } | null;
    readonly limit: number;
  },
): Promise<OriginalsAway[]> {
  return tx.query<OriginalsAway>(
    `SELECT s.loan_id AS "loanId", l.loan_no AS "loanNo", b.name AS branch, s.originals_with AS holder,
            to_char(s.originals_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS since,
            last.carrier, last.tracking_no AS "trackingNo",
            (SELECT count(*)::int FROM originals_move AS r
              WHERE r.centre_id = s.centre_id AND r.loan_id = s.loan_id AND r.kind = 'returned') AS returned
       FROM signing AS s JOIN loan AS l ON l.centre_id = s.centre_id AND l.id = s.loan_id
       JOIN signing_branch AS b ON b.centre_id = s.centre_id AND b.id = s.branch_id
       LEFT JOIN LATERAL (SELECT m.carrier, m.tracking_no FROM originals_move AS m
              WHERE m.centre_id = s.centre_id AND m.loan_id = s.loan_id AND m.kind = 'sent' AND s.originals_with = 'carrier'
              ORDER BY m.no DESC LIMIT 1) AS last ON true
      WHERE s.centre_id = $1 AND s.originals_with IN ('centre', 'carrier') AND ($2::text IS NULL OR s.originals_with = $2)
        AND ($3::uuid IS NULL OR NOT EXISTS (SELECT FROM loan_party AS p
              WHERE p.centre_id = s.centre_id AND p.loan_id = s.loan_id AND p.person_id = $3))
        AND ($4::timestamptz IS NULL OR (s.originals_since, s.loan_id) > ($4::timestamptz, $5::uuid))
      ORDER BY s.originals_since, s.loan_id LIMIT $6`,
    [tx.centreId, of.holder, of.withoutPerson, of.after?.since ?? null, of.after?.loanId ?? null, of.limit],
  );
}
