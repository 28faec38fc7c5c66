import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';

/**
 * What a document says, as it was issued: JSON throughout, hashed as canonical JSON (RFC 8785). Its PDF is made of it
 * and of nothing else.
 */
export interface DocumentContent {
  readonly id: string;
  readonly kind: string;
  readonly kindName: BilingualText;
  readonly documentNo: string;
  readonly code: string;
  /** So that nobody who knows the hash can guess at what it hides. */
  readonly nonce: string;
  readonly centre: string;
  /** Where anybody verifies it: the address with its code. */
  readonly verifyAt: string;
  readonly issuedAt: string;
  /** Day of issue in China. */
  readonly issuedOn: string;
  /** Last day on which it may be relied upon; null: it states what was, and does not age. */
  readonly validUntil: string | null;
  /** What the kind says; another form a kind. Amounts are yuan strings, days and months ISO strings. */
  readonly body: { readonly [key: string]: Json };
  /** Lines of a statement and the SHA-256 of each part of them; null for a certificate. */
  readonly lines: { readonly count: number; readonly parts: readonly string[] } | null;
}

/** Lines a part: a page of JSON is at most one part, so a part is what is read and opened at a time. */
export const LINES_A_PART = 500;

/** What the signature is over, as canonical JSON: the hash of the content bound to its document and key. */
export function signedStatement(
  content: Pick<DocumentContent, 'id' | 'code' | 'kind' | 'issuedAt'>,
  contentHash: string,
  keyId: string,
): { readonly [key: string]: string } {
  const { id, code, kind, issuedAt } = content;
  return { algorithm: 'Ed25519', code, contentHash, documentId: id, issuedAt, keyId, kind };
}
