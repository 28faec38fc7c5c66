import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson, sha256Hex } from '../../../kernel/canonical-json';
import type { Json } from '../../../kernel/fact';
import { newId } from '../../../kernel/identifiers/uuid';
import { Clock } from '../../../platform/clock';
import { AppConfig } from '../../../platform/config';
import { Sealer } from '../../../platform/crypto';
import type { Tx } from '../../../platform/database/tx';
import { type DocumentContent, LINES_A_PART, signedStatement } from '../domain/document-content';
import { CODE_BYTES, groupedCode, verificationCode } from '../domain/verification-code';
import { insertDocument, nextDocumentSequence } from '../store/document-store';
import { DocumentKinds } from './document-kinds';
import { DocumentSeal } from './document-seal';

export interface DocumentDraft {
  readonly kind: string;
  readonly caseId: string;
  /** Who applied; the holder unless it is an employer's document. */
  readonly personId: string;
  readonly employerId: string | null;
  /** What whoever verifies it is shown of the holder. */
  readonly holderShown: string;
  /** Last day on which it may be relied upon; null for what does not age. */
  readonly validUntil: string | null;
  readonly body: { readonly [key: string]: Json };
  /** Lines of a statement, in order; null for a certificate. */
  readonly lines: readonly Json[] | null;
}

/** What the receipt of a case says of its document. */
export interface IssuedDocument {
  readonly documentId: string;
  readonly documentNo: string;
  /** In groups of four, as it is read out. */
  readonly code: string;
  readonly verifyAt: string;
  readonly issuedAt: string;
  readonly validUntil: string | null;
  readonly pdf: string;
}

/** Numbers, signs and stores documents, within the transaction of the case that asks for one. */
@Injectable()
export class IssueDocuments {
  constructor(
    private readonly kinds: DocumentKinds,
    private readonly seal: DocumentSeal,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** One document of a kind a case: a second one violates `document_one_of_kind_a_case`. */
  async issue(tx: Tx, draft: DocumentDraft): Promise<IssuedDocument> {
    return (await this.issueForSignature(tx, draft)).issued;
  }

  /** As `issue`, with the SHA-256 of its content: what people sign is that text and no other. */
  async issueForSignature(
    tx: Tx,
    draft: DocumentDraft,
  ): Promise<{ readonly issued: IssuedDocument; readonly contentHash: string }> {
    const { kind, caseId, personId, employerId, holderShown, validUntil } = draft;
    const parts = partsOf(draft.lines ?? []);
    const content = this.contentOf(draft, parts, await nextDocumentSequence(tx));
    const text = canonicalJson(content as unknown as Json);
    const contentHash = sha256Hex(text);
    const { keyId, publicKey } = this.seal;
    const { id, documentNo, code, verifyAt, issuedAt } = content;
    await insertDocument(tx, {
      id,
      kind,
      documentNo,
      code,
      personId,
      employerId,
      caseId,
      holderShown,
      issuedAt: new Date(issuedAt),
      validUntil,
      contentSealed: this.sealer.seal(text),
      contentHash,
      keyId,
      publicKey,
      signature: this.seal.sign(signedStatement(content, contentHash, keyId)),
      parts: parts.map((part) => this.sealer.seal(part)),
    });
    const pdf = `/v1/documents/${id}/pdf`;
    const issued = {
      documentId: id,
      documentNo,
      code: groupedCode(code),
      verifyAt,
      issuedAt,
      validUntil,
      pdf,
    };
    return { issued, contentHash };
  }

  private contentOf(
    { kind, validUntil, body, lines }: DocumentDraft,
    parts: readonly string[],
    sequence: bigint,
  ): DocumentContent {
    const now = this.clock.now();
    const code = verificationCode(randomBytes(CODE_BYTES));
    const today = this.clock.today();
    return {
      id: newId(),
      kind,
      kindName: this.kinds.get(kind).names,
      documentNo: `${today.replaceAll('-', '')}${sequence.toString().padStart(8, '0')}`,
      code,
      nonce: randomBytes(16).toString('base64url'),
      centre: this.config.centreName,
      verifyAt: `${this.config.verificationAddress}/${code}`,
      issuedAt: now.toISOString(),
      issuedOn: today,
      validUntil,
      body,
      lines: lines === null ? null : { count: lines.length, parts: parts.map(sha256Hex) },
    };
  }
}

/** Canonical JSON of the lines, LINES_A_PART together. */
function partsOf(lines: readonly Json[]): string[] {
  const parts: string[] = [];
  for (let from = 0; from < lines.length; from += LINES_A_PART) {
    parts.push(canonicalJson(lines.slice(from, from + LINES_A_PART)));
  }
  return parts;
}
