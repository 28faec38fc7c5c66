import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { monthOf, parseDay } from '../../../../kernel/calendar';
import { parseMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { noReliefOpen } from '../../domain/rules/employer/no-relief-open.rule';
import { reliefAtMostAYear } from '../../domain/rules/employer/relief-at-most-a-year.rule';
import { reliefLossShown } from '../../domain/rules/employer/relief-loss-shown.rule';
import { reliefMonthInOrder } from '../../domain/rules/employer/relief-month-in-order.rule';
import { reliefNothingAwaited } from '../../domain/rules/employer/relief-nothing-awaited.rule';
import { reliefPapersGrantIt } from '../../domain/rules/employer/relief-papers-grant-it.rule';
import { cancelDraftsFrom } from '../../store/remittance-list-store';
import { insertRelief, type Relief } from '../../store/relief-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { moveUnit } from '../../store/unit-state-store';
import { AgentAtCounter } from './agent-at-counter';
import { DeferMonths } from './defer-months';
import { evidenceOf } from './evidence-of';
import { DeferralInput } from './relief.input';
import { assertUnitStep } from './unit-problems';

type Context = CaseContext<DeferralInput>;

/** GJ15 缓缴: an employer in difficulty pays later what the workers and the committee agreed to; at most 12 months. */
@Injectable()
export class DeferralItem implements Item<DeferralInput> {
  readonly code = 'GJ15';
  readonly input = DeferralInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['clerk'] as const;
  readonly facts = [
    { name: 'unit.relief' },
    { name: 'unit.obligations' },
    { name: 'relief.asked' },
    { name: 'relief.resolution' },
    { name: 'relief.committee' },
    { name: 'relief.loss' },
  ];
  readonly grants = {};
  readonly rules = [
    noReliefOpen,
    reliefPapersGrantIt,
    reliefLossShown,
    reliefAtMostAYear,
    reliefMonthInOrder,
    reliefNothingAwaited,
  ];
  readonly example: DeferralInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    agent: { name: '王小明', idNo: '11010519491231002X' },
    fromMonth: '2026-11',
    untilMonth: '2027-04',
    papers: {},
  };

  constructor(
    private readonly agents: AgentAtCounter,
    private readonly deferMonths: DeferMonths,
  ) {}

  /** @throws Problem 404; 409 when the account cannot be deferred in its state. */
  async subject(tx: Tx, _actor: Actor, { employerId, agent }: DeferralInput): Promise<Subject> {
    const { personId, applicant, unit } = await this.agents.of(tx, employerId, agent);
    assertUnitStep(unit.state, '03');
    return { personId, employerId, accountId: null, applicant, businessKey: employerId };
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
    if (!unit) throw new Error('an approved deferral has an account');
    const { unitId } = unit;
    const [from, until] = [parseMonth(input.fromMonth), parseMonth(input.untilMonth)];
    const relief: Relief = { caseId, unitId, kind: 'deferral', from, until };
    await insertRelief(tx, { ...relief, ...evidenceOf(facts), on: today });
    await moveUnit(tx, unitId, { from: unit.state, to: '03', caseId, on: today });
    const draftsCancelled = await cancelDraftsFrom(tx, unitId, from);
    // Months that are over are deferred at once; the others when they are.
    const deferred = await this.deferMonths.upTo(tx, relief, monthOf(parseDay(today)), today);
    const receipt = { from, until, deferredNow: deferred, draftsCancelled };
    return { state: 'done', receipt, event: { kind: 'done', body: receipt } };
  }
}
