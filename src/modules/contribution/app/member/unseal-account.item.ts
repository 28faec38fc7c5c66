import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { Grants } from '../../../registry';
import { EMPLOYMENT_PERIOD } from '../../facts/employment-period';
import { Parties } from '../../../party';
import { rosterMemberNamed } from '../../domain/rules/roster/roster-member-named.rule';
import { rosterMemberOfEmployer } from '../../domain/rules/roster/roster-member-of-employer.rule';
import { rosterMonthInOrder } from '../../domain/rules/roster/roster-month-in-order.rule';
import { rosterMonthOpen } from '../../domain/rules/roster/roster-month-open.rule';
import { unsealAccountSealed } from '../../domain/rules/member/unseal-account-sealed.rule';
import { unsealEmployedHere } from '../../domain/rules/member/unseal-employed-here.rule';
import { unsealMonthOfLaw } from '../../domain/rules/member/unseal-month-of-law.rule';
import { unsealWageDeclared } from '../../domain/rules/member/unseal-wage-declared.rule';
import { unitRosterOpen } from '../../domain/rules/employer/unit-roster-open.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { CarryRosterChanges } from '../roster/carry-roster-changes';
import { EmployerAccess } from '../employer/employer-access';
import { UnsealInput } from '../roster/roster-change.input';

/** GJ24 启封: a sealed member of the same employer is remitted for again from a month on. */
@Injectable()
export class UnsealAccountItem implements Item<UnsealInput> {
  readonly code = 'GJ24';
  readonly input = UnsealInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    {
      name: 'roster.employment',
      replaces: { zh: '劳动合同', en: 'employment contract' },
    },
    { name: 'roster.start' },
    { name: 'roster.month' },
    { name: 'roster.members' },
    { name: 'employer.secondAgent' },
  ];
  readonly grants: Grants = { 'SOC.employments': EMPLOYMENT_PERIOD };
  readonly rules = [
    unitRosterOpen,
    rosterMonthOpen,
    rosterMemberOfEmployer,
    rosterMemberNamed,
    unsealAccountSealed,
    rosterMonthInOrder,
    unsealEmployedHere,
    unsealMonthOfLaw,
    unsealWageDeclared,
    secondAgentAgreed,
  ];
  readonly example: UnsealInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    name: '王小明',
    idNo: '11010519491231002X',
    base: '8000.00',
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly changes: CarryRosterChanges,
  ) {}

  async subject(tx: Tx, actor: Actor, { employerId, idNo }: UnsealInput): Promise<Subject> {
    const personId = await this.access.agentOf(tx, actor, employerId);
    return { personId, employerId, accountId: null, businessKey: `${employerId}:${this.parties.idOf(idNo)}` };
  }

  lock(tx: Tx, context: CaseContext<UnsealInput>): Promise<void> {
    return this.changes.lock(tx, context);
  }

  async carryOut(
    tx: Tx,
    context: CaseContext<UnsealInput> & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { receipt } = await this.changes.carry(tx, context, facts);
    return { state: 'done', receipt, event: { kind: 'done', body: {} } };
  }
}
