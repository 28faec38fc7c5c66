import { Injectable } from '@nestjs/common';
import type { BilingualText } from '../../../kernel/decision';
import { Clock } from '../../../platform/clock';
import { AppConfig } from '../../../platform/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { DOCUMENT_STATE_TEXTS, type DocumentState, documentStateOn } from '../domain/document-state';
import { readVerificationCode } from '../domain/verification-code';
import { selectDocumentByCode, selectKeys } from '../store/document-store';
import { DocumentKinds } from './document-kinds';
import { GuessLimit } from './guess-limit';

/** What anybody is told of a code. Unknown, mistyped and not yet issued look the same: everything else is null. */
export interface VerificationView {
  readonly state: DocumentState;
  readonly stateText: BilingualText;
  readonly kind: BilingualText | null;
  readonly documentNo: string | null;
  /** A masked name, or the name of an employer. */
  readonly holder: string | null;
  readonly centre: string | null;
  readonly issuedAt: string | null;
  readonly validUntil: string | null;
  readonly revokedAt: string | null;
  /** SHA-256 of the content, which is printed on the document, with key and signature over both. */
  readonly contentHash: string | null;
  readonly keyId: string | null;
  readonly signature: string | null;
}

/** A JSON Web Key Set (RFC 7517) of public keys under which the centre has signed documents. */
export interface DocumentKeySet {
  readonly keys: readonly { kty: 'OKP'; crv: 'Ed25519'; alg: 'EdDSA'; use: 'sig'; kid: string; x: string }[];
}

const UNKNOWN: VerificationView = {
  state: 'unknown',
  stateText: DOCUMENT_STATE_TEXTS.unknown,
  kind: null,
  documentNo: null,
  holder: null,
  centre: null,
  issuedAt: null,
  validUntil: null,
  revokedAt: null,
  contentHash: null,
  keyId: null,
  signature: null,
};
/** Looked for in place of what is no code, so that it takes as long; no document bears it. */
const NOBODYS = '-';

/** Tells anybody with a code what the document is worth, and shows no more of its holder than a masked name. */
@Injectable()
export class VerifyDocuments {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly kinds: DocumentKinds,
    private readonly guesses: GuessLimit,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** @throws Problem 429 to an address that has tried too many codes that were none. */
  async verify(text: string, address: string): Promise<VerificationView> {
    this.guesses.assertFree(address);
    const code = readVerificationCode(text) ?? NOBODYS;
    const found = await this.unitOfWork.read(this.config.centreId, (tx) => selectDocumentByCode(tx, code));
    if (found === null) {
      this.guesses.missed(address);
      return UNKNOWN;
    }
    const { documentNo, holderShown: holder, validUntil, contentHash, keyId, signature } = found;
    const state = documentStateOn(this.clock.today(), found);
    return {
      ...{
        state,
        stateText: DOCUMENT_STATE_TEXTS[state],
        kind: this.kinds.get(found.kind).names,
        documentNo,
        holder,
      },
      ...{ centre: this.config.centreName, issuedAt: found.issuedAt.toISOString(), validUntil },
      ...{ revokedAt: found.revokedAt?.toISOString() ?? null, contentHash, keyId, signature },
    };
  }

  /** Keys in force and former ones: a signature stays checkable when its key is replaced. */
  async keys(): Promise<DocumentKeySet> {
    const stored = await this.unitOfWork.read(this.config.centreId, selectKeys);
    const fixed = { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' } as const;
    return { keys: stored.map(({ id, publicKey }) => ({ ...fixed, kid: id, x: publicKey })) };
  }
}
