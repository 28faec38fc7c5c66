import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { HomeFact } from '../../domain/application/fact-values';
import { secondHandLoan } from '../../domain/application/loan-items';
import type { SealedHome } from '../../facts/loan-contract.facts';
import { opened } from '../../facts/rooms';
import { OpenHall } from '../hall/open-hall';
import { CommitLoan } from './commit-loan';
import { knownValue } from './known-value';
import { LoanApplications } from './loan-applications';
import { SecondHandLoanInput } from './second-hand.input';

/** DK03: accepted on the signed contract before the title passes; paid into custody. */
@Injectable()
export class SecondHandLoanItem implements Item<SecondHandLoanInput> {
  readonly code = secondHandLoan.code;
  readonly facts = secondHandLoan.facts;
  readonly grants = secondHandLoan.grants;
  readonly rules = secondHandLoan.rules;
  readonly amount = secondHandLoan.amount;
  readonly amountRule = secondHandLoan.amountRule;
  readonly input = SecondHandLoanInput;
  readonly basis = 'consent';
  readonly submitters = ['member', 'clerk'] as const;
  readonly example: SecondHandLoanInput = {
    creditConsentNo: 'SQ20261121000002',
    contractNo: 'CL(2026)0000001',
    termMonths: 240,
  };

  constructor(
    private readonly applications: LoanApplications,
    private readonly commitLoan: CommitLoan,
    private readonly halls: OpenHall,
    private readonly sealer: Sealer,
  ) {}

  subject(tx: Tx, actor: Actor, input: SecondHandLoanInput): Promise<Subject> {
    return this.applications.subject(tx, actor, input);
  }

  lock(tx: Tx, context: CaseContext, facts: ReadonlyMap<string, Fact>): Promise<void> {
    return this.applications.lock(tx, context, facts);
  }

  async carryOut(
    tx: Tx,
    context: CaseContext & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { home } = knownValue<HomeFact>(facts, 'loan.home');
    const { custody, buyer, sellers } = opened<SealedHome>(this.sealer, home?.sealed ?? '');
    if (custody === undefined || buyer === undefined || sellers === undefined)
      throw new Error('an approved sale has its people, and its price in custody');
    const payment = { kind: 'custody', payee: custody } as const;
    const done = await this.commitLoan.commit(tx, context, decision, facts, payment);
    const { loanId, commitmentUntil } = done.receipt as { loanId: string; commitmentUntil: string };
    await this.halls.open(
      tx,
      { loanId, until: commitmentUntil },
      {
        contractNo: home?.contractNo ?? '',
        buyer,
        sellers,
        price: home?.price ?? '0.00',
        downPayment: home?.paid ?? '0.00',
        custodyAccountNo: custody.accountNo,
      },
    );
    return done;
  }
}
