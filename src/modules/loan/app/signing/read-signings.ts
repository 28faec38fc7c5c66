import { Injectable } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { DocumentKinds } from '../../../document';
import { maskIdNo, Parties } from '../../../party';
import { HEDGING_DRAWS } from '../../domain/hedging/hedging-draw';
import type { LoanDetails } from '../../domain/loan-details';
import { readTerms, termsDifferences } from '../../domain/loan-terms';
import { ORIGINALS_HOLDERS, ORIGINALS_MOVES } from '../../domain/signing/originals';
import { type PaperKind, paperKinds, signs } from '../../domain/signing/paper-kind';
import { leftToDo } from '../../domain/signing/left-to-do';
import { type SigningPerson, signingPeople } from '../../domain/signing/signing-people';
import { SIGNING_STATES, timeOf } from '../../domain/signing/signing-state';
import type { DeskParty, SigningDesk, SigningPaper, SigningView } from '../../domain/signing/signing-view';
import { type OriginalsMoveRow, selectAddress, selectMoves } from '../../store/originals-store';
import { selectSellers } from '../../store/loan-hall-store';
import type { Loan } from '../../store/loan-store';
import {
  selectIdentities,
  selectPapers,
  selectSignatures,
  type SignatureRow,
  type SigningIdentity,
} from '../../store/signing-act-store';
import { selectBranch } from '../../store/signing-slot-store';
import { selectLastSigning, type Signing } from '../../store/signing-store';
import { hasSigned } from '../../store/signed-paper-store';
import type { LoanPagePart } from '../application/loan-pages';
import { signingState } from './signing-problems';

/** Visits as the borrower and the desk see them. */
@Injectable()
export class ReadSignings implements LoanPagePart {
  readonly name = 'signing';

  constructor(
    private readonly kinds: DocumentKinds,
    private readonly people: Parties,
    private readonly sealer: Sealer,
  ) {}

  /** The latest visit on the page of its loan; null while none was booked. */
  async read(tx: Tx, loan: Loan, viewerId: string | null): Promise<Json> {
    const signing = await selectLastSigning(tx, loan.id);
    if (signing === null) return null;
    const view = await this.view(tx, signing);
    if (viewerId === null || viewerId === loan.borrowerId) return view as unknown as Json;
    const papers: SigningPaper[] = [];
    for (const paper of view.papers) {
      const own = await hasSigned(tx, paper.documentId, viewerId);
      papers.push(own ? paper : { ...paper, pdf: null });
    }
    return { ...view, papers } as unknown as Json;
  }

  async view(tx: Tx, signing: Signing): Promise<SigningView> {
    const branch = await selectBranch(tx, signing.branchId);
    if (branch === null) throw new Error('a visit is to a branch');
    const { endedAt } = signing;
    const moves = signing.originalsWith === null ? [] : await selectMoves(tx, signing.loanId);
    return {
      id: signing.id,
      loanId: signing.loanId,
      branch,
      day: signing.day,
      time: timeOf(signing.minute),
      state: signing.state,
      stateText: SIGNING_STATES[signing.state],
      hedging: signing.hedging,
      hedgingChoice: signing.hedgingChoice && {
        draw: signing.hedgingChoice.draw,
        text: HEDGING_DRAWS[signing.hedgingChoice.draw].text,
        holders: signing.hedgingChoice.holders,
      },
      papers: await this.papers(tx, signing),
      readOutAt: signing.readAt?.toISOString() ?? null,
      signedAt: signing.state === 'signed' && endedAt !== null ? endedAt.toISOString() : null,
      originals: originalsOf(signing, moves),
      posted: postedOf(moves),
    };
  }

