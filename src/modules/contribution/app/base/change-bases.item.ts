import { Injectable } from '@nestjs/common';
import { IsUUID } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import { yuan } from '../../../../kernel/money';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { Grants } from '../../../registry';
import { firstMonthOf } from '../../domain/base/fund-year';
import { baseChangeFitsRoster } from '../../domain/rules/base/base-change-fits-roster.rule';
import { baseChangeIsDraft } from '../../domain/rules/base/base-change-is-draft.rule';
import { baseWindowOpen } from '../../domain/rules/base/base-window-open.rule';
import { basesAgreeWithTax } from '../../domain/rules/base/bases-agree-with-tax.rule';
import { unitRosterOpen } from '../../domain/rules/employer/unit-roster-open.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { confirmBaseChange, selectBaseChange, selectBaseFigures } from '../../store/base-change-store';
import { selectUnit } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';
import { overtakeDraft } from '../roster/overtake-draft';

/** Input of GJ08: a list of bases made by POST /v1/base-changes. */
export class ChangeBasesInput {
  @IsUUID()
  changeId!: string;
}

type Context = CaseContext<ChangeBasesInput>;

/** GJ08 年度缴存基数调整: the bases of all members that a draft showed hold from the first month of the fund year. */
@Injectable()
export class ChangeBasesItem implements Item<ChangeBasesInput> {
  readonly code = 'GJ08';
  readonly input = ChangeBasesInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    { name: 'bases.change', replaces: { zh: '缴存基数调整表', en: 'printed list of bases' } },
    { name: 'bases.wages', replaces: { zh: '职工工资表', en: 'wage table' } },
    { name: 'employer.secondAgent' },
  ];
  readonly grants: Grants = { 'TAX.wages-of-many': ['employers'] };
  readonly rules = [
    unitRosterOpen,
    baseWindowOpen,
    baseChangeIsDraft,
    baseChangeFitsRoster,
    basesAgreeWithTax,
    secondAgentAgreed,
  ];
  readonly example = { changeId: '0193a1c0-0000-7000-8000-000000000003' };

  constructor(
    private readonly access: EmployerAccess,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, { changeId }: ChangeBasesInput): Promise<Subject> {
    const change = await selectBaseChange(tx, changeId, { lock: false });
    const unit = change && (await selectUnit(tx, change.unitId, { lock: false }));
    if (!unit) throw notFound();
    const personId = await this.access.agentOf(tx, actor, unit.employerId);
    return { personId, employerId: unit.employerId, accountId: null, businessKey: changeId };
  }

  async lock(tx: Tx, { input }: Context): Promise<void> {
    const change = await selectBaseChange(tx, input.changeId, { lock: false });
    if (change) await selectUnit(tx, change.unitId, { lock: true });
  }

  async carryOut(
    tx: Tx,
    { input, caseId }: Context & { caseId: string },
    _decision: Decision,
  ): Promise<CarryOutResult> {
    const change = await selectBaseChange(tx, input.changeId, { lock: true });
    if (!change) throw new Error('an approved change of bases has a draft');
    const { fundYear, from, memberCount, unitId } = change;
    await confirmBaseChange(tx, change, { caseId, on: this.clock.today(), at: this.clock.now() });
    const draftCancelled = await overtakeDraft(tx, unitId, from);
    const { formerEmployer, formerEmployee, employer, employee, ...counts } = await selectBaseFigures(
      tx,
      change.id,
    );
    const since = firstMonthOf(fundYear);
    return {
      state: 'done',
      receipt: {
        fundYear,
        from,
        members: memberCount,
        ...counts,
        former: { employer: yuan(formerEmployer), employee: yuan(formerEmployee) },
        monthly: { employer: yuan(employer), employee: yuan(employee) },
        draftCancelled,
        // Months of the fund year that were remitted with the old bases already: made up for by GJ12.
        remittedBefore: from === since ? null : since,
      },
      event: { kind: 'done', body: { fundYear, from, members: memberCount } },
    };
  }
}
