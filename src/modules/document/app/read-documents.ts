import { Injectable } from '@nestjs/common';
import { type Actor, isOfCentre } from '../../../kernel/actor';
import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import { Clock } from '../../../platform/clock';
import { Sealer } from '../../../platform/crypto';
import type { Tx } from '../../../platform/database/tx';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { cursorAfter, type CursorForm, keyOfCursor, notFound } from '../../../platform/http';
import { CaseReading } from '../../casework';
import { Parties } from '../../party';
import { type DocumentContent, LINES_A_PART } from '../domain/document-content';
import { DOCUMENT_STATE_TEXTS, type DocumentState, documentStateOn } from '../domain/document-state';
import { REVOCATION_REASONS } from '../domain/revocation';
import { groupedCode } from '../domain/verification-code';
import type { Printout } from '../render/page';
import {
  selectContent,
  selectDocument,
  selectDocumentsOf,
  selectParts,
  type StoredDocument,
} from '../store/document-store';
import { DocumentKinds } from './document-kinds';

/** A document as its holder sees it in a list. */
export interface DocumentSummary {
  readonly id: string;
  readonly kind: string;
  readonly kindName: BilingualText;
  readonly documentNo: string;
  /** In groups of four. */
  readonly code: string;
  readonly caseId: string;
  readonly issuedAt: string;
  readonly validUntil: string | null;
  readonly state: DocumentState;
  readonly stateText: BilingualText;
  readonly revocation: {
    readonly by: 'holder' | 'centre';
    readonly reason: string;
    readonly reasonText: BilingualText;
    readonly at: string;
  } | null;
}

/** A whole document, with what it takes to check it without us. */
export interface DocumentView extends DocumentSummary {
  /** What was hashed, as RFC 8785 writes it, and signed. */
  readonly content: { readonly [key: string]: Json };
  readonly contentHash: string;
  readonly algorithm: 'Ed25519';
  readonly keyId: string;
  readonly signature: string;
}

export interface DocumentPage {
  readonly documents: readonly DocumentSummary[];
  readonly next: string | null;
}

const LIST: CursorForm = { list: 'documents', key: [/^[0-9a-f-]{36}$/] };

/** Whether somebody who did not apply has signed a document: it is theirs to read as well. */
export type SignerCheck = (
  tx: Tx,
  signed: { readonly documentId: string; readonly personId: string },
) => Promise<boolean>;

/**
 * Documents for their holder, for whoever signed them and, with a trace of each look, for the centre's own people. Anybody
 * else gets 404.
 */
@Injectable()
export class ReadDocuments {
  private readonly signers = new Map<string, SignerCheck>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reading: CaseReading,
    private readonly parties: Parties,
    private readonly kinds: DocumentKinds,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Documents of that kind are signed: whoever has signed one reads it. */
  registerSigners(kind: string, check: SignerCheck): void {
    this.signers.set(kind, check);
  }

  /** What `read` finds of a document the actor may see. @throws Problem 404, or 403 for a clerk too near. */
  async of<T>(actor: Actor, id: string, read: (tx: Tx, found: StoredDocument) => Promise<T>): Promise<T> {
    const { caseId, signed } = await this.unitOfWork.read(actor.centreId, async (tx) => {
      const found = await this.document(tx, id);
      return { caseId: found.caseId, signed: await this.hasSigned(tx, actor, found) };
    });
    if (signed)
      return this.unitOfWork.read(actor.centreId, async (tx) => read(tx, await this.document(tx, id)));
    return this.reading.of(actor, caseId, async (tx) => {
      const found = await this.document(tx, id);
      await this.assertHolder(tx, actor, found);
      return read(tx, found);
    });
  }

  async view(actor: Actor, id: string): Promise<DocumentView> {
    return this.of(actor, id, async (tx, found) => {
      const { contentHash, keyId, signature } = found;
      const content = await this.content(tx, id);
      const signed = { contentHash, algorithm: 'Ed25519' as const, keyId, signature };
      return { ...this.summary(found), content: content as unknown as DocumentView['content'], ...signed };
    });
  }

