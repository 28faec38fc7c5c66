import type { Fact, Json } from '../../../kernel/fact';
import { previousMonth } from '../../../kernel/month';
import type { Clock } from '../../../platform/clock';
import type { Tx } from '../../../platform/database/tx';
import type { UnitOfWork } from '../../../platform/database/unit-of-work';
import {
  type Applicant,
  askOf,
  type CaseContext,
  factFrom,
  type FactProvider,
  internalFact,
} from '../../casework';
import { type Employer, type Parties, sameName } from '../../party';
import type { CompanyRegistry, SocialInsurance } from '../../registry';
import type { CentralEmploymentFact, MoveAccountFact } from '../domain/member/account-move';
import { employedWhere, employmentStart, type Jobs } from '../domain/enrolment/employment';
import { type MovableAccount, selectMovable } from '../store/account-move-store';
import { selectMonthDue, selectUnlistedMonth } from '../store/roster-store';
import { selectUnit } from '../store/unit-account-store';
import { EMPLOYMENT_PERIOD } from './employment-period';
import { jobsOfRows } from './jobs.facts';

const DUTY = '《住房公积金管理条例》第十五条 (Regulations, article 15)';

interface Rooms {
  readonly parties: Parties;
  readonly insurance: SocialInsurance;
  readonly companies: CompanyRegistry;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

function whom({ applicant }: CaseContext): Applicant {
  if (!applicant) throw new Error('an account is moved for somebody');
  return applicant;
}

type Standing = Pick<MoveAccountFact, 'state' | 'at' | 'sealedFrom' | 'formerUnlisted'>;

const NOT_TOLD: Standing = { state: null, at: null, sealedFrom: null, formerUnlisted: null };

/**
 * `move.account`: the account that is to move, read under the locks of its units. An employer's agent who would have
 * somebody's account (GJ25) hears of it only once social insurance has that person with the employer, under that name.
 */
export function moveAccountFact({ parties, clock }: Rooms): FactProvider {
  const name = 'move.account';
  return {
    kind: 'internal',
    name,
    async provide(tx, context, known) {
      const { accountId, personId, item, actor } = context;
      const asksForOther = item === 'GJ25' && actor.role === 'employer-agent';
      const employment = asksForOther ? known.get('move.employment') : undefined;
      if (asksForOther && (employment?.state !== 'known' || employment.value !== 'here')) {
        const askedAt = clock.now().toISOString();
        return { name, state: 'unknown', reason: 'depends-on-unknown', source: 'contribution', askedAt };
      }
      const stored = (await parties.namesOf(tx, [personId])).get(personId);
      const nameAgrees = stored === undefined ? null : sameName(stored, whom(context).name);
      const told = !asksForOther || nameAgrees === true;
      const account = told && accountId !== null ? await selectMovable(tx, accountId) : null;
      const standing: Standing = account ? await standingOf(tx, account) : NOT_TOLD;
      const value: MoveAccountFact = { ...standing, nameAgrees };
      const receiptNo = account === null ? personId : String(account.accountId);
      return internalFact({ name, source: 'contribution', receiptNo, at: clock.now() }, value);
    },
  };
}

async function standingOf(
  tx: Tx,
  { state, unitKind, unitId, sealedFrom }: MovableAccount,
): Promise<Standing> {
  const unit = unitKind === 'employer' ? await selectUnit(tx, unitId, { lock: false }) : null;
  const open = unit && (await selectUnlistedMonth(tx, unit));
  const formerUnlisted = open && (await selectMonthDue(tx, unitId, previousMonth(open)));
  return { state, at: unitKind, sealedFrom, formerUnlisted };
}

/** `move.employment` and `move.start`: whether social insurance has the person with the employer of the case today, and since when. */
export function moveEmploymentFacts(rooms: Rooms): FactProvider[] {
  const needs = { 'SOC.employments': EMPLOYMENT_PERIOD };
  return [
    {
      kind: 'external',
      name: 'move.jobs',
      needs,
      provide(context, _fact, exchanges) {
        const asked = { places: [0], people: [whom(context)], length: 1 };
        return jobsOfRows('move.jobs', rooms, context, asked, exchanges);
      },
    },
    {
      kind: 'external',
      name: 'move.employment',
      needs,
      provide: async ({ today }, fact) =>
        ofPerson('move.employment', await fact('move.jobs'), (jobs) => employedWhere(jobs, today)),
    },
    {
      kind: 'external',
      name: 'move.start',
      needs,
      provide: async ({ today }, fact) =>
        ofPerson('move.start', await fact('move.jobs'), (jobs) => employmentStart(jobs, today)),
    },
  ];
}

/** What follows from the employments of the one person who was asked about. */
function ofPerson(name: string, told: Fact, word: (jobs: Jobs) => Json): Fact {
  if (told.state === 'unknown') return { ...told, name };
  const [jobs] = told.value as (Jobs | null)[];
  if (!jobs) throw new Error('social insurance answers about whom it was asked');
  return { ...told, name, value: word(jobs) };
}

/** The employer at whose unit the account is; null where it is at a unit without one. */
function employerOfAccount({ parties, unitOfWork }: Rooms, context: CaseContext): Promise<Employer | null> {
  return unitOfWork.read(context.centreId, async (tx) => {
    const account = context.accountId === null ? null : await selectMovable(tx, context.accountId);
    return account?.unitKind === 'employer' ? parties.employerById(tx, account.employerId) : null;
  });
}

/** `central.employer`: whether the company registry still has the employer: 'there', 'gone', or 'none' without one. */
export function centralEmployerFact(rooms: Rooms): FactProvider {
  const name = 'central.employer';
  return {
    kind: 'external',
    name,
    needs: { 'MSA.licence': ['status'] },
    async provide(context, _fact, exchanges) {
      const employer = await employerOfAccount(rooms, context);
      const at = rooms.clock.now();
      if (!employer)
        return internalFact({ name, source: 'contribution', receiptNo: context.personId, at }, 'none');
      const answer = await rooms.companies.licence(askOf(context, DUTY), employer.creditCode, ['status']);
      return factFrom({ name, source: 'MSA', at }, answer, exchanges, (licence) =>
        licence.registered && licence.status === 'in-business' ? 'there' : 'gone',
      );
    },
  };
}

/** `central.employment`: the last day at that employer as social insurance has it. */
export function centralEmploymentFact(rooms: Rooms): FactProvider {
  const name = 'central.employment';
  return {
    kind: 'external',
    name,
    needs: { 'SOC.employments': EMPLOYMENT_PERIOD },
    async provide(context, _fact, exchanges) {
      const employer = await employerOfAccount(rooms, context);
      const answer = await rooms.insurance.employments(
        askOf(context, DUTY),
        [whom(context)],
        EMPLOYMENT_PERIOD,
      );
      const of = { name, source: 'SOC', at: rooms.clock.now() };
      return factFrom(of, answer, exchanges, ([person]): CentralEmploymentFact => {
        const here = (person?.employments ?? []).filter(
          ({ creditCode }) => creditCode === employer?.creditCode,
        );
        const lasts = here.some(({ to }) => to === null || to >= context.today);
        const ends = here.flatMap(({ to }) => (to === null ? [] : [to])).sort();
        return { endedOn: lasts ? null : (ends.at(-1) ?? null) };
      });
    },
  };
}
