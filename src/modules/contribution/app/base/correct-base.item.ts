import { Injectable } from '@nestjs/common';
import { IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { yuan } from '../../../../kernel/money';
import { parseMonth } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import { IsMonth, IsPersonName, IsResidentId, IsYuan } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Parties } from '../../../party';
import { parametersOn } from '../../../policy';
import type { Grants } from '../../../registry';
import type { RosterMonthFact } from '../../domain/facts';
import { contributionLimits } from '../../domain/member/contribution-limits';
import { correctionAgreesWithTax } from '../../domain/rules/base/correction-agrees-with-tax.rule';
import { correctionMemberHere } from '../../domain/rules/base/correction-member-here.rule';
import { correctionNeeded } from '../../domain/rules/base/correction-needed.rule';
import { unitRosterOpen } from '../../domain/rules/employer/unit-roster-open.rule';
import { rosterMonthOpen } from '../../domain/rules/roster/roster-month-open.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { setBaseSource } from '../../store/base-change-store';
import { carryChanges, selectStandings } from '../../store/roster-store';
import { inMonth } from '../../store/unit-ratio-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';
import { amountsOf } from '../member/open-member-accounts';
import { overtakeDraft } from '../roster/overtake-draft';

/** Input of GJ09. */
export class CorrectBaseInput {
  @IsUUID()
  employerId!: string;

  @IsPersonName()
  name!: string;

  @IsResidentId()
  idNo!: string;

  /** Average monthly wage of the previous year, yuan. */
  @IsYuan({ min: '0.01' })
  base!: string;

  /** Why the base was wrong. */
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  reason!: string;

  /** First month whose list has it; the first one not confirmed yet unless given. */
  @IsOptional()
  @IsMonth()
  month?: string;
}

type Context = CaseContext<CorrectBaseInput>;

/** GJ09 个别缴存基数调整: the base of one member that is off what was declared for tax, from a month not yet remitted. */
@Injectable()
export class CorrectBaseItem implements Item<CorrectBaseInput> {
  readonly code = 'GJ09';
  readonly input = CorrectBaseInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    { name: 'base.wage', replaces: { zh: '职工工资表', en: 'wage table' } },
    { name: 'roster.month' },
    { name: 'base.member' },
    { name: 'employer.secondAgent' },
  ];
  readonly grants: Grants = { 'TAX.wages-of-many': ['employers'] };
  readonly rules = [
    unitRosterOpen,
    rosterMonthOpen,
    correctionMemberHere,
    correctionNeeded,
    correctionAgreesWithTax,
    secondAgentAgreed,
  ];
  readonly example: CorrectBaseInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    name: '王小明',
    idNo: '11010519491231002X',
    base: '8600.00',
    reason: '申报时漏计奖金',
    month: '2026-12',
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly parties: Parties,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, { employerId, idNo }: CorrectBaseInput): Promise<Subject> {
    const personId = await this.access.agentOf(tx, actor, employerId);
    // The key must not give the id number away to whoever can hash a few million of them.
    const member = this.sealer.blindIndex('correct-base', normaliseResidentId(idNo)).toString('hex');
    return { personId, employerId, accountId: null, businessKey: `${employerId}:${member}` };
  }

  async lock(tx: Tx, { input }: Context): Promise<void> {
    await selectUnitOfEmployer(tx, input.employerId, { lock: true });
  }

  async carryOut(
    tx: Tx,
    { input, caseId }: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const unit = await selectUnitOfEmployer(tx, input.employerId, { lock: true });
    const monthFact = facts.get('roster.month');
    const personId = this.parties.idOf(normaliseResidentId(input.idNo));
    const standing = (await selectStandings(tx, [personId])).get(personId);
    if (!unit || !standing || monthFact?.state !== 'known')
      throw new Error('an approved correction has a unit, a member and a month');
    const from = parseMonth((monthFact.value as RosterMonthFact).month);
    const terms = await inMonth(tx, unit, from);
    const limits = contributionLimits(parametersOn(`${from}-01`), unit.district, terms);
    const amounts = amountsOf(input.base, { unit: terms, limits });
    const of = { unitId: unit.unitId, from, caseId, on: this.clock.today(), at: this.clock.now() };
    await carryChanges(tx, of, [{ kind: 'base', accountId: standing.accountId, reason: null, amounts }]);
    await setBaseSource(tx, [standing.accountId], 'correction');
    const draftCancelled = await overtakeDraft(tx, unit.unitId, from);
    return {
      state: 'done',
      receipt: {
        accountNo: standing.accountNo,
        from,
        formerBase: yuan(standing.baseFen),
        base: yuan(amounts.base),
        employer: yuan(amounts.employer),
        employee: yuan(amounts.employee),
        draftCancelled,
      },
      event: { kind: 'done', body: { from } },
    };
  }
}
