import { Injectable } from '@nestjs/common';
import { type Actor, isOfCentre } from '../../../kernel/actor';
import { Clock } from '../../../platform/clock';
import { conflict, invalidAt, notFound } from '../../../platform/http';
import { CaseFile, CaseReading, type CommandAnswer, Commands } from '../../casework';
import { isContract } from '../domain/contract-kinds';
import { reasonsOf, REVOCATION_REASONS, type RevocationReason } from '../domain/revocation';
import { insertRevocation, selectDocument } from '../store/document-store';
import { ReadDocuments } from './read-documents';

export interface RevocationWanted {
  readonly reason: RevocationReason;
  /** The case on which the centre rests it; a holder names none. */
  readonly caseId?: string;
}

const alreadyRevoked = () =>
  conflict('DOCUMENT_REVOKED', {
    zh: '该证明已撤销，不能再次撤销；如需使用请重新申请。',
    en: 'The document is revoked already; apply for a new one where it is needed.',
  });

const bindsOthers = () =>
  conflict('DOCUMENT_IS_CONTRACT', {
    zh: '合同和协议对签署各方有约束力，持有人不能撤销；如需变更或解除请到柜台办理。',
    en: 'A contract or agreement binds all who signed it and is not its holder’s to revoke; ask at a counter to change or end it.',
  });

/** Takes a document back for good: its holder at will unless it is a contract, the centre for a reason and on a case. */
@Injectable()
export class RevokeDocuments {
  constructor(
    private readonly commands: Commands,
    private readonly documents: ReadDocuments,
    private readonly reading: CaseReading,
    private readonly caseFile: CaseFile,
    private readonly clock: Clock,
  ) {}

  /** Problems: 400 a reason that is not the caller's to give, 404 no such document or another's, 409 revoked before, or a contract. */
  async revoke(
    actor: Actor,
    documentId: string,
    { reason, caseId }: RevocationWanted,
    command: { key: string; bodyHash: string },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const by = isOfCentre(actor.role) ? 'centre' : 'holder';
    assertGiven(by, reason, caseId);
    // Whose it is, and the trace of the centre's look at it and at the case it names, before anything is changed.
    const kind = await this.documents.of(actor, documentId, (_tx, found) => Promise.resolve(found.kind));
    if (by === 'holder' && isContract(kind)) throw bindsOthers();
    if (caseId !== undefined) await this.reading.of(actor, caseId, () => Promise.resolve());
    const route = `POST /v1/documents/${documentId}/revocation`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const revocation = { documentId, by, reason, caseId: caseId ?? null, actor: actor.subject } as const;
      if (!(await insertRevocation(tx, { ...revocation, at: this.clock.now() }))) throw alreadyRevoked();
      const found = await selectDocument(tx, documentId);
      if (found === null) throw notFound();
      const why = { ...REVOCATION_REASONS[reason].text };
      await this.caseFile.tell(tx, found.caseId, { kind: 'document-revoked', body: { by, reason: why } });
      return { status: 200, answer: JSON.stringify(this.documents.summary(found)) };
    });
  }
}

function assertGiven(by: 'holder' | 'centre', reason: RevocationReason, caseId: string | undefined): void {
  const reasons = reasonsOf(by);
  if (!reasons.includes(reason)) {
    throw invalidAt('/reason', 'REASON_NOT_YOURS', {
      zh: `请从以下原因中选择：${reasons.map((each) => `${each}（${REVOCATION_REASONS[each].text.zh}）`).join('、')}。`,
      en: `Give one of these reasons: ${reasons.join(', ')}.`,
    });
  }
  if ((by === 'centre') !== (caseId !== undefined)) {
    throw invalidAt('/caseId', 'REVOCATION_CASE', {
      zh: by === 'centre' ? '中心撤销须写明所依据的办件编号 caseId。' : '持有人撤销不填 caseId。',
      en:
        by === 'centre' ? 'The centre names the case on which it rests this (caseId).' : 'Leave caseId out.',
    });
  }
}
