import type { Fact, Json } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock';
import type { UnitOfWork } from '../../../platform/database/unit-of-work';
import { askOf, type CaseContext, type ExchangeSink } from '../../casework';
import type { Employer, Parties } from '../../party';
import type { PersonAsked, SocialInsurance } from '../../registry';
import { type EmploymentStart, employmentStart, type Jobs, jobsOf } from '../domain/enrolment/employment';
import { batchFact } from './batch-fact';
import { EMPLOYMENT_PERIOD } from './employment-period';

const DUTY = '《住房公积金管理条例》第十五条 (Regulations, article 15)';

export interface InsuranceAround {
  readonly insurance: SocialInsurance;
  readonly parties: Parties;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** The employer a case is about. */
export async function employerOf(
  { parties, unitOfWork }: Pick<InsuranceAround, 'parties' | 'unitOfWork'>,
  { employerId, centreId }: CaseContext,
): Promise<Employer> {
  if (employerId === null) throw new Error('employments are compared with an employer');
  const employer = await unitOfWork.read(centreId, (tx) => parties.employerById(tx, employerId));
  if (!employer) throw new Error(`the employer ${employerId} of an accepted case is gone`);
  return employer;
}

/**
 * The employments of each row's person as the employer of the case sees them; null for rows not asked about. Items name
 * what follows from it, so that one question serves all of that and periods are kept nowhere.
 */
export async function jobsOfRows(
  name: string,
  around: InsuranceAround,
  context: CaseContext,
  asked: { places: readonly number[]; people: readonly PersonAsked[]; length: number },
  exchanges: ExchangeSink,
): Promise<Fact> {
  const employer = await employerOf(around, context);
  return batchFact(
    { name, source: 'SOC', clock: around.clock },
    asked,
    exchanges,
    (people) => around.insurance.employments(askOf(context, DUTY), people, EMPLOYMENT_PERIOD),
    ({ employments }): Jobs => jobsOf(employments, employer.creditCode),
  );
}

/** What follows for each row from what was told of it; rows not asked about stay null, and unknown stays unknown. */
export function ofEachRow<V extends Json, W extends Json>(
  name: string,
  told: Fact,
  word: (value: V, place: number) => W,
): Fact {
  if (told.state === 'unknown') return { ...told, name };
  const value = (told.value as (V | null)[]).map((row, place) => (row === null ? null : word(row, place)));
  return { ...told, name, value };
}

/** When and how each row's present employment here began; null of those who have none. */
export function startsOfRows(name: string, jobs: Fact, today: string): Fact {
  return ofEachRow<Jobs, EmploymentStart | null>(name, jobs, (row) => employmentStart(row, today));
}
