import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Parties } from '../../../party';
import type { Grants } from '../../../registry';
import type { ObligationsFact } from '../../domain/employer/change-facts';
import { closingNoArrears } from '../../domain/rules/employer/closing-no-arrears.rule';
import { closingNoArrears2 } from '../../domain/rules/employer/closing-no-arrears-2.rule';
import { closingNoMembersLeft } from '../../domain/rules/employer/closing-no-members-left.rule';
import { closingSuspenseEmpty } from '../../domain/rules/employer/closing-suspense-empty.rule';
import { employerDeregistered } from '../../domain/rules/employer/employer-deregistered.rule';
import { employerDeregistered2 } from '../../domain/rules/employer/employer-deregistered-2.rule';
import { LICENCE_OF_EMPLOYER } from '../../facts/employer-licence.fact';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { endMandate } from '../../store/unit-mandate-store';
import { moveUnit } from '../../store/unit-state-store';
import { CloseUnitInput } from './change-employer.input';
import { EmployerAccess } from './employer-access';
import { assertUnitStep } from './unit-problems';

type Context = CaseContext<CloseUnitInput>;

/** GJ05 单位销户: of an employer that is no more, when nobody and nothing is left behind. */
@Injectable()
export class CloseUnitItem implements Item<CloseUnitInput> {
  readonly code = 'GJ05';
  readonly input = CloseUnitInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'employer.licence', replaces: { zh: '注销登记通知书', en: 'notice of deregistration' } },
    { name: 'unit.obligations' },
  ];
  readonly grants: Grants = { 'MSA.licence': LICENCE_OF_EMPLOYER };
  readonly rules = [
    employerDeregistered,
    employerDeregistered2,
    closingNoMembersLeft,
    closingNoArrears,
    closingNoArrears2,
    closingSuspenseEmpty,
  ];
  readonly example: CloseUnitInput = { employerId: '0193a1c0-0000-7000-8000-000000000001' };

  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
  ) {}

  /** @throws Problem 404; 409 when the account cannot be closed in its state. */
  async subject(tx: Tx, actor: Actor, { employerId }: CloseUnitInput): Promise<Subject> {
    const personId = await this.access.headOrAgentOf(tx, actor, employerId);
    const unit = await selectUnitOfEmployer(tx, employerId, { lock: false });
    if (!unit) throw notFound();
    assertUnitStep(unit.state, '04');
    return { personId, employerId, accountId: null, businessKey: employerId };
  }

  async lock(tx: Tx, { input }: Context): Promise<void> {
    await selectUnitOfEmployer(tx, input.employerId, { lock: true });
  }

  async carryOut(
    tx: Tx,
    { input, caseId, today }: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const unit = await selectUnitOfEmployer(tx, input.employerId, { lock: true });
    if (!unit) throw new Error('an approved closing has an account');
    await moveUnit(tx, unit.unitId, { from: unit.state, to: '04', caseId, on: today });
    await endMandate(tx, unit.unitId, { on: today, caseId });
    await this.parties.cancelEmployer(tx, input.employerId);
    const closed = { unitAccountNo: unit.unitAccountNo, closedOn: today };
    const receipt = { ...closed, ...lapsedIn(facts) };
    return { state: 'done', receipt, event: { kind: 'done', body: closed } };
  }
}

/** Months that nobody can make up any more, where there are some: what the employer owes outside of the fund. */
function lapsedIn(facts: ReadonlyMap<string, Fact>): { lapsed?: { months: number; amount: string } } {
  const fact = facts.get('unit.obligations');
  if (fact?.state !== 'known') throw new Error('an approved closing knows what hangs on the account');
  const { lapsed, lapsedAmount } = fact.value as ObligationsFact;
  return lapsed === 0 ? {} : { lapsed: { months: lapsed, amount: lapsedAmount } };
}
