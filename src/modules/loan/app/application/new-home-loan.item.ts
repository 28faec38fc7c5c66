import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { ProjectFact } from '../../domain/application/fact-values';
import { newHomeLoan } from '../../domain/application/loan-items';
import type { LoanPayee } from '../../domain/loan-details';
import { opened } from '../../facts/rooms';
import { CommitLoan } from './commit-loan';
import { knownValue } from './known-value';
import { LoanApplications } from './loan-applications';
import { ContractLoanInput } from './loan.input';

/** DK02: applied for online or at a counter, decided at once, signed face to face; paid to the supervised account. */
@Injectable()
export class NewHomeLoanItem implements Item<ContractLoanInput> {
  readonly code = newHomeLoan.code;
  readonly facts = newHomeLoan.facts;
  readonly grants = newHomeLoan.grants;
  readonly rules = newHomeLoan.rules;
  readonly amount = newHomeLoan.amount;
  readonly amountRule = newHomeLoan.amountRule;
  readonly input = ContractLoanInput;
  readonly basis = 'consent';
  readonly submitters = ['member', 'clerk'] as const;
  readonly example: ContractLoanInput = {
    creditConsentNo: 'SQ20261121000001',
    amount: '600000.00',
    termMonths: 360,
    method: '01',
  };

  constructor(
    private readonly applications: LoanApplications,
    private readonly commitLoan: CommitLoan,
    private readonly sealer: Sealer,
  ) {}

  subject(tx: Tx, actor: Actor, input: ContractLoanInput): Promise<Subject> {
    return this.applications.subject(tx, actor, input);
  }

  lock(tx: Tx, context: CaseContext, facts: ReadonlyMap<string, Fact>): Promise<void> {
    return this.applications.lock(tx, context, facts);
  }

  carryOut(
    tx: Tx,
    context: CaseContext & { caseId: string },
    decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { sealed } = knownValue<NonNullable<ProjectFact>>(facts, 'loan.project');
    if (sealed === null) throw new Error('an approved project has a supervised account');
    const payee = opened<LoanPayee>(this.sealer, sealed);
    return this.commitLoan.commit(tx, context, decision, facts, { kind: 'supervised', payee });
  }
}