  /** Everything that is known of the loan whose people sit at the desk, and what is left to do. @throws Problem 409 nothing booked. */
  async desk(tx: Tx, loan: Loan): Promise<SigningDesk> {
    const signing = await selectLastSigning(tx, loan.id);
    if (signing === null) throw signingState(null);
    const details = JSON.parse(this.sealer.open(loan.detailsSealed)) as LoanDetails;
    const terms = readTerms(loan);
    const sentTo = await selectAddress(tx, loan.id);
    const { amount, termMonths, method, dueMode, dueDay, purpose, value, bankPart, homeOrder } = terms;
    const sellerIds = await selectSellers(tx, loan.id);
    const there = signingPeople(details, sellerIds, (idNo) => this.people.idOf(idNo));
    const parties = await this.parties(tx, signing, there);
    const termsAgree =
      termsDifferences(loan).length === 0 && (signing.termsHash ?? loan.termsHash) === loan.termsHash;
    return {
      signing: await this.view(tx, signing),
      loanNo: loan.loanNo,
      termsHash: loan.termsHash,
      termsAgree,
      terms: {
        ...{ amount, termMonths, method, dueMode, dueDay, purpose, value, bankPart, homeOrder },
        penaltyFactor: terms.penaltyFactor,
      },
      home: { address: details.address, area: details.area, contractNo: details.contractNo },
      payee: { name: details.payee.name, accountNo: details.payee.accountNo },
      originalsAddress: sentTo === null ? null : this.sealer.open(sentTo),
      parties,
      toDo: leftToDo({ state: signing.state, readOut: signing.readAt !== null }, parties, ({ name }) => ({
        zh: name,
        en: name,
      })),
    };
  }

  private async parties(tx: Tx, signing: Signing, there: readonly SigningPerson[]): Promise<DeskParty[]> {
    const identities = await selectIdentities(tx, signing.id);
    const signatures = await selectSignatures(tx, signing.id);
    const sold = there.some(({ role }) => role === 'seller');
    return there.map(({ personId, role, name, idNo }) => {
      const identity = identities.find((one) => one.personId === personId);
      const signed = kindsOf(signatures, personId);
      const toSign = paperKinds({ hedging: signing.hedging, sold }).filter(
        (kind) => signs(kind, role) && !signed.includes(kind),
      );
      return {
        personId,
        role,
        name,
        idNo: maskIdNo(idNo),
        identity: identityOf(identity),
        provedBy: identity?.provedBy ?? null,
        face: identity?.face ?? null,
        toSign,
        signed,
      };
    });
  }

  private async papers(tx: Tx, { loanId, hedging }: Signing): Promise<SigningPaper[]> {
    const sold = (await selectSellers(tx, loanId)).length > 0;
    const wanted = paperKinds({ hedging, sold });
    return (await selectPapers(tx, loanId))
      .filter(({ kind }) => wanted.includes(kind))
      .map(({ kind, documentId, contentHash }) => ({
        kind,
        name: this.kinds.get(kind).names,
        documentId,
        hash: contentHash,
        pdf: `/v1/documents/${documentId}/pdf`,
      }));
  }
}

function identityOf(identity: SigningIdentity | undefined): DeskParty['identity'] {
  if (!identity) return 'missing';
  if (identity.provedBy !== null) return 'proved';
  return identity.firstPersonId === null ? 'missing' : 'first-clerk';
}

function kindsOf(signatures: readonly SignatureRow[], personId: string): PaperKind[] {
  return signatures.filter((one) => one.personId === personId).map(({ kind }) => kind);
}

function originalsOf(
  { originalsWith, originalsSince }: Signing,
  moves: readonly OriginalsMoveRow[],
): SigningView['originals'] {
  if (originalsWith === null || originalsSince === null) return null;
  return {
    holder: { code: originalsWith, ...ORIGINALS_HOLDERS[originalsWith] },
    since: originalsSince.toISOString(),
    moves: moves.map(({ at: _at, ...move }) => ({ ...move, text: ORIGINALS_MOVES[move.kind] })),
  };
}

function postedOf(moves: readonly OriginalsMoveRow[]): SigningView['posted'] {
  const last = moves.findLast(({ kind }) => kind === 'sent');
  if (!last || last.carrier === null || last.trackingNo === null) return null;
  return { carrier: last.carrier, trackingNo: last.trackingNo, at: last.at.toISOString() };
}