  /** Everything a PDF is made of. */
  async printout(actor: Actor, id: string): Promise<Printout> {
    return this.of(actor, id, async (tx, found) => {
      const content = await this.content(tx, id);
      const kind = this.kinds.get(content.kind);
      const count = content.lines?.count ?? 0;
      const lines = count > kind.linesPrinted ? null : await this.lines(tx, id, 0, count);
      const { centre, documentNo, code, verifyAt, issuedAt, issuedOn, validUntil } = content;
      const { contentHash, keyId, signature, revokedAt } = found;
      return {
        sheet: kind.sheet(content, lines),
        ...{ centre, documentNo, code: groupedCode(code), verifyAt, issuedAt, issuedOn, validUntil },
        ...{ contentHash, keyId, signature, revoked: revokedAt !== null },
      };
    });
  }

  /** Own documents, or those of an employer whose agent the actor is; the latest first. */
  async list(
    actor: Actor,
    { employerId, cursor, limit }: { employerId?: string; cursor?: string; limit: number },
  ): Promise<DocumentPage> {
    const filters = { employerId: employerId ?? '' };
    const [before = null] = keyOfCursor(LIST, filters, cursor) ?? [];
    const found = await this.unitOfWork.read(actor.centreId, async (tx) => {
      const personId = actor.identity ? this.parties.idOf(actor.identity.idNo) : null;
      if (personId === null) throw notFound();
      if (employerId !== undefined && !(await this.parties.isAgentOf(tx, personId, employerId)))
        throw notFound();
      const holder = employerId === undefined ? { personId } : { employerId };
      return selectDocumentsOf(tx, holder, { before, limit: limit + 1 });
    });
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      documents: shown.map((document) => this.summary(document)),
      next: last === undefined ? null : cursorAfter(LIST, filters, [last.id]),
    };
  }

  /** Lines `from` to before `to` of a statement; whole parts are opened. */
  async lines(tx: Tx, id: string, from: number, to: number): Promise<Json[]> {
    if (to <= from) return [];
    const first = Math.floor(from / LINES_A_PART);
    const sealed = await selectParts(tx, id, first, Math.floor((to - 1) / LINES_A_PART));
    const lines = sealed.flatMap((part) => JSON.parse(this.sealer.open(part)) as Json[]);
    return lines.slice(from - first * LINES_A_PART, to - first * LINES_A_PART);
  }

  async content(tx: Tx, id: string): Promise<DocumentContent> {
    const sealed = await selectContent(tx, id);
    if (sealed === null) throw notFound();
    return JSON.parse(this.sealer.open(sealed)) as DocumentContent;
  }

  summary(found: StoredDocument): DocumentSummary {
    const { id, kind, documentNo, code, caseId, issuedAt, validUntil } = found;
    const { revokedAt, revokedBy, revocationReason } = found;
    const state = documentStateOn(this.clock.today(), found);
    const revocation =
      revokedAt === null || revokedBy === null || revocationReason === null
        ? null
        : {
            by: revokedBy,
            reason: revocationReason,
            reasonText: REVOCATION_REASONS[revocationReason].text,
            at: revokedAt.toISOString(),
          };
    return {
      ...{ id, kind, kindName: this.kinds.get(kind).names, documentNo, code: groupedCode(code), caseId },
      ...{
        issuedAt: issuedAt.toISOString(),
        validUntil,
        state,
        stateText: DOCUMENT_STATE_TEXTS[state],
        revocation,
      },
    };
  }

  private async hasSigned(tx: Tx, actor: Actor, { id, kind }: StoredDocument): Promise<boolean> {
    const check = this.signers.get(kind);
    if (check === undefined || actor.role !== 'member' || !actor.identity) return false;
    return check(tx, { documentId: id, personId: this.parties.idOf(actor.identity.idNo) });
  }

  private async document(tx: Tx, id: string): Promise<StoredDocument> {
    const found = await selectDocument(tx, id);
    if (found === null) throw notFound();
    return found;
  }

  /** Who applied for an employer sees the case for good, but its documents only while they are its agent. */
  private async assertHolder(tx: Tx, actor: Actor, { employerId }: StoredDocument): Promise<void> {
    if (employerId === null || isOfCentre(actor.role)) return;
    const personId = actor.identity && this.parties.idOf(actor.identity.idNo);
    if (personId === undefined || !(await this.parties.isAgentOf(tx, personId, employerId))) throw notFound();
  }
}
