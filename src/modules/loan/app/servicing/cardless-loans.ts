import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Json } from '../../../../kernel/fact';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { UnitOfWork } from '../../../../platform/database/unit-of-work';
import { maskName, Parties } from '../../../party';
import type { NextStep } from '../../domain/loan-next';
import { insertLoanReadings, type Loan } from '../../store/loan-store';
import { isCardless, selectCardless } from '../../store/servicing/cardless-loan-store';
import type { LoanPagePart } from '../application/loan-pages';

/** A loan without a card, as people of the centre see it: its borrower is called. */
export interface CardlessLoanView {
  readonly loanId: string;
  readonly loanNo: string;
  /** Masked. */
  readonly borrower: string;
  /** It came from a former system. */
  readonly takenOver: boolean;
  readonly disbursedOn: string;
  readonly nextDueOn: string | null;
  readonly unpaidPeriods: number;
}

const SHOWN = 200;
const BIND: NextStep = {
  who: 'borrower',
  what: {
    zh: '还款银行卡待绑定：请通过“绑定银行卡”办理，次日起从该卡扣款',
    en: 'A card is to be bound; from the next night on it repays the loan',
  },
};

/**
 * Loans that are repaid and have no card, above all those that came from a former system without one. The borrower binds a
 * card as anybody does; the next night follows it (repayment-cards), and what is unpaid is asked of it.
 */
@Injectable()
export class CardlessLoans implements LoanPagePart {
  readonly name = 'cardWanted';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  /** The loans are remembered as looked at. */
  list({ centreId, subject, role }: Actor): Promise<CardlessLoanView[]> {
    return this.unitOfWork.run(centreId, async (tx) => {
      const loans = await selectCardless(tx, SHOWN);
      await insertLoanReadings(tx, {
        loanIds: loans.map(({ loanId }) => loanId),
        reader: subject,
        role,
        at: this.clock.now(),
      });
      const names = await this.parties.namesOf(
        tx,
        loans.map(({ borrowerId }) => borrowerId),
      );
      return loans.map(({ borrowerId, ...loan }) => ({
        ...loan,
        borrower: maskName(names.get(borrowerId) ?? ''),
      }));
    });
  }

  async read(tx: Tx, { id }: Loan): Promise<Json> {
    return (await isCardless(tx, id)) ? true : null;
  }

  async next(tx: Tx, { id, stateSince }: Loan): Promise<(NextStep & { readonly since: Date }) | null> {
    return (await isCardless(tx, id)) ? { ...BIND, since: stateSince } : null;
  }
}
