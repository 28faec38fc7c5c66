import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { HomeFact } from '../../domain/application/fact-values';
import { buildLoan } from '../../domain/application/loan-items';
import type { SealedPayee } from '../../facts/loan-papers.desk';
import { opened } from '../../facts/rooms';
import { CommitLoan } from './commit-loan';
import { knownValue } from './known-value';
import { LoanApplications } from './loan-applications';
import { BuildLoanInput } from './loan.input';

/** DK04: papers of the work are seen at a counter; paid to the builder. */
@Injectable()
export class BuildLoanItem implements Item<BuildLoanInput> {
  readonly code = buildLoan.code;
  readonly facts = buildLoan.facts;
  readonly grants = buildLoan.grants;
  readonly rules = buildLoan.rules;
  readonly amount = buildLoan.amount;
  readonly amountRule = buildLoan.amountRule;
  readonly input = BuildLoanInput;
  readonly basis = 'consent';
  readonly submitters = ['clerk'] as const;
  readonly example: BuildLoanInput = {
    applicant: { name: '王小明', idNo: '11010519491231002X' },
    creditConsentNo: 'SQ20261121000003',
    work: 'rebuild',
    unitKey: '140105001001GB00021F00010001',
    papers: {
      identity: {
        kind: 'identity-card',
        number: '11010519491231002X',
        issuer: '太原市公安局小店分局',
        issuedOn: '2020-05-20',
      },
      permit: {
        kind: 'planning-permit',
        number: '建字第140105202600012号',
        issuer: '太原市规划和自然资源局',
        issuedOn: '2026-08-03',
        permittedOn: '2026-08-03',
        holder: 'applicant',
      },
      budget: {
        kind: 'building-contract',
        number: 'SG-2026-0031',
        issuer: '太原某建筑有限公司',
        issuedOn: '2026-08-10',
        cost: '320000.00',
        paid: '120000.00',
        address: '太原市小店区某村某号',
        area: '120.00',
        builder: { name: '太原某建筑有限公司', accountNo: '104014010000000011', bankCode: '104' },
      },
    },
  };

  constructor(
    private readonly applications: LoanApplications,
    private readonly commitLoan: CommitLoan,
    private readonly sealer: Sealer,
  ) {}

  subject(tx: Tx, actor: Actor, input: BuildLoanInput): Promise<Subject> {
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
    const { home } = knownValue<HomeFact>(facts, 'loan.home');
    const { payee } = opened<SealedPayee>(this.sealer, home?.sealed ?? '');
    return this.commitLoan.commit(tx, context, decision, facts, { kind: 'builder', payee });
  }
}
