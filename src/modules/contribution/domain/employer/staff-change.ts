import type { Day } from '../../../../kernel/calendar';

/** How far social insurance may lag behind what happened (handbook 8). */
export const INSURANCE_LAG_DAYS = 60;

/** One employment with an employer, as social insurance tells it. */
export interface StaffPeriod {
  readonly name: string;
  readonly idNo: string;
  readonly from: Day;
  readonly to: Day | null;
}

/** Somebody came to the employer and is there, or has left it. */
export interface StaffChange {
  readonly kind: 'hired' | 'left';
  readonly name: string;
  readonly idNo: string;
  /** First day of the employment that runs, or last day of the latest one. */
  readonly happenedOn: Day;
}

/** What the periods of each person come to on a day, one change a person: with any running period nobody has left. */
export function staffChanges(periods: readonly StaffPeriod[], today: Day): StaffChange[] {
  const byPerson = new Map<string, StaffPeriod[]>();
  for (const period of periods) byPerson.set(period.idNo, [...(byPerson.get(period.idNo) ?? []), period]);
  return [...byPerson.values()].flatMap((own) => changeOf(own, today));
}

function changeOf(periods: readonly StaffPeriod[], today: Day): StaffChange[] {
  const begun = periods.filter(({ from }) => from <= today);
  const running = begun.filter(({ to }) => to === null || to >= today);
  const latest = (running.length > 0 ? running : begun).reduce<StaffPeriod | null>(
    (found, period) => (found === null || lastDay(period) > lastDay(found) ? period : found),
    null,
  );
  if (latest === null) return [];
  const { name, idNo, from, to } = latest;
  if (running.length > 0) return [{ kind: 'hired', name, idNo, happenedOn: from }];
  return to === null ? [] : [{ kind: 'left', name, idNo, happenedOn: to }];
}

function lastDay({ from, to }: StaffPeriod): string {
  return `${to ?? '9999-12-31'} ${from}`;
}
