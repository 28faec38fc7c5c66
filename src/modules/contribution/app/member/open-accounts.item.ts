import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { parseDay } from '../../../../kernel/calendar';
import { canonicalJson } from '../../../../kernel/canonical-json';
import type { Decision } from '../../../../kernel/decision';
import type { Fact, Json } from '../../../../kernel/fact';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import { parametersOn } from '../../../policy';
import type { Grants } from '../../../registry';
import { contributionLimits } from '../../domain/member/contribution-limits';
import {
  type AccountWord,
  type EmploymentWord,
  judgeRows,
  type PoliceWord,
  ROW_REFUSAL_TEXT,
} from '../../domain/remittance/judge-row';
import { someRowCanBeOpened } from '../../domain/rules/member/some-row-can-be-opened.rule';
import { unitAccountOpen } from '../../domain/rules/employer/unit-account-open.rule';
import { carryChanges, selectUnlistedMonth } from '../../store/roster-store';
import { activateUnit } from '../../store/unit-state-store';
import { inMonth } from '../../store/unit-ratio-store';
import { selectUnitOfEmployer } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';
import { OpenAccountsInput } from './open-accounts.input';
import { newMember, OpenMemberAccounts } from './open-member-accounts';

type Context = CaseContext<OpenAccountsInput>;

/** GJ20 个人账户设立: a whole list at once, each row by its own merits. */
@Injectable()
export class OpenAccountsItem implements Item<OpenAccountsInput> {
  readonly code = 'GJ20';
  readonly input = OpenAccountsInput;
  readonly basis = 'statutory-duty';
  readonly submitters = ['employer-agent'] as const;
  readonly facts = [
    { name: 'unit.account' },
    {
      name: 'people.police',
      replaces: { zh: '职工身份证复印件', en: 'copies of the members’ identity cards' },
    },
    { name: 'people.employment', replaces: { zh: '劳动合同', en: 'employment contracts' } },
    { name: 'members.accounts' },
  ];
  readonly grants: Grants = {
    'POL.people': ['alive'],
    'SOC.employments': ['creditCode', 'from', 'to'],
  };
  readonly rules = [unitAccountOpen, someRowCanBeOpened];
  readonly example = {
    employerId: '0193a1c0-0000-7000-8000-000000000001',
    members: [{ name: '王小明', idNo: '11010519491231002X', base: '8000.00' }],
  };

  constructor(
    private readonly access: EmployerAccess,
    private readonly opening: OpenMemberAccounts,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  async subject(tx: Tx, actor: Actor, { employerId, members }: OpenAccountsInput): Promise<Subject> {
    const personId = await this.access.agentOf(tx, actor, employerId);
    const list = canonicalJson(members.map(({ idNo }) => normaliseResidentId(idNo)).sort());
    // The key must not give the id numbers away to whoever can hash a few million of them.
    const businessKey = `${employerId}:${this.sealer.blindIndex('open-accounts', list).toString('hex')}`;
    return { personId, employerId, accountId: null, businessKey };
  }

  async lock(tx: Tx, { input }: Context): Promise<void> {
    await selectUnitOfEmployer(tx, input.employerId, { lock: true });
  }

  async carryOut(
    tx: Tx,
    context: Context & { caseId: string },
    _decision: Decision,
    facts: ReadonlyMap<string, Fact>,
  ): Promise<CarryOutResult> {
    const { members } = context.input;
    const unit = await selectUnitOfEmployer(tx, context.input.employerId, { lock: true });
    if (!unit) throw new Error('an approved list has an employer with an account');
    const refusals = judgeRows(
      members,
      {
        police: known<PoliceWord[]>(facts, 'people.police'),
        employment: known<EmploymentWord[]>(facts, 'people.employment'),
        accounts: known<AccountWord[]>(facts, 'members.accounts'),
      },
      parseDay(context.today),
    );
    const openable = members.filter((_, index) => refusals[index] === null);
    const from = await selectUnlistedMonth(tx, unit);
    const terms = await inMonth(tx, unit, from);
    const limits = contributionLimits(parametersOn(context.lawDay), unit.district, terms);
    const openedOn = this.clock.today();
    const by = { unitId: unit.unitId, from, caseId: context.caseId, on: openedOn, at: this.clock.now() };
    const opened = await this.opening.open(tx, { unit: terms, limits, openedOn }, openable);
    if (opened.length > 0) await activateUnit(tx, unit, by);
    await carryChanges(tx, by, opened.map(newMember));
    const accountNos = opened.map(({ accountNo }) => accountNo);
    const rows = refusals.map((code, index): { readonly [key: string]: Json } => {
      if (code !== null)
        return { row: index + 1, result: 'refused', code, text: { ...ROW_REFUSAL_TEXT[code] } };
      return { row: index + 1, result: 'opened', accountNo: accountNos.shift() ?? null };
    });
    const counts = { opened: openable.length, refused: members.length - openable.length };
    return { state: 'done', receipt: { ...counts, rows }, event: { kind: 'done', body: counts } };
  }
}

function known<V>(facts: ReadonlyMap<string, Fact>, name: string): V {
  const fact = facts.get(name);
  if (fact?.state !== 'known') throw new Error(`${name} must be known when a case is approved`);
  return fact.value as unknown as V;
}
