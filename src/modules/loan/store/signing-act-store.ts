import type { Tx } from '../../../platform/database/tx';
import type { PaperKind } from '../domain/signing/paper-kind';
import type { DeskParty } from '../domain/signing/signing-view';

/** By what somebody at a signing proved to be themselves, as far as they have. */
export interface SigningIdentity {
  readonly personId: string;
  readonly face: DeskParty['face'];
  readonly firstPersonId: string | null;
  /** What the first clerk wrote down of the paper. */
  readonly paperSealed: Buffer | null;
  readonly provedBy: 'face' | 'document' | null;
}

export function selectIdentities(tx: Tx, signingId: string): Promise<SigningIdentity[]> {
  return tx.query<SigningIdentity>(
    `SELECT person_id AS "personId", face, first_person_id AS "firstPersonId", paper_sealed AS "paperSealed",
            proved_by AS "provedBy"
       FROM signing_identity WHERE centre_id = $1 AND signing_id = $2`,
    [tx.centreId, signingId],
  );
}

/**
 * Keeps what the police said of a capture; null while they are silent. A match proves; who was proved stays so. Once the
 * police have said that it is somebody else, a match alone undoes that: no worse picture, and no silence.
 */
export async function storeFace(
  tx: Tx,
  said: {
    signingId: string;
    personId: string;
    face: DeskParty['face'];
    captureNo: string;
    exchangeId: string | null;
    at: Date;
  },
): Promise<void> {
  await tx.execute(
    `INSERT INTO signing_identity AS i (centre_id, signing_id, person_id, face, capture_no, exchange_id, proved_by, proved_at)
     VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $4 = 'match' THEN 'face' END, CASE WHEN $4 = 'match' THEN $7::timestamptz END)
     ON CONFLICT (centre_id, signing_id, person_id) DO UPDATE
       SET face = excluded.face, capture_no = excluded.capture_no, exchange_id = excluded.exchange_id,
           proved_by = excluded.proved_by, proved_at = excluded.proved_at
     WHERE i.proved_by IS NULL AND (i.face IS DISTINCT FROM 'no-match' OR excluded.face = 'match')`,
    [tx.centreId, said.signingId, said.personId, said.face, said.captureNo, said.exchangeId, said.at],
  );
}

/** Whether the police said at a visit of the loan that it was somebody else, and took it back by no match there. */
export async function wasAnother(tx: Tx, loanId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM signing AS s JOIN signing_identity AS i ON i.centre_id = s.centre_id AND i.signing_id = s.id
      WHERE s.centre_id = $1 AND s.loan_id = $2 AND i.person_id = $3 AND i.face = 'no-match' LIMIT 1`,
    [tx.centreId, loanId, personId],
  );
  return rows.length === 1;
}

/** The first clerk has seen the paper of whom a camera does not serve; the same one may set right what was written. */
export async function storeFirstSight(
  tx: Tx,
  seen: { signingId: string; personId: string; clerkPersonId: string; paperSealed: Buffer },
): Promise<void> {
  await tx.execute(
    `INSERT INTO signing_identity AS i (centre_id, signing_id, person_id, first_person_id, paper_sealed)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (centre_id, signing_id, person_id) DO UPDATE
       SET first_person_id = excluded.first_person_id, paper_sealed = excluded.paper_sealed
     WHERE i.proved_by IS NULL AND (i.first_person_id IS NULL OR i.first_person_id = excluded.first_person_id)`,
    [tx.centreId, seen.signingId, seen.personId, seen.clerkPersonId, seen.paperSealed],
  );
}

/** A second clerk has seen it too: that proves. */
export async function storeSecondSight(
  tx: Tx,
  seen: { signingId: string; personId: string; clerkPersonId: string; at: Date },
): Promise<void> {
  await tx.execute(
    `UPDATE signing_identity SET second_person_id = $4, proved_by = 'document', proved_at = $5
      WHERE centre_id = $1 AND signing_id = $2 AND person_id = $3 AND proved_by IS NULL`,
    [tx.centreId, seen.signingId, seen.personId, seen.clerkPersonId, seen.at],
  );
}

/** A contract of a loan, made once. */
export interface PaperRow {
  readonly kind: PaperKind;
  readonly documentId: string;
  readonly contentHash: string;
  readonly termsHash: string;
}

export async function insertPaper(
  tx: Tx,
  paper: PaperRow & { readonly loanId: string; readonly at: Date },
): Promise<void> {
  await tx.execute(
    `INSERT INTO signing_paper (centre_id, loan_id, kind, document_id, content_hash, terms_hash, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.centreId, paper.loanId, paper.kind, paper.documentId, paper.contentHash, paper.termsHash, paper.at],
  );
}

export function selectPapers(tx: Tx, loanId: string): Promise<PaperRow[]> {
  return tx.query<PaperRow>(
    `SELECT kind, document_id AS "documentId", content_hash AS "contentHash", terms_hash AS "termsHash"
       FROM signing_paper WHERE centre_id = $1 AND loan_id = $2
      ORDER BY array_position(ARRAY['loan-contract', 'mortgage-contract', 'hedging-agreement', 'custody-agreement'], kind)`,
    [tx.centreId, loanId],
  );
}

export interface SignatureRow {
  readonly kind: PaperKind;
  readonly personId: string;
  readonly contentHash: string;
  readonly clerkPersonId: string;
}

/** Keeps signatures; those that are there stay. */
export async function insertSignatures(
  tx: Tx,
  signed: {
    signingId: string;
    personId: string;
    clerkPersonId: string;
    at: Date;
    papers: readonly Pick<PaperRow, 'kind' | 'contentHash'>[];
  },
): Promise<void> {
  await tx.execute(
    `INSERT INTO signing_signature (centre_id, signing_id, kind, person_id, content_hash, clerk_person_id, signed_at)
     SELECT $1, $2, p.kind, $3, p.hash, $4, $5 FROM unnest($6::text[], $7::text[]) AS p (kind, hash)
     ON CONFLICT DO NOTHING`,
    [
      tx.centreId,
      signed.signingId,
      signed.personId,
      signed.clerkPersonId,
      signed.at,
      signed.papers.map(({ kind }) => kind),
      signed.papers.map(({ contentHash }) => contentHash),
    ],
  );
}

export function selectSignatures(tx: Tx, signingId: string): Promise<SignatureRow[]> {
  return tx.query<SignatureRow>(
    `SELECT kind, person_id AS "personId", content_hash AS "contentHash", clerk_person_id AS "clerkPersonId"
       FROM signing_signature WHERE centre_id = $1 AND signing_id = $2`,
    [tx.centreId, signingId],
  );
}
