import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import type { Tx } from '../../../../platform/database/tx';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Parties } from '../../../party';
import type { Grants } from '../../../registry';
import type { AgentsFact } from '../../domain/employer/change-facts';
import { employerHeadConfirms } from '../../domain/rules/employer/employer-head-confirms.rule';
import { newAgentKnownToPolice } from '../../domain/rules/employer/new-agent-known-to-police.rule';
import { somebodyCanAgree } from '../../domain/rules/employer/somebody-can-agree.rule';
import { unitAccountAlive } from '../../domain/rules/employer/unit-account-alive.rule';
import { withdrawnAgentIsOne } from '../../domain/rules/employer/withdrawn-agent-is-one.rule';
import { LICENCE_OF_EMPLOYER } from '../../facts/employer-licence.fact';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { ChangeAgentsInput } from './change-employer.input';
import { EmployerAccess } from './employer-access';
import { knownValue } from './known-value';
import { nothingAsked } from './unit-problems';

type Context = CaseContext<ChangeAgentsInput>;

/** GJ03 专管员变更授权: the legal representative says, with the own login, who acts for the employer and how. */
@Injectable()
export class ChangeAgentsItem implements Item<ChangeAgentsInput> {
  readonly code = 'GJ03';
  readonly input = ChangeAgentsInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    {
      name: 'employer.licence',
      replaces: { zh: '加盖公章的授权书', en: 'letter of authority with the seal of the employer' },
    },
    {
      name: 'agent.police',
      replaces: { zh: '专管员身份证复印件', en: 'copy of the agent’s identity card' },
    },
    { name: 'employer.agents' },
  ];
  readonly grants: Grants = { 'MSA.licence': LICENCE_OF_EMPLOYER, 'POL.people': ['alive'] };
  readonly rules = [
    unitAccountAlive,
    employerHeadConfirms,
    newAgentKnownToPolice,
    withdrawnAgentIsOne,
    somebodyCanAgree,
  ];
  readonly example: ChangeAgentsInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    authorise: { name: '王小明', idNo: '11010519491231002X' },
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
  ) {}

  /** @throws Problem 404; 400 when nothing is applied for. */
  async subject(tx: Tx, actor: Actor, input: ChangeAgentsInput): Promise<Subject> {
    const { employerId, creditCode, authorise, withdraw, secondAgent } = input;
    const personId = await this.access.headOrAgentOf(tx, actor, employerId, creditCode);
    if (!authorise && !withdraw && secondAgent === undefined)
      throw nothingAsked(['authorise', 'withdraw', 'secondAgent']);
    // The person is part of it: an agent's application must not stand in the legal representative's way.
    return { personId, employerId, accountId: null, businessKey: `${employerId}:${personId}` };
  }

  async lock(tx: Tx, { input }: Context): Promise<void> {
    await selectUnitOfEmployer(tx, input.employerId, { lock: true });
  }

  async carryOut(
    tx: Tx,
    { input }: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { employerId, authorise, withdraw, secondAgent } = input;
    const { after, secondAgentAfter } = knownValue<AgentsFact>(facts, 'employer.agents');
    if (withdraw) {
      const idNo = normaliseResidentId(withdraw.idNo);
      await this.parties.withdrawAgent(tx, employerId, this.parties.idOf(idNo));
    }
    if (authorise)
      await this.parties.authoriseAgent(tx, employerId, await this.parties.ensurePerson(tx, authorise));
    if (secondAgent !== undefined) await this.parties.letSecondAgentAgree(tx, employerId, secondAgent);
    const receipt = {
      authorised: authorise !== undefined,
      withdrawn: withdraw !== undefined,
      agents: after,
      secondAgent: secondAgentAfter,
    };
    return { state: 'done', receipt, event: { kind: 'done', body: receipt } };
  }
}
