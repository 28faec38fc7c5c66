import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { DocumentKinds } from '../../../document';
import { Parties } from '../../../party';
import type { PaperKind } from '../../domain/signing/paper-kind';
import { hasSigned, selectSignedBy } from '../../store/signed-paper-store';

/** A contract that somebody has signed, whatever their part in the loan. */
export interface SignedPaperView {
  readonly kind: PaperKind;
  readonly name: BilingualText;
  readonly loanNo: string;
  readonly documentId: string;
  readonly hash: string;
  readonly signedAt: string;
  readonly pdf: string;
}

/** What co-borrowers, guarantors and sellers have signed is theirs to read, as it is the borrower's. */
@Injectable()
export class SignedPapers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly kinds: DocumentKinds,
    private readonly parties: Parties,
  ) {}

  /** The latest first. */
  async list(actor: Actor): Promise<SignedPaperView[]> {
    const { identity } = actor;
    if (!identity) return [];
    const papers = await this.unitOfWork.read(actor.centreId, (tx) =>
      selectSignedBy(tx, this.parties.idOf(identity.idNo)),
    );
    return papers.map(({ kind, loanNo, documentId, hash, signedAt }) => ({
      ...{ kind, loanNo, documentId, hash },
      name: this.kinds.get(kind).names,
      signedAt: signedAt.toISOString(),
      pdf: `/v1/documents/${documentId}/pdf`,
    }));
  }

  isSigner(tx: Tx, { documentId, personId }: { documentId: string; personId: string }): Promise<boolean> {
    return hasSigned(tx, documentId, personId);
  }
}
