import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { type CommandAnswer, Commands } from '../../../casework';
import { byRole, leftToDo } from '../../domain/signing/left-to-do';
import type { Loan } from '../../store/loan-store';
import { selectPapers, selectSignatures } from '../../store/signing-act-store';
import { type HedgingChoice, storeConfirmation } from '../../store/signing-store';
import { LoanFile } from '../loan-file';
import { DeskVisit } from './desk-visit';
import { ReadSignings } from './read-signings';
import { notComplete, otherText, secondClerkWanted, termsDiffer } from './signing-problems';

type Command = { readonly key: string; readonly bodyHash: string };

/** Told of each loan that is signed now, inside the same transaction. */
export type SignedListener = (
  tx: Tx,
  loan: Loan,
  signed: {
    readonly signingId: string;
    readonly hedging: boolean;
    readonly hedgingChoice: HedgingChoice | null;
  },
) => Promise<void>;

/** A second clerk looks at everything and confirms: only then is the loan signed. */
@Injectable()
export class ConfirmSigning {
  private readonly listeners: SignedListener[] = [];

  constructor(
    private readonly commands: Commands,
    private readonly visits: DeskVisit,
    private readonly signings: ReadSignings,
    private readonly loans: LoanFile,
    private readonly clock: Clock,
  ) {}

  register(listener: SignedListener): void {
    this.listeners.push(listener);
  }

  /**
   * @param termsHash what the second clerk has before them.
   * Problems: 403 a clerk too near, or one who took part; 404; 409 something is left to do, or the terms differ.
   */
  confirm(
    actor: Actor,
    of: { loanId: string; termsHash: string },
    command: Command,
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const { loanId, termsHash } = of;
    const route = `POST /v1/loans/${loanId}/signing/confirmation`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      const { loan, signing, clerkId } = await this.visits.open(tx, actor, loanId, 'checked-in');
      this.visits.assertCommitted(loan);
      this.visits.assertTerms(loan, signing.termsHash);
      if (termsHash !== loan.termsHash)
        throw termsDiffer([{ term: 'termsHash', decided: loan.termsHash, stored: termsHash }]);
      const signatures = await selectSignatures(tx, signing.id);
      if (clerkId === signing.deskPersonId || signatures.some((one) => one.clerkPersonId === clerkId))
        throw secondClerkWanted();
      const { parties } = await this.signings.desk(tx, loan);
      const left = leftToDo({ state: signing.state, readOut: signing.readAt !== null }, parties, byRole);
      if (left.length > 0) throw notComplete(left);
      const papers = await selectPapers(tx, loanId);
      const hashes = new Map(papers.map(({ kind, contentHash }) => [kind, contentHash]));
      if (signatures.some(({ kind, contentHash }) => hashes.get(kind) !== contentHash)) throw otherText();
      await storeConfirmation(tx, { id: signing.id, confirmedPersonId: clerkId, at: this.clock.now() });
      await this.loans.step(tx, loan, 'sign', { kind: 'signed', body: { hedging: signing.hedging } });
      for (const listener of this.listeners)
        await listener(tx, loan, {
          signingId: signing.id,
          hedging: signing.hedging,
          hedgingChoice: signing.hedgingChoice,
        });
      return this.visits.answer(tx, loan);
    });
  }
}
