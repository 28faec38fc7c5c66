import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { parseMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { hardshipRatioInRange } from '../../domain/rules/employer/hardship-ratio-in-range.rule';
import { hardshipRatioInRange2 } from '../../domain/rules/employer/hardship-ratio-in-range-2.rule';
import { noReliefOpen } from '../../domain/rules/employer/no-relief-open.rule';
import { reliefAtMostAYear } from '../../domain/rules/employer/relief-at-most-a-year.rule';
import { reliefLossShown } from '../../domain/rules/employer/relief-loss-shown.rule';
import { reliefMonthInOrder } from '../../domain/rules/employer/relief-month-in-order.rule';
import { reliefPapersGrantIt } from '../../domain/rules/employer/relief-papers-grant-it.rule';
import { unitAccountActive } from '../../domain/rules/employer/unit-account-active.rule';
import { cancelDraftsFrom } from '../../store/remittance-list-store';
import { insertRelief } from '../../store/relief-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { insertUnitRatio } from '../../store/unit-ratio-store';
import { AgentAtCounter } from './agent-at-counter';
import { evidenceOf } from './evidence-of';
import { LowerRatioInput } from './relief.input';

type Context = CaseContext<LowerRatioInput>;

/** GJ14 困难降低比例: lower ratios for months that the workers and the committee agreed to; at most 12. */
@Injectable()
export class LowerRatioItem implements Item<LowerRatioInput> {
  readonly code = 'GJ14';
  readonly input = LowerRatioInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['clerk'] as const;
  readonly facts = [
    { name: 'unit.account' },
    { name: 'unit.relief' },
    { name: 'unit.ratios' },
    { name: 'relief.asked' },
    { name: 'relief.resolution' },
    { name: 'relief.committee' },
    { name: 'relief.loss' },
  ];
  readonly grants = {};
  readonly rules = [
    unitAccountActive,
    noReliefOpen,
    reliefPapersGrantIt,
    reliefLossShown,
    reliefAtMostAYear,
    reliefMonthInOrder,
    hardshipRatioInRange,
    hardshipRatioInRange2,
  ];
  readonly example: LowerRatioInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    agent: { name: '王小明', idNo: '11010519491231002X' },
    fromMonth: '2026-11',
    untilMonth: '2027-04',
    ratioEmployer: '0.05',
    ratioEmployee: '0.05',
    papers: {},
  };

  constructor(private readonly agents: AgentAtCounter) {}

  async subject(tx: Tx, _actor: Actor, { employerId, agent }: LowerRatioInput): Promise<Subject> {
    const { personId, applicant } = await this.agents.of(tx, employerId, agent);
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
    if (!unit) throw new Error('an approved relief has an account');
    const { unitId } = unit;
    const { ratioEmployer, ratioEmployee } = input;
    const [from, until] = [parseMonth(input.fromMonth), parseMonth(input.untilMonth)];
    const granted = { caseId, unitId, kind: 'lower-ratio', from, until } as const;
    await insertRelief(tx, { ...granted, ...evidenceOf(facts), on: today });
    const ratios = {
      kind: 'hardship',
      ratioEmployer,
      ratioEmployee,
      from,
      until,
      caseId,
      on: today,
    } as const;
    await insertUnitRatio(tx, unitId, ratios);
    const draftsCancelled = await cancelDraftsFrom(tx, unitId, from);
    const receipt = { from, until, ratioEmployer, ratioEmployee, draftsCancelled };
    return { state: 'done', receipt, event: { kind: 'done', body: receipt } };
  }
}
