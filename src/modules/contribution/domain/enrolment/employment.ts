import { addDays, parseDay } from '../../../../kernel/calendar';

/** Days of an employment, both inclusive; `to` null while it lasts. */
export interface Period {
  readonly [key: string]: string | null;
  readonly from: string;
  readonly to: string | null;
}

/** Somebody's employments as one employer sees them: with it, and with whoever else. */
export interface Jobs {
  readonly [key: string]: Period[];
  readonly here: Period[];
  readonly elsewhere: Period[];
}

/** How the present employment with the employer began. */
export interface EmploymentStart {
  readonly [key: string]: string | boolean;
  /** Its first day. */
  readonly since: string;
  /** Whether nobody employed the person before. */
  readonly first: boolean;
}

/** The employments of a person, told apart by the employer's credit code. */
export function jobsOf(
  employments: readonly { readonly creditCode: string; readonly from: string; readonly to: string | null }[],
  creditCode: string,
): Jobs {
  const periods = (here: boolean): Period[] =>
    employments
      .filter((job) => (job.creditCode === creditCode) === here)
      .map(({ from, to }) => ({ from, to }));
  return { here: periods(true), elsewhere: periods(false) };
}

/** Where social insurance has the person today: with the employer, with others only, with nobody. */
export function employedWhere({ here, elsewhere }: Jobs, today: string): 'here' | 'elsewhere' | 'none' {
  const now = (period: Period): boolean => lasts(period, today);
  if (here.some(now)) return 'here';
  return elsewhere.some(now) ? 'elsewhere' : 'none';
}

/** Start of the employment that lasts today; periods without a day between them are one. null: there is none. */
export function employmentStart(jobs: Jobs, today: string): EmploymentStart | null {
  const present = jobs.here.filter((period) => lasts(period, today));
  if (present.length === 0) return null;
  const latestFirst = [...jobs.here].sort((a, b) => (a.from < b.from ? 1 : -1));
  let since = present.reduce((least, { from }) => (from < least ? from : least), present[0]?.from ?? today);
  for (const { from, to } of latestFirst)
    if (from < since && (to === null || addDays(parseDay(to), 1) >= since)) since = from;
  const first = [...jobs.here, ...jobs.elsewhere].every(({ from }) => from >= since);
  return { since, first };
}

function lasts({ from, to }: Period, today: string): boolean {
  return from <= today && (to === null || to >= today);
}
