import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { canonicalJson } from '../../../../kernel/canonical-json';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { Grants } from '../../../registry';
import { EMPLOYMENT_PERIOD } from '../../facts/employment-period';
import { rosterMonthOpen } from '../../domain/rules/roster/roster-month-open.rule';
import { rosterRowsCanBeMade2 } from '../../domain/rules/roster/roster-rows-can-be-made-2.rule';
import { rosterRowsCanBeMade3 } from '../../domain/rules/roster/roster-rows-can-be-made-3.rule';
import { unitRosterOpen } from '../../domain/rules/employer/unit-roster-open.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { CarryRosterChanges } from './carry-roster-changes';
import { EmployerAccess } from '../employer/employer-access';
import { ChangeRosterInput } from './roster-change.input';

type Context = CaseContext<ChangeRosterInput>;

/** GJ10 清册核定（人员增减变更）: who joins, is sealed or unsealed or gets another base, from one month on, in one list. */
@Injectable()
export class ChangeRosterItem implements Item<ChangeRosterInput> {
  readonly code = 'GJ10';
  readonly input = ChangeRosterInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    {
      name: 'roster.police',
      replaces: { zh: '新增职工身份证复印件', en: 'copies of the new members’ identity cards' },
    },
    {
      name: 'roster.employment',
      replaces: {
        zh: '劳动合同和解除劳动关系证明',
        en: 'employment contracts and termination papers',
      },
    },
    { name: 'roster.start' },
    { name: 'roster.employmentEnd' },
    { name: 'roster.wages', replaces: { zh: '职工工资表', en: 'wage table' } },
    { name: 'roster.month' },
    { name: 'roster.transfers', replaces: { zh: '调动证明', en: 'transfer papers' } },
    { name: 'roster.members', replaces: { zh: '住房公积金汇缴变更清册', en: 'printed list of changes' } },
    { name: 'employer.secondAgent' },
  ];
  readonly grants: Grants = {
    'POL.people': ['alive'],
    'SOC.employments': EMPLOYMENT_PERIOD,
    'TAX.wages-of-many': ['employers'],
  };
  readonly rules = [
    unitRosterOpen,
    rosterMonthOpen,
    rosterRowsCanBeMade2,
    rosterRowsCanBeMade3,
    secondAgentAgreed,
  ];
  readonly example: ChangeRosterInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    month: '2026-12',
    changes: [
      { kind: 'new', name: '王小明', idNo: '11010519491231002X', base: '8000.00' },
      {
        kind: 'seal',
        name: '李小红',
        idNo: '140199199001011238',
        reason: 'terminated',
        endedOn: '2026-11-20',
      },
    ],
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly changes: CarryRosterChanges,
    private readonly sealer: Sealer,
  ) {}

  async subject(tx: Tx, actor: Actor, { employerId, changes }: ChangeRosterInput): Promise<Subject> {
    const personId = await this.access.agentOf(tx, actor, employerId);
    const list = canonicalJson(
      changes.map(({ kind, idNo }) => `${kind} ${normaliseResidentId(idNo)}`).sort(),
    );
    // The key must not give the id numbers away to whoever can hash a few million of them.
    const businessKey = `${employerId}:${this.sealer.blindIndex('roster-change', list).toString('hex')}`;
    return { personId, employerId, accountId: null, businessKey };
  }

  lock(tx: Tx, context: Context): Promise<void> {
    return this.changes.lock(tx, context);
  }

  async carryOut(
    tx: Tx,
    context: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { receipt, counts } = await this.changes.carry(tx, context, facts);
    return { state: 'done', receipt, event: { kind: 'done', body: { ...counts } } };
  }
}
