import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { fen, yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Parties } from '../../../party';
import { repaymentChange } from '../../domain/change/change-item';
import { RepaymentCases } from '../repayment/repayment-cases';
import { LoanBooks } from '../servicing/loan-books';
import { ChangeInput } from './change.input';
import { ChangeRepayment } from './change-repayment';

/** DK08: another method, term or card from the next instalment on; decided and carried out at once. */
@Injectable()
export class ChangeRepaymentItem implements Item<ChangeInput> {
  readonly code = repaymentChange.code;
  readonly facts = repaymentChange.facts;
  readonly grants = {};
  readonly rules = repaymentChange.rules;
  readonly input = ChangeInput;
  readonly basis = 'consent';
  readonly submitters = ['member'] as const;
  readonly example: ChangeInput = {
    loanId: '01940000-0000-7000-8000-000000000001',
    change: 'term',
    periods: 180,
  };

  constructor(
    private readonly cases: RepaymentCases,
    private readonly books: LoanBooks,
    private readonly changes: ChangeRepayment,
    private readonly parties: Parties,
  ) {}

  subject(tx: Tx, actor: Actor, input: ChangeInput): Promise<Subject> {
    return this.cases.subject(tx, actor, input);
  }

  lock(tx: Tx, context: CaseContext<ChangeInput>): Promise<void> {
    return this.cases.lock(tx, context);
  }

  async carryOut(
    tx: Tx,
    { caseId, personId, input }: CaseContext<ChangeInput> & { caseId: string },
  ): Promise<CarryOutResult> {
    const book = await this.books.lock(tx, input.loanId);
    if (!book) throw new Error('an approved change has a disbursed loan');
    const { change, method, periods } = input;
    if (change === 'card') {
      const card = await this.parties.activeCard(tx, personId);
      if (!card) throw new Error('an approved change of the card has one');
      await this.changes.card(tx, book, card);
      const receipt = { loanNo: book.account.loanNo, change, card: card.last4 };
      return { state: 'done', receipt, event: { kind: 'done', body: {} } };
    }
    const wanted = change === 'method' ? { ...(method && { method }) } : { ...(periods && { periods }) };
    const { account } = await this.changes.plan(tx, book, { ...wanted, sourceId: caseId });
    return {
      state: 'done',
      receipt: {
        loanNo: account.loanNo,
        change,
        method: account.method,
        periodsLeft: account.periodsLeft,
        instalment: yuan(fen(account.instalmentFen)),
        nextDueOn: account.nextDueOn,
      },
      event: { kind: 'done', body: {} },
    };
  }
}
