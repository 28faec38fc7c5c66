import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { Decision } from '../../../../kernel/decision';
import type { Fact } from '../../../../kernel/fact';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { fen, yuan } from '../../../../kernel/money';
import { parseMonth } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import type { Grants } from '../../../registry';
import { moveApprovalNamesBoth } from '../../domain/rules/employer/move-approval-names-both.rule';
import { moveMembersThere } from '../../domain/rules/employer/move-members-there.rule';
import { staffMoveMonthOpen } from '../../domain/rules/employer/staff-move-month-open.rule';
import { moveSourceSettled } from '../../domain/rules/employer/move-source-settled.rule';
import { moveSourceSettled2 } from '../../domain/rules/employer/move-source-settled-2.rule';
import { moveTargetInBusiness } from '../../domain/rules/employer/move-target-in-business.rule';
import { insertUnitMove, moveAccounts, selectMovingAccounts } from '../../store/move-store';
import { cancelDraftsFrom } from '../../store/remittance-list-store';
import { selectUnitOfEmployer, type UnitAccount } from '../../store/unit-account-store';
import { endMandate } from '../../store/unit-mandate-store';
import { activateUnit, moveUnit } from '../../store/unit-state-store';
import { termsIn, termsOfMonths } from '../enrolment/enrol-members';
import { amountsOf } from '../member/open-member-accounts';
import { AgentAtCounter } from './agent-at-counter';
import { numberOf } from './evidence-of';
import { MoveMembersInput } from './move-members.input';
import { assertUnitStep, nothingAsked, unitStepImpossible } from './unit-problems';

type Context = CaseContext<MoveMembersInput>;

/** GJ06 合并分立改制: members go to another employer together, with all they have and under their numbers. */
@Injectable()
export class MoveMembersItem implements Item<MoveMembersInput> {
  readonly code = 'GJ06';
  readonly input = MoveMembersInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['clerk'] as const;
  readonly facts = [
    { name: 'move.approval' },
    {
      name: 'move.target',
      replaces: { zh: '接收单位营业执照复印件', en: 'copy of the receiving employer’s licence' },
    },
    { name: 'move.units' },
  ];
  readonly grants: Grants = { 'MSA.licence': ['status'] };
  readonly rules = [
    moveApprovalNamesBoth,
    moveTargetInBusiness,
    moveSourceSettled,
    moveSourceSettled2,
    staffMoveMonthOpen,
    moveMembersThere,
  ];
  readonly example: MoveMembersInput = {
    kind: 'merger',
    fromEmployerId: '0193a1c0-0000-7000-8000-000000000001',
    toEmployerId: '0193a1c0-0000-7000-8000-000000000003',
    agent: { name: '王小明', idNo: '11010519491231002X' },
    fromMonth: '2026-12',
    papers: {},
  };

  constructor(
    private readonly agents: AgentAtCounter,
    private readonly parties: Parties,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404; 400 for a split without members or others with; 409 for accounts in the wrong state. */
  async subject(tx: Tx, _actor: Actor, input: MoveMembersInput): Promise<Subject> {
    const { kind, fromEmployerId, toEmployerId, agent, members } = input;
    const { personId, applicant, unit } = await this.agents.of(tx, fromEmployerId, agent);
    const target = await selectUnitOfEmployer(tx, toEmployerId, { lock: false });
    if (!target || toEmployerId === fromEmployerId) throw notFound();
    if ((kind === 'split') !== (members !== undefined)) throw nothingAsked(['members']);
    assertUnitStep(unit.state, '05');
    if (target.state !== '01' && target.state !== '02') throw unitStepImpossible(target.state);
    return { personId, employerId: fromEmployerId, accountId: null, applicant, businessKey: fromEmployerId };
  }

  async lock(tx: Tx, { input }: Context): Promise<void> {
    await this.units(tx, input);
  }

  /** The ledger first: it takes the members’ balances, as every posting does before it touches their accounts. */
  async carryOut(
    tx: Tx,
    { input, caseId, today }: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { source, target } = await this.units(tx, input);
    const people = input.members?.map(({ idNo }) => this.parties.idOf(normaliseResidentId(idNo))) ?? null;
    const month = parseMonth(input.fromMonth);
    const [from, to] = [source.unitId, target.unitId];
    const journal = { kind: 'unit-move', sourceId: caseId, businessDate: today, valueDate: today };
    const accounts = await selectMovingAccounts(tx, from, people);
    const ids = accounts.map(({ accountId }) => accountId);
    const { accounts: members, movedFen } = await this.ledger.moveToUnit(tx, journal, ids, to);
    const by = { caseId, on: today, at: this.clock.now() };
    const terms = termsIn(await termsOfMonths(tx, target, [month]), month);
    // Both sides follow the ratios of the receiving employer from the month of the move.
    const remitted = accounts
      .filter((account) => account.remitted)
      .map(({ accountId, baseFen }) => ({ accountId, ...amountsOf(yuan(baseFen), terms) }));
    const moved = await moveAccounts(tx, { from, to, people, month }, remitted, by);
    if (moved !== members) throw new Error(`${members} balances and ${moved} accounts moved`);
    const amount = fen(movedFen);
    const evidenceNo = numberOf(facts, 'move.approval');
    await insertUnitMove(tx, {
      caseId,
      kind: input.kind,
      from,
      to,
      month,
      members,
      amountFen: amount,
      evidenceNo,
      on: today,
    });
    await this.settle(tx, input, { source, target }, { caseId, on: today });
    const receipt = { members, amount: yuan(amount), from: month, toUnitAccountNo: target.unitAccountNo };
    return { state: 'done', receipt, event: { kind: 'done', body: receipt } };
  }

  /** Drafts give way, the receiving account is active, and an employer that is no more is sealed until it is closed. */
  private async settle(
    tx: Tx,
    { kind, fromMonth }: MoveMembersInput,
    { source, target }: { source: UnitAccount; target: UnitAccount },
    by: { caseId: string; on: string },
  ): Promise<void> {
    const month = parseMonth(fromMonth);
    for (const { unitId } of [source, target]) await cancelDraftsFrom(tx, unitId, month);
    await activateUnit(tx, target, by);
    if (kind === 'split') return;
    await moveUnit(tx, source.unitId, { from: source.state, to: '05', ...by });
    await endMandate(tx, source.unitId, by);
  }

  /** Both accounts, locked in the order of their ids. */
  private async units(
    tx: Tx,
    { fromEmployerId, toEmployerId }: MoveMembersInput,
  ): Promise<{ source: UnitAccount; target: UnitAccount }> {
    const seen = [
      await selectUnitOfEmployer(tx, fromEmployerId, { lock: false }),
      await selectUnitOfEmployer(tx, toEmployerId, { lock: false }),
    ];
    const inOrder = seen
      .flatMap((unit) => (unit ? [unit] : []))
      .sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
    const locked = new Map<string, UnitAccount>();
    for (const { employerId } of inOrder) {
      const unit = await selectUnitOfEmployer(tx, employerId, { lock: true });
      if (unit) locked.set(employerId, unit);
    }
    const [source, target] = [locked.get(fromEmployerId), locked.get(toEmployerId)];
    if (!source || !target) throw new Error('both employers of a move have accounts');
    return { source, target };
  }
}
