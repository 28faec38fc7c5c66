import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { parseMonth } from '../../../../kernel/month';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import { takenUpFrom } from '../../../policy';
import type { Grants } from '../../../registry';
import type { EmploymentStart } from '../../domain/enrolment/employment';
import type { RosterMonthFact } from '../../domain/facts';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { unitRosterOpen } from '../../domain/rules/employer/unit-roster-open.rule';
import { moveAccountFree } from '../../domain/rules/move/move-account-free.rule';
import { moveAccountFree2 } from '../../domain/rules/move/move-account-free-2.rule';
import { moveAccountNotFrozen } from '../../domain/rules/move/move-account-not-frozen.rule';
import { moveAccountSealed } from '../../domain/rules/move/move-account-sealed.rule';
import { moveAccountThere } from '../../domain/rules/move/move-account-there.rule';
import { moveEmployedThere } from '../../domain/rules/move/move-employed-there.rule';
import { moveFormerMonthsListed } from '../../domain/rules/move/move-former-months-listed.rule';
import { moveMemberNamed } from '../../domain/rules/move/move-member-named.rule';
import { moveMonthOfLaw } from '../../domain/rules/move/move-month-of-law.rule';
import { moveMonthOpen } from '../../domain/rules/move/move-month-open.rule';
import { moveWageDeclared } from '../../domain/rules/move/move-wage-declared.rule';
import { EMPLOYMENT_PERIOD } from '../../facts/employment-period';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { enrol } from '../enrolment/enrol-members';
import { AccountMoves } from './account-moves';
import { needed, Movers } from './movers';
import { TransferInput } from './move.input';

type Context = CaseContext<TransferInput>;

/** GJ25 同城转移: a sealed account joins another employer of the city with all that is on it. */
@Injectable()
export class TransferAccountItem implements Item<TransferInput> {
  readonly code = 'GJ25';
  readonly input = TransferInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent', 'member'] as const;
  readonly facts = [
    { name: 'move.account' },
    { name: 'account.engagement' },
    { name: 'unit.account' },
    { name: 'roster.month' },
    {
      name: 'move.employment',
      replaces: { zh: '调动证明或新单位劳动合同', en: 'transfer paper or the new employment contract' },
    },
    { name: 'move.start' },
    { name: 'employer.secondAgent' },
  ];
  readonly grants: Grants = { 'SOC.employments': EMPLOYMENT_PERIOD };
  readonly rules = [
    unitRosterOpen,
    moveAccountThere,
    moveMemberNamed,
    moveAccountSealed,
    moveAccountNotFrozen,
    moveAccountFree,
    moveAccountFree2,
    moveFormerMonthsListed,
    moveEmployedThere,
    moveMonthOpen,
    moveMonthOfLaw,
    moveWageDeclared,
    takenUpFrom('2026-12-01', secondAgentAgreed),
  ];
  readonly example: TransferInput = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    name: '王小明',
    idNo: '11010519491231002X',
    base: '8000.00',
  };

  constructor(
    private readonly movers: Movers,
    private readonly parties: Parties,
    private readonly ledger: Ledger,
    private readonly moves: AccountMoves,
  ) {}

  async subject(tx: Tx, actor: Actor, input: TransferInput): Promise<Subject> {
    const { creditCode, ...named } = input;
    const applicant = await this.movers.whom(tx, actor, named);
    const employerId = named.employerId ?? (await this.registered(tx, creditCode));
    const { personId, accountId } = await this.movers.personOf(tx, applicant);
    // An agent may name anybody: what our books have is told by the rules, of somebody who works there.
    if (actor.role === 'member') await this.movers.assertStep(tx, accountId, 'transfer');
    return { personId, employerId, accountId, applicant, businessKey: personId };
  }

  private async registered(tx: Tx, creditCode: string | undefined): Promise<string> {
    if (creditCode === undefined) throw needed('creditCode');
    const employer = await this.parties.employerByCreditCode(tx, creditCode);
    if (!employer) throw notFound();
    return employer.id;
  }

  async lock(tx: Tx, { accountId, caseId, employerId }: Context): Promise<void> {
    const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: false });
    if (accountId === null) return;
    await this.moves.lock(tx, { accountId, caseId, kind: 'transfer' }, unit ? [unit.unitId] : []);
  }

  async unlock(tx: Tx, { accountId, caseId }: Context): Promise<void> {
    if (accountId !== null && caseId !== null) await this.ledger.disengage(tx, accountId, caseId);
  }

  async carryOut(
    tx: Tx,
    { accountId, employerId, input, caseId }: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const unit = employerId === null ? null : await selectUnitOfEmployer(tx, employerId, { lock: true });
    const month = facts.get('roster.month');
    const start = facts.get('move.start');
    if (accountId === null || !unit || month?.state !== 'known' || start?.state !== 'known' || !start.value)
      throw new Error('an approved transfer has an account, a unit, a month and an employment');
    const asked = parseMonth((month.value as RosterMonthFact).month);
    const wanted = await this.moves.firstFree(tx, accountId, asked);
    const how = enrol(start.value as EmploymentStart, wanted);
    const of = { accountId, unit, how, base: input.base, caseId };
    const receipt = await this.moves.join(tx, of);
    await this.ledger.disengage(tx, accountId, caseId);
    return { state: 'done', receipt: { ...receipt }, event: { kind: 'done', body: {} } };
  }
}
