import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { yuan } from '../../../../kernel/money';
import type { Tx } from '../../../../platform/database/tx';
import { type CarryOutResult, type CaseContext, type Item, type Subject } from '../../../casework';
import { IssueDocuments } from '../../../document';
import { maskIdNo, maskName, Parties } from '../../../party';
import { unitShown } from '../../domain/certificate/unit-shown';
import { memberStateText } from '../../domain/member/account-state';
import { memberHasAccount } from '../../domain/rules/certificate/member-has-account.rule';
import { statementPeriodInOrder } from '../../domain/rules/statement/statement-period-in-order.rule';
import { type StatementLine, statementOf } from '../../domain/statement/movement';
import { selectCertifiedAccount, selectMovements } from '../../store/certificate-store';
import { selectLatestAccountOf } from '../../store/closed-account-store';
import { MemberStatementInput } from './member-statement.input';

type Context = CaseContext<MemberStatementInput> & { caseId: string };

/** GJ33 个人账户查询: the movements of a period with the balance before, after each, and at the end. */
@Injectable()
export class MemberStatementItem implements Item<MemberStatementInput> {
  readonly code = 'GJ33';
  readonly input = MemberStatementInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['member'] as const;
  readonly facts = [
    {
      name: 'member.account',
      replaces: { zh: '柜台打印账户明细', en: 'account statement printed at a counter' },
    },
  ];
  readonly grants = {};
  readonly rules = [memberHasAccount, statementPeriodInOrder];
  readonly example: MemberStatementInput = { from: '2026-07-01', to: '2026-09-30' };

  constructor(
    private readonly documents: IssueDocuments,
    private readonly parties: Parties,
  ) {}

  async subject(tx: Tx, actor: Actor, { from, to }: MemberStatementInput): Promise<Subject> {
    if (!actor.identity) throw new Error('a statement is asked for by a natural person');
    const personId = this.parties.idOf(actor.identity.idNo);
    const accountId = await selectLatestAccountOf(tx, personId);
    return { personId, employerId: null, accountId, businessKey: `${personId}:${from}:${to}` };
  }

  async carryOut(
    tx: Tx,
    { personId, accountId, caseId, input: { from, to } }: Context,
  ): Promise<CarryOutResult> {
    const account = accountId === null ? null : await selectCertifiedAccount(tx, accountId);
    if (accountId === null || account === null) throw new Error('an approved statement has an account');
    const { name, idNo } = await this.parties.identityOf(tx, personId);
    const employer = await this.parties.employerById(tx, account.employerId);
    const { openingFen, movements } = await selectMovements(tx, accountId, { from, to });
    const statement = statementOf(openingFen, movements);
    const { zh: stateZh, en: stateEn } = memberStateText(account.state);
    const sums = {
      opening: yuan(statement.opening),
      credits: yuan(statement.credits),
      debits: yuan(statement.debits),
      interest: yuan(statement.interest),
      closing: yuan(statement.closing),
    };
    const { accountNo, state } = account;
    const who = {
      name,
      idNo: maskIdNo(idNo),
      accountNo,
      state,
      stateZh,
      stateEn,
      employer: unitShown(account.unitKind, employer?.name),
    };
    const lines: readonly StatementLine[] = statement.lines;
    const issued = await this.documents.issue(tx, {
      kind: 'member-statement',
      caseId,
      personId,
      employerId: null,
      holderShown: maskName(name),
      validUntil: null,
      body: { ...who, from, to, ...sums },
      lines,
    });
    const receipt = { from, to, ...sums, lines: lines.length, ...issued };
    return { state: 'done', receipt, event: { kind: 'done', body: { documentId: issued.documentId } } };
  }
}
