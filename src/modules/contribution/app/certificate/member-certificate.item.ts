import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact, Json } from '../../../../kernel/fact';
import { plus, yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { type CarryOutResult, type CaseContext, type Item, type Subject } from '../../../casework';
import { IssueDocuments } from '../../../document';
import { maskIdNo, maskName, Parties } from '../../../party';
import type { LoansUsedFact } from '../../domain/certificate/certified-state';
import { MEMBER_CERTIFICATES } from '../../domain/certificate/member-certificate.kind';
import { unitShown } from '../../domain/certificate/unit-shown';
import { memberStateText } from '../../domain/member/account-state';
import { loanCertificateAccountOpen } from '../../domain/rules/certificate/loan-certificate-account-open.rule';
import { memberHasAccount } from '../../domain/rules/certificate/member-has-account.rule';
import { type LoansCarried, loansTold } from '../../domain/transfer/loans-told';
import { selectCarriedOf } from '../../store/carried-months-store';
import { selectCertifiedAccount } from '../../store/certificate-store';
import { selectLatestAccountOf } from '../../store/closed-account-store';
import { selectCreditedMonths } from '../../store/months-credited-store';
import { certificateValidUntil } from './certificate-validity';
import { certifiedTerms } from './certified-terms';
import { MemberCertificateInput } from './member-certificate.input';

type Context = CaseContext<MemberCertificateInput> & { caseId: string };

/** GJ32 个人缴存证明（含异地贷款）: a signed certificate of what the member's account says, at once. */
@Injectable()
export class MemberCertificateItem implements Item<MemberCertificateInput> {
  readonly code = 'GJ32';
  readonly input = MemberCertificateInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['member'] as const;
  readonly facts = [
    { name: 'member.account' },
    {
      name: 'contribution.monthsInARow',
      replaces: { zh: '纸质缴存明细', en: 'printed list of contributions' },
    },
    {
      name: 'loan.used',
      replaces: { zh: '无贷款或已结清证明', en: 'paper that there is no loan, or that it is settled' },
    },
  ];
  readonly grants = {};
  readonly rules = [memberHasAccount, loanCertificateAccountOpen];
  readonly example: MemberCertificateInput = { certificate: 'contribution' };

  constructor(
    private readonly documents: IssueDocuments,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, { certificate }: MemberCertificateInput): Promise<Subject> {
    if (!actor.identity) throw new Error('a certificate is asked for by a natural person');
    const personId = this.parties.idOf(actor.identity.idNo);
    const accountId = await selectLatestAccountOf(tx, personId);
    return { personId, employerId: null, accountId, businessKey: `${personId}:${certificate}` };
  }

  async carryOut(
    tx: Tx,
    { personId, accountId, caseId, input }: Context,
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { certificate } = input;
    const { document: kind, idNumber } = MEMBER_CERTIFICATES[certificate];
    const shown = input.idNumber ?? idNumber;
    const { name, idNo } = await this.parties.identityOf(tx, personId);
    const loans = certificate === 'loan-elsewhere' ? loansOf(facts, await selectCarriedOf(tx, personId)) : {};
    const body = {
      name,
      idNo: shown === 'whole' ? idNo : maskIdNo(idNo),
      ...(await this.accountBody(tx, accountId)),
      monthsInARow: valueOf<number>(facts, 'contribution.monthsInARow'),
      ...loans,
    };
    const validUntil = certificateValidUntil(this.clock.today());
    const draft = {
      kind,
      caseId,
      personId,
      employerId: null,
      holderShown: maskName(name),
      validUntil,
      body,
      lines: null,
    };
    const receipt = { certificate, ...(await this.documents.issue(tx, draft)) };
    return { state: 'done', receipt, event: { kind: 'done', body: { documentId: receipt.documentId } } };
  }

  private async accountBody(tx: Tx, accountId: bigint | null): Promise<{ [key: string]: Json }> {
    const account = accountId === null ? null : await selectCertifiedAccount(tx, accountId);
    if (account === null) throw new Error('an approved certificate has an account');
    const employer = await this.parties.employerById(tx, account.employerId);
    const { accountNo, state, unitAccountNo, openedOn, sealedOn } = account;
    // As continuity is counted: made up for counts, refunded whole does not.
    const paidThrough = (await selectCreditedMonths(tx, account.accountId)).at(0) ?? null;
    const terms = await certifiedTerms(tx, account, paidThrough);
    const { zh: stateZh, en: stateEn } = memberStateText(state);
    return {
      ...{
        accountNo,
        state,
        stateZh,
        stateEn,
        employer: unitShown(account.unitKind, employer?.name),
        unitAccountNo,
        openedOn,
        sealedOn,
      },
      base: yuan(account.baseFen),
      ratioEmployer: terms.ratioEmployer,
      ratioEmployee: terms.ratioEmployee,
      monthlyEmployer: yuan(terms.employerFen),
      monthlyEmployee: yuan(terms.employeeFen),
      monthlyTotal: yuan(plus(terms.employerFen, terms.employeeFen)),
      paidThrough,
      balance: yuan(account.balanceFen),
    };
  }
}

/** Loans of this centre, and those that former cities told when the account was carried here: a lender asks for both. */
function loansOf(
  facts: ReadonlyMap<string, Fact>,
  carried: readonly LoansCarried[],
): { [key: string]: Json } {
  const { used, unsettled } = valueOf<LoansUsedFact>(facts, 'loan.used');
  const told = loansTold({ used, borrowing: unsettled > 0 }, carried);
  return {
    loansUsed: told.loans,
    loansUsedElsewhere: told.loans - used,
    loansUnsettled: unsettled,
    // Whether one runs is told, not how many do.
    loanRunsElsewhere: told.loanElsewhere,
  };
}

/** What a certificate says is what the decision was made of; nothing unknown reaches it. */
function valueOf<T extends Json>(facts: ReadonlyMap<string, Fact>, name: string): T {
  const fact = facts.get(name);
  if (fact?.state !== 'known') throw new Error(`an approved certificate rests on the fact ${name}`);
  return fact.value as T;
}
