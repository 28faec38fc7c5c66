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
import { sealAccountActive } from '../../domain/rules/member/seal-account-active.rule';
import { sealEmploymentEnded } from '../../domain/rules/member/seal-employment-ended.rule';
import { unitRosterOpen } from '../../domain/rules/employer/unit-roster-open.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { CarryRosterChanges } from '../roster/carry-roster-changes';
import { EmployerAccess } from '../employer/employer-access';
import { SealInput } from '../roster/roster-change.input';

/** GJ23 封存: one member gets no remittance from a month on; the account goes on earning interest. */
@Injectable()
export class SealAccountItem implements Item<SealInput> {
  readonly code = 'GJ23';
  readonly input = SealInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    {
      name: 'roster.employment',
      replaces: { zh: '解除或终止劳动关系证明', en: 'paper on the end of the employment' },
    },
    { name: 'roster.employmentEnd' },
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
    sealAccountActive,
    rosterMonthInOrder,
    sealEmploymentEnded,
    secondAgentAgreed,
  ];
  readonly example: SealInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    name: '王小明',
    idNo: '11010519491231002X',
    reason: 'terminated',
    endedOn: '2026-11-20',
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly changes: CarryRosterChanges,
  ) {}

  async subject(tx: Tx, actor: Actor, { employerId, idNo }: SealInput): Promise<Subject> {
    const personId = await this.access.agentOf(tx, actor, employerId);
    return { personId, employerId, accountId: null, businessKey: `${employerId}:${this.parties.idOf(idNo)}` };
  }

  lock(tx: Tx, context: CaseContext<SealInput>): Promise<void> {
    return this.changes.lock(tx, context);
  }

  async carryOut(
    tx: Tx,
    context: CaseContext<SealInput> & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { receipt } = await this.changes.carry(tx, context, facts);
    return { state: 'done', receipt, event: { kind: 'done', body: {} } };
  }
}
