import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { conflict, type Problem } from '../../../../platform/http';
import { type CommandAnswer, Commands } from '../../../casework';
import { Parties } from '../../../party';
import { LoanAccess } from '../application/loan-access';
import { ReadLoans } from '../application/read-loans';
import { LoanFile } from '../loan-file';
import { LoanBooks } from '../servicing/loan-books';
import { HedgingAgreements } from './hedging-agreements';

/** A holder ends the agreement that the own account stands in, at any time, as it says itself; the card repays from then on. */
@Injectable()
export class EndHedging {
  constructor(
    private readonly commands: Commands,
    private readonly access: LoanAccess,
    private readonly books: LoanBooks,
    private readonly loans: LoanFile,
    private readonly reading: ReadLoans,
    private readonly hedging: HedgingAgreements,
    private readonly parties: Parties,
  ) {}

  /** Problems: 404 another's loan; 409 no agreement of the member's is in force; 422 key reused. */
  end(
    actor: Actor,
    loanId: string,
    command: { key: string; bodyHash: string },
  ): Promise<CommandAnswer & { replayed: boolean }> {
    const route = `POST /v1/loans/${loanId}/hedging/end`;
    return this.commands.once({ actor, route, ...command }, async (tx) => {
      await this.access.visible(tx, actor, loanId);
      // A due run holds the account of the loan, and whoever settles it takes the loan after it: in this order, never within.
      await this.books.lock(tx, loanId);
      await this.loans.lock(tx, loanId);
      const personId = actor.identity && this.parties.idOf(actor.identity.idNo);
      const agreement = await this.hedging.inForceOf(tx, loanId);
      const holds = agreement?.parties.some((party) => party.personId === personId && party.leftOn === null);
      if (!holds) throw notInForce();
      await this.hedging.end(tx, loanId, 'holder');
      const seen = await this.access.visible(tx, actor, loanId);
      return { status: 200, answer: JSON.stringify(await this.reading.view(tx, seen)) };
    });
  }
}

/** 409: there is nothing of the member's to end. */
function notInForce(): Problem {
  return conflict('HEDGING_NOT_IN_FORCE', {
    zh: '没有您的账户参与的、正在执行的对冲还贷协议。',
    en: 'No hedging agreement in which your account stands is in force.',
  });
}
