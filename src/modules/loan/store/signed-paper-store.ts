import type { Tx } from '../../../platform/database/tx';
import type { PaperKind } from '../domain/signing/paper-kind';

export interface SignedPaper {
  readonly kind: PaperKind;
  readonly loanNo: string;
  readonly documentId: string;
  readonly hash: string;
  readonly signedAt: Date;
}

const signed = `signing_signature AS g
  JOIN signing AS s ON s.centre_id = g.centre_id AND s.id = g.signing_id
  JOIN signing_paper AS p ON p.centre_id = s.centre_id AND p.loan_id = s.loan_id AND p.kind = g.kind AND p.content_hash = g.content_hash`;
const MOST = 200;

/** Contracts of concluded signings that somebody signed, each once, the latest first. */
export function selectSignedBy(tx: Tx, personId: string): Promise<SignedPaper[]> {
  return tx.query<SignedPaper>(
    `SELECT g.kind, l.loan_no AS "loanNo", p.document_id AS "documentId", p.content_hash AS hash, g.signed_at AS "signedAt"
       FROM ${signed} JOIN loan AS l ON l.centre_id = s.centre_id AND l.id = s.loan_id
      WHERE g.centre_id = $1 AND g.person_id = $2 AND s.state = 'signed'
      ORDER BY g.signed_at DESC, g.kind LIMIT ${MOST}`,
    [tx.centreId, personId],
  );
}

/** Whether somebody has signed the contract that is this document. */
export async function hasSigned(tx: Tx, documentId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM ${signed} WHERE g.centre_id = $1 AND g.person_id = $2 AND p.document_id = $3 AND s.state = 'signed' LIMIT 1`,
    [tx.centreId, personId, documentId],
  );
  return rows.length === 1;
}
