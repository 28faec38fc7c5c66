import type { Tx } from '../../../platform/database/tx';
import type { Revoker, RevocationReason } from '../domain/revocation';

export interface StoredDocument {
  readonly id: string;
  readonly kind: string;
  readonly documentNo: string;
  readonly code: string;
  readonly personId: string;
  /** null: the person's own. */
  readonly employerId: string | null;
  readonly caseId: string;
  readonly holderShown: string;
  readonly issuedAt: Date;
  readonly validUntil: string | null;
  readonly contentHash: string;
  readonly keyId: string;
  readonly signature: string;
  readonly revokedAt: Date | null;
  readonly revokedBy: Revoker | null;
  readonly revocationReason: RevocationReason | null;
}

export type NewDocument = Omit<StoredDocument, 'revokedAt' | 'revokedBy' | 'revocationReason'> & {
  readonly contentSealed: Buffer;
  /** Sealed parts of the lines, in order. */
  readonly parts: readonly Buffer[];
  /** Public half of the key that signed, base64url. */
  readonly publicKey: string;
};

const SELECT = `
  SELECT d.id, d.kind, d.document_no AS "documentNo", d.code, d.person_id AS "personId", d.employer_id AS "employerId",
         d.case_id AS "caseId", d.holder_shown AS "holderShown", d.issued_at AS "issuedAt", d.valid_until AS "validUntil",
         d.content_hash AS "contentHash", d.key_id AS "keyId", d.signature, r.revoked_at AS "revokedAt",
         r.revoked_by AS "revokedBy", r.reason AS "revocationReason"
    FROM document AS d LEFT JOIN document_revocation AS r ON r.centre_id = d.centre_id AND r.document_id = d.id`;

/** Next number of the sequence behind document numbers; it starts again after ten million. */
export async function nextDocumentSequence(tx: Tx): Promise<bigint> {
  const [row] = await tx.query<{ next: bigint }>(`SELECT nextval('document_no') AS next`);
  if (!row) throw new Error('a sequence always answers');
  return row.next;
}

/** Stores a document with its lines and, on first use, the public half of its key: one statement. */
export async function insertDocument(tx: Tx, made: NewDocument): Promise<void> {
  await tx.execute(
    `WITH known AS (
       INSERT INTO document_key (centre_id, id, public_key) VALUES ($1, $13, $16) ON CONFLICT DO NOTHING),
     made AS (
       INSERT INTO document (centre_id, id, kind, document_no, code, person_id, employer_id, case_id, holder_shown, issued_at,
         valid_until, content_sealed, content_hash, key_id, signature)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::date, $12, $14, $13, $15))
     INSERT INTO document_lines (centre_id, document_id, part, lines_sealed)
     SELECT $1, $2, p.part - 1, p.lines FROM unnest($17::bytea[]) WITH ORDINALITY AS p (lines, part)`,
    [
      tx.centreId,
      made.id,
      made.kind,
      made.documentNo,
      made.code,
      made.personId,
      made.employerId,
      made.caseId,
      made.holderShown,
      made.issuedAt,
      made.validUntil,
      made.contentSealed,
      made.keyId,
      made.contentHash,
      made.signature,
      made.publicKey,
      made.parts,
    ],
  );
}

/** A document by its id, or by its code; null when there is none. */
export function selectDocument(tx: Tx, id: string): Promise<StoredDocument | null> {
  return selectOne(tx, 'd.id = $2', id);
}

export function selectDocumentByCode(tx: Tx, code: string): Promise<StoredDocument | null> {
  return selectOne(tx, 'd.code = $2', code);
}

/** The sealed content of a document. */
export async function selectContent(tx: Tx, id: string): Promise<Buffer | null> {
  const [row] = await tx.query<{ sealed: Buffer }>(
    'SELECT content_sealed AS sealed FROM document WHERE centre_id = $1 AND id = $2',
    [tx.centreId, id],
  );
  return row?.sealed ?? null;
}

/** Sealed parts `from` to `to` of a document's lines, in order. */
export async function selectParts(tx: Tx, id: string, from: number, to: number): Promise<Buffer[]> {
  const rows = await tx.query<{ sealed: Buffer }>(
    `SELECT lines_sealed AS sealed FROM document_lines
      WHERE centre_id = $1 AND document_id = $2 AND part BETWEEN $3 AND $4 ORDER BY part`,
    [tx.centreId, id, from, to],
  );
  return rows.map(({ sealed }) => sealed);
}

/** Documents of a person (their own) or of an employer, the latest first, after the one given. */
export function selectDocumentsOf(
  tx: Tx,
  of: { readonly personId: string } | { readonly employerId: string },
  { before, limit }: { before: string | null; limit: number },
): Promise<StoredDocument[]> {
  const [condition, holder] =
    'personId' in of
      ? ['d.person_id = $2 AND d.employer_id IS NULL', of.personId]
      : ['d.employer_id = $2', of.employerId];
  return tx.query<StoredDocument>(
    `${SELECT} WHERE d.centre_id = $1 AND ${condition} AND ($3::uuid IS NULL OR d.id < $3::uuid)
      ORDER BY d.id DESC LIMIT $4`,
    [tx.centreId, holder, before, limit],
  );
}

/** Revokes a document for good; false when it was revoked before. */
export async function insertRevocation(
  tx: Tx,
  revocation: {
    readonly documentId: string;
    readonly by: Revoker;
    readonly reason: RevocationReason;
    readonly caseId: string | null;
    readonly actor: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const { documentId, by, reason, caseId, actor, at } = revocation;
  const rows = await tx.execute(
    `INSERT INTO document_revocation (centre_id, document_id, revoked_by, reason, case_id, actor, revoked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [tx.centreId, documentId, by, reason, caseId, actor, at],
  );
  return rows === 1;
}

/** A document with what was signed and the key it was signed with. */
export interface SignedDocument {
  readonly id: string;
  readonly code: string;
  readonly contentSealed: Buffer;
  readonly contentHash: string;
  readonly keyId: string;
  readonly publicKey: string;
  readonly signature: string;
}

/** The latest documents of the centre. */
export function selectLatestSigned(tx: Tx, limit: number): Promise<SignedDocument[]> {
  return tx.query<SignedDocument>(
    `SELECT d.id, d.code, d.content_sealed AS "contentSealed", d.content_hash AS "contentHash", d.key_id AS "keyId",
            k.public_key AS "publicKey", d.signature
       FROM document AS d JOIN document_key AS k ON k.centre_id = d.centre_id AND k.id = d.key_id
      WHERE d.centre_id = $1 ORDER BY d.id DESC LIMIT $2`,
    [tx.centreId, limit],
  );
}

/** Public keys under which documents of the centre were signed. */
export function selectKeys(tx: Tx): Promise<{ id: string; publicKey: string }[]> {
  return tx.query('SELECT id, public_key AS "publicKey" FROM document_key WHERE centre_id = $1 ORDER BY id', [
    tx.centreId,
  ]);
}

async function selectOne(tx: Tx, condition: string, value: string): Promise<StoredDocument | null> {
  const [row] = await tx.query<StoredDocument>(`${SELECT} WHERE d.centre_id = $1 AND ${condition}`, [
    tx.centreId,
    value,
  ]);
  return row ?? null;
}
