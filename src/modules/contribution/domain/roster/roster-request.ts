import type { RosterRow } from './roster-change';

/** Inputs of GJ10, GJ23 and GJ24 as their rules and facts see them. */
export interface RosterInput {
  readonly employerId: string;
  readonly month?: string;
  readonly partial?: boolean;
  readonly changes?: readonly RosterRow[];
  readonly name?: string;
  readonly idNo?: string;
  readonly base?: string;
  readonly reason?: string;
  readonly endedOn?: string;
}

/** The rows an application is about: its list, or the one member of a seal (which has a reason) or an unseal. */
export function rosterRowsOf(input: unknown): readonly RosterRow[] {
  const { changes, name = '', idNo = '', base, reason, endedOn } = input as RosterInput;
  if (changes) return changes;
  const person = { name, idNo };
  if (reason === undefined) return [{ kind: 'unseal', ...person, ...(base === undefined ? {} : { base }) }];
  return [{ kind: 'seal', ...person, reason, ...(endedOn === undefined ? {} : { endedOn }) }];
}

/** Whether rows that can be carried out are although others cannot. */
export function isPartial(input: unknown): boolean {
  return (input as RosterInput).partial === true;
}

/** Whether the employer named the month; else each change holds from the first month that is open and lawful for it. */
export function namesMonth(input: unknown): boolean {
  return (input as RosterInput).month !== undefined;
}
