import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Json } from '../../../../kernel/fact';
import { yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { conflict, notFound, type Problem } from '../../../../platform/http';
import type { CaseContext, Subject } from '../../../casework';
import { Parties } from '../../../party';
import { awaitsMoneyOf, borrowsIn, selectPayingAccount } from '../../store/servicing/repayer-store';
import { LoanRepayments, type Repayment } from '../servicing/loan-repayments';

/** What cases about the repayment of a loan do: whom they are about, what they lock, what their receipts say. */
@Injectable()
export class RepaymentCases {
  constructor(
    private readonly parties: Parties,
    private readonly repayments: LoanRepayments,
  ) {}

  /** Whoever borrows in the loan, with the own account as what pays. @throws Problem 404 for another's loan; 409 for the own one whose money has not left. */
  async subject(tx: Tx, actor: Actor, { loanId }: { loanId: string }): Promise<Subject> {
    const personId = actor.identity && this.parties.idOf(actor.identity.idNo);
    if (!personId) throw notFound();
    if (!(await borrowsIn(tx, loanId, personId)))
      throw (await awaitsMoneyOf(tx, loanId, personId)) ? notPaidOut() : notFound();
    const accountId = await selectPayingAccount(tx, personId);
    return { personId, employerId: null, accountId, businessKey: loanId };
  }

  /** Accounts and loan are locked, and what is due today is collected, before the facts are read. */
  async lock(tx: Tx, { input, accountId }: CaseContext<{ loanId: string }>): Promise<void> {
    await this.repayments.ready(tx, { loanId: input.loanId, accountId });
  }

  /** What was paid of what, and how the loan goes on. */
  receiptOf({ principalFen, interestFen, penaltyFen, drawnFen, fromKeptFen, book }: Repayment): {
    [key: string]: Json;
  } {
    const { state, account } = book;
    return {
      loanNo: account.loanNo,
      principal: yuan(principalFen),
      interest: yuan(interestFen),
      penalty: yuan(penaltyFen),
      fromAccount: yuan(drawnFen),
      fromPaidInAdvance: yuan(fromKeptFen),
      principalLeft: yuan(state.principal),
      instalment: state.next === null ? null : yuan(state.plan.instalment),
      periodsLeft: account.periodsLeft,
      nextDueOn: account.nextDueOn,
    };
  }
}

/** 409: nothing is owed yet. */
function notPaidOut(): Problem {
  return conflict('LOAN_NOT_PAID_OUT', {
    zh: '该贷款尚未放款，放款后才能办理还款、变更、查询还款计划和结清。',
    en: 'The loan is not paid out yet: it can be repaid, changed or certified once it is.',
  });
}
