import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import { monthOf } from '../../../../kernel/calendar';
import { nextMonth, previousMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { type CarryOutResult, type CaseContext, type Item, type Subject } from '../../../casework';
import { IssueDocuments } from '../../../document';
import { Parties } from '../../../party';
import { parametersOn } from '../../../policy';
import { monthsInArrears } from '../../domain/certificate/months-in-arrears';
import { unitStateText } from '../../domain/member/account-state';
import { unitHasAccount } from '../../domain/rules/certificate/unit-has-account.rule';
import { selectHeadcount } from '../../store/certificate-store';
import { selectUnitFigures } from '../../store/member-overview-store';
import { selectMonthDue } from '../../store/roster-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { inMonth } from '../../store/unit-ratio-store';
import { EmployerAccess } from '../employer/employer-access';
import { certificateValidUntil } from './certificate-validity';
import { EmployerCertificateInput } from './employer-certificate.input';

type Context = CaseContext<EmployerCertificateInput> & { caseId: string };

/** GJ17 单位缴存证明: a signed certificate of how far an employer has paid, at once. */
@Injectable()
export class EmployerCertificateItem implements Item<EmployerCertificateInput> {
  readonly code = 'GJ17';
  readonly input = EmployerCertificateInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    {
      name: 'unit.account',
      replaces: { zh: '开具证明的申请和介绍信', en: 'letter asking for the certificate' },
    },
  ];
  readonly grants = {};
  readonly rules = [unitHasAccount];
  readonly example: EmployerCertificateInput = { employerId: '0193a1c0-0000-7000-8000-000000000001' };

  constructor(
    private readonly access: EmployerAccess,
    private readonly documents: IssueDocuments,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, { employerId }: EmployerCertificateInput): Promise<Subject> {
    const personId = await this.access.agentOf(tx, actor, employerId);
    return { personId, employerId, accountId: null, businessKey: employerId };
  }

  async carryOut(tx: Tx, { personId, caseId, input: { employerId } }: Context): Promise<CarryOutResult> {
    const employer = await this.parties.employerById(tx, employerId);
    const unit = await selectUnitOfEmployer(tx, employerId, { lock: false });
    if (!employer || !unit) throw new Error('an approved certificate has an employer with an account');
    const { active, sealed } = await selectHeadcount(tx, unit.unitId);
    const { suspenseFen } = await selectUnitFigures(tx, unit.unitId);
    const { zh: stateZh, en: stateEn } = unitStateText(unit.state);
    const { name, creditCode } = employer;
    const { unitAccountNo, state, openedOn, firstMonth, paidThrough } = unit;
    const monthDue = await selectMonthDue(tx, unit.unitId, paidThrough);
    const { ratioEmployer, ratioEmployee } = await inMonth(tx, unit, monthDue ?? nextMonth(paidThrough));
    const today = this.clock.today();
    // Months in which nobody contributes owe nothing.
    const settled = { ...unit, paidThrough: monthDue === null ? monthOf(today) : previousMonth(monthDue) };
    const days = parametersOn(today).integer('contribution.payWithinDaysAfterPayday');
    const body = {
      ...{
        name,
        creditCode,
        unitAccountNo,
        state,
        stateZh,
        stateEn,
        openedOn,
        firstMonth,
        ratioEmployer,
        ratioEmployee,
      },
      activeMembers: active,
      sealedMembers: sealed,
      paidThrough: paidThrough < firstMonth ? null : paidThrough,
      monthsInArrears: monthsInArrears(settled, today, days),
      suspense: yuan(suspenseFen),
    };
    const validUntil = certificateValidUntil(today);
    const draft = {
      kind: 'employer-certificate',
      caseId,
      personId,
      employerId,
      holderShown: name,
      validUntil,
      body,
      lines: null,
    };
    const receipt = { ...(await this.documents.issue(tx, draft)) };
    return { state: 'done', receipt, event: { kind: 'done', body: { documentId: receipt.documentId } } };
  }
}
