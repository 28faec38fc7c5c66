import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Json } from '../../../../kernel/fact';
import { minus, plus, yuan } from '../../../../kernel/money';
import { parseMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { type CarryOutResult, type CaseContext, type Item, type Subject } from '../../../casework';
import { IssueDocuments } from '../../../document';
import { Parties } from '../../../party';
import { LIST_STATE_TEXT } from '../../domain/remittance/list-state';
import { unitHasAccount } from '../../domain/rules/certificate/unit-has-account.rule';
import { statementMonthOfUnit } from '../../domain/rules/statement/statement-month-of-unit.rule';
import { selectUnitMonth, type UnitMonth } from '../../store/certificate-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';
import { EmployerStatementInput } from './employer-statement.input';
import { StatementMembers } from './statement-members';

type Context = CaseContext<EmployerStatementInput> & { caseId: string };

const NO_LIST = { zh: '本月无已确认的清册', en: 'no confirmed list of the month' };

/** GJ18 单位查询与对账: an employer's month: every member with both parts, the sums, and what is in suspense. */
@Injectable()
export class EmployerStatementItem implements Item<EmployerStatementInput> {
  readonly code = 'GJ18';
  readonly input = EmployerStatementInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    {
      name: 'unit.account',
      replaces: { zh: '柜台打印单位对账单', en: 'employer statement printed at a counter' },
    },
    { name: 'unit.months' },
  ];
  readonly grants = {};
  readonly rules = [unitHasAccount, statementMonthOfUnit];
  readonly example: EmployerStatementInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    month: '2026-09',
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly documents: IssueDocuments,
    private readonly members: StatementMembers,
    private readonly parties: Parties,
  ) {}

  async subject(tx: Tx, actor: Actor, { employerId, month }: EmployerStatementInput): Promise<Subject> {
    const personId = await this.access.agentOf(tx, actor, employerId);
    return { personId, employerId, accountId: null, businessKey: `${employerId}:${month}` };
  }

  async carryOut(tx: Tx, { personId, caseId, input }: Context): Promise<CarryOutResult> {
    const { employerId, month } = input;
    const employer = await this.parties.employerById(tx, employerId);
    const unit = await selectUnitOfEmployer(tx, employerId, { lock: false });
    if (!employer || !unit) throw new Error('an approved statement has an employer with an account');
    const figures = await selectUnitMonth(tx, unit.unitId, parseMonth(month));
    const { name, creditCode } = employer;
    const { unitAccountNo, firstMonth, paidThrough } = unit;
    const sums = sumsOf(figures);
    const issued = await this.documents.issue(tx, {
      kind: 'employer-statement',
      caseId,
      personId,
      employerId,
      holderShown: name,
      validUntil: null,
      body: {
        ...{ name, creditCode, unitAccountNo, month, ...sums },
        paidThrough: paidThrough < firstMonth ? null : paidThrough,
      },
      lines: figures.listId === null ? [] : await this.members.linesOf(tx, figures.listId),
    });
    const { members, total, listState, suspenseClosing } = sums;
    const receipt = { month, members, total, listState, suspenseClosing, ...issued };
    return { state: 'done', receipt, event: { kind: 'done', body: { documentId: issued.documentId } } };
  }
}

function sumsOf(figures: UnitMonth) {
  const { employerFen, employeeFen, suspenseOpeningFen, suspenseInFen, suspenseOutFen } = figures;
  const { zh, en } = figures.listState === null ? NO_LIST : LIST_STATE_TEXT[figures.listState];
  return {
    ...{ listId: figures.listId, listState: figures.listState, listStateZh: zh, listStateEn: en },
    postedOn: figures.postedOn,
    members: figures.members,
    employerTotal: yuan(employerFen),
    employeeTotal: yuan(employeeFen),
    total: yuan(plus(employerFen, employeeFen)),
    suspenseOpening: yuan(suspenseOpeningFen),
    suspenseIn: yuan(suspenseInFen),
    suspenseOut: yuan(suspenseOutFen),
    suspenseClosing: yuan(minus(plus(suspenseOpeningFen, suspenseInFen), suspenseOutFen)),
  } satisfies { [key: string]: Json };
}
