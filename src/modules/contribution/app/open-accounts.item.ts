import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { type Day, parseDay } from '../../../kernel/calendar';
import { canonicalJson } from '../../../kernel/canonical-json';
import type { Decision } from '../../../kernel/decision';
import type { Fact, Json } from '../../../kernel/fact';
import { normaliseResidentId } from '../../../kernel/identifiers/resident-id';
import { parseYuan } from '../../../kernel/money';
import { parseRate } from '../../../kernel/rate';
import { Clock } from '../../../platform/clock';
import { Sealer } from '../../../platform/crypto';
import { violatedConstraint } from '../../../platform/database/connection-fault';
import type { Tx } from '../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../casework';
import { Ledger } from '../../ledger';
import { Parties } from '../../party';
import { parametersOn } from '../../policy';
import type { Grants } from '../../registry';
import { memberAccountNo } from '../domain/account-numbers';
import { contributionLimits } from '../domain/contribution-limits';
import {
  type AccountWord,
  type EmploymentWord,
  judgeRows,
  type PoliceWord,
  ROW_REFUSAL_TEXT,
} from '../domain/judge-row';
import { monthlyContribution } from '../domain/monthly-contribution';
import { someRowCanBeOpened } from '../domain/rules/some-row-can-be-opened.rule';
import { unitAccountOpen } from '../domain/rules/unit-account-open.rule';
import { insertMemberAccounts, type NewMemberAccount } from '../store/member-account-store';
import { selectUnitOfEmployer, type UnitAccount } from '../store/unit-account-store';
import { EmployerAccess } from './employer-access';
import { type MemberInput, OpenAccountsInput } from './open-accounts.input';

/** Another list opened an account for the same person at the same moment; the unit of work decides afresh. */
class OpenedMeanwhile extends Error {
  override name = 'OpenedMeanwhile';
  readonly code = '40001';
}

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
    private readonly parties: Parties,
    private readonly ledger: Ledger,
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
    const accountNos = await this.open(tx, unit, openable, context.lawDay);
    const rows = refusals.map((code, index): { readonly [key: string]: Json } => {
      if (code !== null)
        return { row: index + 1, result: 'refused', code, text: { ...ROW_REFUSAL_TEXT[code] } };
      return { row: index + 1, result: 'opened', accountNo: accountNos.shift() ?? null };
    });
    const counts = { opened: openable.length, refused: members.length - openable.length };
    return { state: 'done', receipt: { ...counts, rows }, event: { kind: 'done', body: counts } };
  }

  /** Opens accounts for all of them, set by set; returns their numbers in the order given. */
  private async open(
    tx: Tx,
    unit: UnitAccount,
    members: readonly MemberInput[],
    lawDay: string,
  ): Promise<string[]> {
    const openedOn = this.clock.today();
    const people = await this.parties.ensurePersons(tx, members);
    const wanted = { kind: 'member', subject: '201', unitId: unit.unitId } as const;
    const ids = await this.ledger.openAccounts(
      tx,
      members.map(() => wanted),
      openedOn,
    );
    const terms = { unit, openedOn, limits: contributionLimits(parametersOn(lawDay), unit.district) };
    const accounts = members.map((member, index) => newAccount(member, people[index]?.id, ids[index], terms));
    try {
      await insertMemberAccounts(tx, { unitId: unit.unitId, openedOn }, accounts);
    } catch (error) {
      if (violatedConstraint(error) !== 'member_account_one_open') throw error;
      throw new OpenedMeanwhile('an account was opened for one of these people meanwhile');
    }
    return accounts.map(({ accountNo }) => accountNo);
  }
}

function newAccount(
  member: MemberInput,
  personId: string | undefined,
  accountId: bigint | undefined,
  terms: { unit: UnitAccount; openedOn: Day; limits: ReturnType<typeof contributionLimits> },
): NewMemberAccount {
  if (personId === undefined || accountId === undefined)
    throw new Error('each row has a person and an account');
  const { unit, openedOn, limits } = terms;
  const amounts = monthlyContribution(
    {
      averageMonthlyWage: parseYuan(member.base),
      employerRatio: parseRate(unit.ratioEmployer),
      employeeRatio: parseRate(unit.ratioEmployee),
    },
    limits,
  );
  if (!amounts.ok) throw new Error('the ratios of the employer are outside the limits of the day');
  const { base, employer, employee } = amounts;
  return { accountId, accountNo: memberAccountNo(openedOn, accountId), personId, base, employer, employee };
}

function known<V>(facts: ReadonlyMap<string, Fact>, name: string): V {
  const fact = facts.get(name);
  if (fact?.state !== 'known') throw new Error(`${name} must be known when a case is approved`);
  return fact.value as unknown as V;
}
