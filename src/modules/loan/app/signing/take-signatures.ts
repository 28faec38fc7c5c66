import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import { type CommandAnswer, Commands } from '../../../casework';
import { type PaperKind, paperKinds, signs } from '../../domain/signing/paper-kind';
import { insertSignatures, selectIdentities, selectPapers } from '../../store/signing-act-store';
import { storeReading } from '../../store/signing-store';
import { DeskVisit } from './desk-visit';
import { identityFirst, otherText } from './signing-problems';

type Command = { readonly key: string; readonly bodyHash: string };

/** A contract and the hash of the text that was signed. */
export interface SignedText {
  readonly kind: PaperKind;
  readonly hash: string;
}

/** The contracts are read out and signed; a signature is over the hash of one text. */
@Injectable()
export class TakeSignatures {
  constructor(
    private readonly commands: Commands,
    private readonly visits: DeskVisit,
    private readonly clock: Clock,
  ) {}

  /** Everybody there has heard the contracts. Problems: 403, 404, 409 nobody has checked in, terms that differ. */
  readOut(actor: Actor, loanId: string, command: Command): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${loanId}/signing/reading`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const { loan, signing } = await this.visits.open(tx, actor, loanId, 'checked-in');
      this.visits.assertTerms(loan, signing.termsHash);
      await storeReading(tx, signing.id, this.clock.now());
      return this.visits.answer(tx, loan);
    });
  }

  /**
   * Somebody signs the contracts named. Problems: 403, 404; 409 identity or reading-out missing, terms that differ, or
   * a hash that is not that of the contract.
   */
  sign(
    actor: Actor,
    of: { loanId: string; personId: string; texts: readonly SignedText[] },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { loanId, personId, texts } = of;
    const route = `POST /v1/loans/${loanId}/signing/signatures`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const visit = await this.visits.open(tx, actor, loanId, 'checked-in');
      const { loan, signing, clerkId: clerkPersonId } = visit;
      const { role } = this.visits.partyIn(visit, personId);
      this.visits.assertTerms(loan, signing.termsHash);
      const identity = (await selectIdentities(tx, signing.id)).find((one) => one.personId === personId);
      if (signing.readAt === null || (identity?.provedBy ?? null) === null) throw identityFirst();
      const papers = await selectPapers(tx, loanId);
      const sold = visit.people.some((one) => one.role === 'seller');
      const wanted = paperKinds({ hedging: signing.hedging, sold }).filter((kind) => signs(kind, role));
      const signed = texts.map(({ kind, hash }) => {
        const paper = papers.find((one) => one.kind === kind);
        if (!wanted.includes(kind) || paper?.contentHash !== hash) throw otherText();
        return paper;
      });
      const at = this.clock.now();
      await insertSignatures(tx, { signingId: signing.id, personId, clerkPersonId, at, papers: signed });
      return this.visits.answer(tx, loan);
    });
  }
}
