import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { HomeFact } from '../../domain/application/fact-values';
import { conversionLoan } from '../../domain/application/loan-items';
import type { SealedLender } from '../../facts/loan-papers.desk';
import { opened } from '../../facts/rooms';
import { CommitLoan } from './commit-loan';
import { knownValue } from './known-value';
import { LoanApplications } from './loan-applications';
import { ConversionLoanInput } from './loan.input';

/** DK05: the lender's statement is seen at a counter; the bank's loan is paid off to its own account. */
@Injectable()
export class ConversionLoanItem implements Item<ConversionLoanInput> {
  readonly code = conversionLoan.code;
  readonly facts = conversionLoan.facts;
  readonly grants = conversionLoan.grants;
  readonly rules = conversionLoan.rules;
  readonly amount = conversionLoan.amount;
  readonly amountRule = conversionLoan.amountRule;
  readonly input = ConversionLoanInput;
  readonly basis = 'consent';
  readonly submitters = ['clerk'] as const;
  readonly example: ConversionLoanInput = {
    applicant: { name: '王小明', idNo: '11010519491231002X' },
    creditConsentNo: 'SQ20261121000004',
    unitKey: '140105001001GB00021F00010001',
    papers: {
      identity: {
        kind: 'identity-card',
        number: '11010519491231002X',
        issuer: '太原市公安局小店分局',
        issuedOn: '2020-05-20',
      },
      statement: {
        kind: 'lender-statement',
        number: 'ZM-2026-1121',
        issuer: '某银行股份有限公司太原分行',
        issuedOn: '2026-11-20',
        lender: '某银行股份有限公司太原分行',
        contractNo: 'GF2021000077',
        balance: '358000.00',
        payee: { name: '某银行股份有限公司太原分行', accountNo: '104014010000000022', bankCode: '104' },
      },
      price: {
        kind: 'purchase-contract',
        number: 'YS(2021)0000017',
        issuer: '太原市房产管理局',
        issuedOn: '2021-05-20',
        price: '1200000.00',
        address: '太原市小店区某小区某号',
        area: '108.60',
      },
    },
  };

  constructor(
    private readonly applications: LoanApplications,
    private readonly commitLoan: CommitLoan,
    private readonly sealer: Sealer,
  ) {}

  subject(tx: Tx, actor: Actor, input: ConversionLoanInput): Promise<Subject> {
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
    const { payee } = opened<SealedLender>(this.sealer, home?.sealed ?? '');
    return this.commitLoan.commit(tx, context, decision, facts, { kind: 'lender', payee });
  }
}
