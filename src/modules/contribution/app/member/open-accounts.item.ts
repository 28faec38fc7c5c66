import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { parseDay } from '../../../../kernel/calendar';
import { canonicalJson } from '../../../../kernel/canonical-json';
import type { Decision } from '../../../../kernel/decision';
import type { Fact, Json } from '../../../../kernel/fact';
import { normaliseResidentId } from '../../../../kernel/identifiers/resident-id';
import type { Month } from '../../../../kernel/month';
import { Clock } from '../../../../platform/clock';
import { Sealer } from '../../../../platform/crypto';
import type { Tx } from '../../../../platform/database/tx';
import type { CarryOutResult, CaseContext, Item, Subject } from '../../../casework';
import type { Grants } from '../../../registry';
import type { EmploymentStart } from '../../domain/enrolment/employment';
import {
  type AccountWord,
  type EmploymentWord,
  judgeRows,
  type PoliceWord,
} from '../../domain/remittance/judge-row';
import { offerOfOpened, offerOfRefused } from '../../domain/remittance/row-offer';
import { toldRefusal } from '../../domain/remittance/row-refusal';
import { someRowCanBeOpened3 } from '../../domain/rules/member/some-row-can-be-opened-3.rule';
import { someRowCanBeOpened4 } from '../../domain/rules/member/some-row-can-be-opened-4.rule';
import { someRowCanBeOpened5 } from '../../domain/rules/member/some-row-can-be-opened-5.rule';
import { unitAccountOpen } from '../../domain/rules/employer/unit-account-open.rule';
import { secondAgentAgreed } from '../../domain/rules/employer/second-agent-agreed.rule';
import { insertEnrolments } from '../../store/enrolment-store';
import type { NewMemberAccount } from '../../store/member-account-store';
import { carryChanges, selectUnlistedMonth } from '../../store/roster-store';
import { activateUnit } from '../../store/unit-state-store';
import { selectUnitOfEmployer, type UnitAccount } from '../../store/unit-account-store';
import { EmployerAccess } from '../employer/employer-access';
import {
  enrol,
  type Enrolled,
  enrolmentOf,
  enrolmentTold,
  termsIn,
  termsOfMonths,
} from '../enrolment/enrol-members';
import { type MemberInput, OpenAccountsInput } from './open-accounts.input';
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
    { name: 'people.start' },
    { name: 'members.accounts' },
    { name: 'employer.secondAgent' },
  ];
  readonly grants: Grants = {
    'POL.people': ['alive'],
    'SOC.employments': ['creditCode', 'from', 'to'],
  };
  readonly rules = [
    unitAccountOpen,
    someRowCanBeOpened3,
    someRowCanBeOpened4,
    someRowCanBeOpened5,
    secondAgentAgreed,
  ];
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
    const accounts = known<AccountWord[]>(facts, 'members.accounts');
    const refusals = judgeRows(
      members,
      {
        police: known<PoliceWord[]>(facts, 'people.police'),
        employment: known<EmploymentWord[]>(facts, 'people.employment'),
        accounts,
      },
      parseDay(context.today),
    );
    const starts = known<(EmploymentStart | null)[]>(facts, 'people.start');
    const open = await selectUnlistedMonth(tx, unit);
    const enrolled = members.map((_, index) =>
      refusals[index] === null ? enrolIn(starts[index], open) : null,
    );
    const opened = await this.open(tx, { unit, open, caseId: context.caseId }, members, enrolled);
    const rows = refusals.map((code, index) =>
      code === null
        ? { ...openedTold(index + 1, opened[index] ?? null), ...offerOfOpened(starts[index] ?? null) }
        : {
            ...toldRefusal(members[index], code, index + 1),
            ...offerOfRefused(code, accounts[index] ?? null),
          },
    );
    const done = opened.filter((row) => row !== null).length;
    const counts = { opened: done, refused: members.length - done };
    return { state: 'done', receipt: { ...counts, rows }, event: { kind: 'done', body: counts } };
  }

  /** Accounts, history and enrolments of the rows that are enrolled; null in the place of the others. */
  private async open(
    tx: Tx,
    { unit, open, caseId }: { unit: UnitAccount; open: Month; caseId: string },
    members: readonly MemberInput[],
    enrolled: readonly (Enrolled | null)[],
  ): Promise<(Opened | null)[]> {
    const openedOn = this.clock.today();
    const made = members.flatMap((member, index) => {
      const how = enrolled[index] ?? null;
      return how === null ? [] : [{ member, how }];
    });
    const terms = await termsOfMonths(
      tx,
      unit,
      made.map(({ how }) => how.from),
    );
    const joiners = made.map(({ member, how }) => ({ ...member, terms: termsIn(terms, how.from) }));
    const by = { unitId: unit.unitId, from: open, caseId, on: openedOn, at: this.clock.now() };
    const accounts = await this.opening.open(tx, { unitId: unit.unitId, openedOn }, joiners);
    const rows = made.flatMap(({ how }, index) => {
      const account = accounts[index];
      return account ? [{ account, how }] : [];
    });
    if (rows.length > 0) await activateUnit(tx, unit, by);
    await carryChanges(
      tx,
      by,
      rows.map(({ account, how }) => newMember(account, how.from)),
    );
    await insertEnrolments(
      tx,
      by,
      rows.map(({ account, how }) => enrolmentOf(account.accountId, how, true)),
    );
    let next = 0;
    return enrolled.map((how) => (how === null ? null : (rows[next++] ?? null)));
  }
}

interface Opened {
  readonly account: NewMemberAccount;
  readonly how: Enrolled;
}

function enrolIn(start: EmploymentStart | null | undefined, open: Month): Enrolled {
  if (!start) throw new Error('who is employed here began at some time');
  return enrol(start, open);
}

function openedTold(row: number, opened: Opened | null): { readonly [key: string]: Json } {
  if (opened === null) throw new Error('a row that is not refused is opened');
  return { row, result: 'opened', accountNo: opened.account.accountNo, ...enrolmentTold(opened.how) };
}

function known<V>(facts: ReadonlyMap<string, Fact>, name: string): V {
  const fact = facts.get(name);
  if (fact?.state !== 'known') throw new Error(`${name} must be known when a case is approved`);
  return fact.value as unknown as V;
}
