import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import { parseMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { employerRatioInRange } from '../../domain/rules/employer/employer-ratio-in-range.rule';
import { noReliefOpen } from '../../domain/rules/employer/no-relief-open.rule';
import { ratioChanges } from '../../domain/rules/employer/ratio-changes.rule';
import { ratioMonthOpen } from '../../domain/rules/employer/ratio-month-open.rule';
import { ratioOnceAFundYear } from '../../domain/rules/employer/ratio-once-a-fund-year.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { unitAccountAlive } from '../../domain/rules/employer/unit-account-alive.rule';
import { cancelDraftsFrom } from '../../store/remittance-list-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { insertUnitRatio } from '../../store/unit-ratio-store';
import { ChangeRatioInput } from './change-employer.input';
import { EmployerAccess } from './employer-access';

type Context = CaseContext<ChangeRatioInput>;

/** GJ07 缴存比例调整: other ratios from a month that is not remitted yet, once a fund year. */
@Injectable()
export class ChangeRatioItem implements Item<ChangeRatioInput> {
  readonly code = 'GJ07';
  readonly input = ChangeRatioInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    { name: 'unit.relief' },
    { name: 'unit.ratios', replaces: { zh: '缴存比例调整申请表', en: 'form on the change of ratios' } },
    { name: 'employer.secondAgent' },
  ];
  readonly grants = {};
  readonly rules = [
    unitAccountAlive,
    noReliefOpen,
    ratioMonthOpen,
    ratioChanges,
    ratioOnceAFundYear,
    employerRatioInRange,
    secondAgentAgreed,
  ];
  readonly example: ChangeRatioInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    ratioEmployer: '0.10',
    ratioEmployee: '0.10',
    fromMonth: '2026-11',
  };

  constructor(private readonly access: EmployerAccess) {}

  async subject(tx: Tx, actor: Actor, { employerId }: ChangeRatioInput): Promise<Subject> {
    const personId = await this.access.agentOf(tx, actor, employerId);
    return { personId, employerId, accountId: null, businessKey: employerId };
  }

  async lock(tx: Tx, { input }: Context): Promise<void> {
    await selectUnitOfEmployer(tx, input.employerId, { lock: true });
  }

  async carryOut(
    tx: Tx,
    { input, caseId, today }: Context & { caseId: string },
    _decision: Decision,
  ): Promise<CarryOutResult> {
    const { employerId, ratioEmployer, ratioEmployee, fromMonth } = input;
    const unit = await selectUnitOfEmployer(tx, employerId, { lock: true });
    if (!unit) throw new Error('approved ratios have an employer with an account');
    const from = parseMonth(fromMonth);
    const made = {
      kind: 'regular',
      ratioEmployer,
      ratioEmployee,
      from,
      until: null,
      caseId,
      on: today,
    } as const;
    await insertUnitRatio(tx, unit.unitId, made);
    const draftsCancelled = await cancelDraftsFrom(tx, unit.unitId, from);
    const receipt = { ratioEmployer, ratioEmployee, from, draftsCancelled };
    return { state: 'done', receipt, event: { kind: 'done', body: receipt } };
  }
}
