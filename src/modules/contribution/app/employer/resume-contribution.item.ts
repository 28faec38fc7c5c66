import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import { yuan } from '../../../../kernel/money';
import { parseMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { takenUpFrom } from '../../../policy';
import { resumeMonthInOrder } from '../../domain/rules/employer/resume-month-in-order.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { makeDeferredDue } from '../../store/deferred-month-store';
import { endRelief, selectOpenRelief } from '../../store/relief-store';
import { cancelDraftsFrom } from '../../store/remittance-list-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { inMonth, insertUnitRatio } from '../../store/unit-ratio-store';
import { moveUnit } from '../../store/unit-state-store';
import { ResumeInput } from './change-employer.input';
import { DeferMonths } from './defer-months';
import { EmployerAccess } from './employer-access';
import { nothingToResume } from './unit-problems';

type Context = CaseContext<ResumeInput>;

/** GJ16 恢复缴存: ends a lower ratio or a deferral; what was deferred is due and waits for a back payment (GJ12). */
@Injectable()
export class ResumeContributionItem implements Item<ResumeInput> {
  readonly code = 'GJ16';
  readonly input = ResumeInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.relief', replaces: { zh: '恢复缴存申请表', en: 'form on resuming contribution' } },
    { name: 'employer.secondAgent' },
  ];
  readonly grants = {};
  readonly rules = [resumeMonthInOrder, takenUpFrom('2026-12-01', secondAgentAgreed)];
  readonly example: ResumeInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    resumeFrom: '2026-12',
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly deferMonths: DeferMonths,
  ) {}

  /** @throws Problem 404; 409 when nothing was granted that could be ended. */
  async subject(tx: Tx, actor: Actor, { employerId }: ResumeInput): Promise<Subject> {
    const unit = await this.access.unitOf(tx, actor, employerId, { lock: false });
    if (!(await selectOpenRelief(tx, unit.unitId))) throw nothingToResume(unit.state);
    const personId = await this.access.agentOf(tx, actor, employerId);
    return { personId, employerId, accountId: null, businessKey: employerId };
  }

  async lock(tx: Tx, { input }: Context): Promise<void> {
    const unit = await selectUnitOfEmployer(tx, input.employerId, { lock: true });
    // Another application resumed it meanwhile.
    if (!unit) throw notFound();
    if (!(await selectOpenRelief(tx, unit.unitId))) throw nothingToResume(unit.state);
  }

  async carryOut(
    tx: Tx,
    { input, caseId, today }: Context & { caseId: string },
    _decision: Decision,
  ): Promise<CarryOutResult> {
    const unit = await selectUnitOfEmployer(tx, input.employerId, { lock: true });
    const relief = unit && (await selectOpenRelief(tx, unit.unitId));
    if (!relief) throw new Error('an approved resumption has something to end');
    const { unitId } = unit;
    const from = parseMonth(input.resumeFrom);
    const ended = { from, on: today, caseId };
    if (relief.kind === 'lower-ratio') {
      const { ratioEmployer, ratioEmployee } = await inMonth(tx, unit, from, { hardship: false });
      const made = { ratioEmployer, ratioEmployee, from, until: null, caseId, on: today };
      await insertUnitRatio(tx, unitId, { kind: 'resumed', ...made });
      await endRelief(tx, relief, ended);
      const draftsCancelled = await cancelDraftsFrom(tx, unitId, from);
      return done({ resumedFrom: from, ratioEmployer, ratioEmployee, draftsCancelled });
    }
    await this.deferMonths.upTo(tx, relief, from, today);
    const due = await makeDeferredDue(tx, unitId, today);
    await endRelief(tx, relief, ended);
    await moveUnit(tx, unitId, { from: '03', to: '01', caseId, on: today });
    return done({
      resumedFrom: from,
      monthsDue: due.months,
      linesDue: due.lines,
      amountDue: yuan(due.amountFen),
    });
  }
}

function done(receipt: CarryOutResult['receipt']): CarryOutResult {
  return { state: 'done', receipt, event: { kind: 'done', body: receipt } };
}
