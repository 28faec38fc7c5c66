import { Injectable } from '@nestjs/common';
import type { Json } from '../../../../kernel/fact';
import { sumFen, yuan } from '../../../../kernel/money';
import { formatRate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { HEDGING_DRAWS } from '../../domain/hedging/hedging-draw';
import { owedDues } from '../../domain/servicing/owed';
import { totalOf } from '../../domain/servicing/allocation';
import { foreseenDues, raiseDue } from '../../domain/servicing/raise-due';
import { settleWithKept } from '../../domain/servicing/repay-lump';
import type { Loan } from '../../store/loan-store';
import { selectHistory } from '../../store/servicing/loan-history-store';
import type { LoanPagePart } from '../application/loan-pages';
import { HedgingAgreements } from '../hedging/hedging-agreements';
import type { LoanBook } from '../servicing/loan-book';
import { LoanBooks } from '../servicing/loan-books';

/** The repayment of a loan on its page (贷款及还款计划查询): where it stands, what is owed, every period to come, every payment. */
@Injectable()
export class RepaymentPage implements LoanPagePart {
  readonly name = 'repayment';

  constructor(
    private readonly books: LoanBooks,
    private readonly hedging: HedgingAgreements,
    private readonly clock: Clock,
  ) {}

  async read(tx: Tx, loan: Loan): Promise<Json> {
    const book = await this.books.find(tx, loan.id);
    if (!book) return null;
    const agreement = await this.hedging.inForceOf(tx, loan.id);
    return {
      ...this.standing(book),
      hedging: agreement && {
        draw: agreement.draw,
        text: HEDGING_DRAWS[agreement.draw].text,
        since: agreement.inForceOn,
      },
      plan: planOf(book),
      history: await this.history(tx, loan.id),
    };
  }

  private standing({ account, state }: LoanBook) {
    const today = this.clock.today();
    const terms = this.books.terms();
    let at = state;
    while (at.next !== null && at.next.dueOn <= today) ({ state: at } = raiseDue(at));
    const owed = owedDues(at, today, terms);
    return {
      disbursed: yuan(account.disbursedFen as never),
      disbursedOn: account.disbursedOn,
      principalLeft: yuan(account.principalFen as never),
      annualRate: formatRate(state.plan.annualRate),
      instalment: yuan(state.plan.instalment),
      periodsLeft: account.periodsLeft,
      nextDueOn: account.nextDueOn,
      paidInAdvance: yuan(state.prepaid),
      riskClass: account.riskClass,
      settledOn: account.settledOn,
      owed: owed.map((due) => ({
        no: due.no,
        principal: yuan(due.principal),
        interest: yuan(due.interest),
        penalty: yuan(due.penalty),
      })),
      owedInAll: yuan(sumFen(owed.map(totalOf))),
      toSettleToday: account.state === 'settled' ? '0.00' : yuan(settleWithKept(at, today, terms).toPay),
    };
  }

  private async history(tx: Tx, loanId: string): Promise<Json> {
    const rows = await selectHistory(tx, loanId);
    return rows.map(({ principalFen, interestFen, penaltyFen, ...row }) => ({
      ...row,
      principal: yuan(principalFen),
      interest: yuan(interestFen),
      penalty: yuan(penaltyFen),
    }));
  }
}

function planOf({ state }: LoanBook): Json {
  return [...foreseenDues(state)].map(({ no, dueOn, principal, interest }) => ({
    no,
    dueOn,
    principal: yuan(principal),
    interest: yuan(interest),
  }));
}
