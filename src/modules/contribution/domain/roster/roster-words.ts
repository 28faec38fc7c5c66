import type { Json } from '../../../../kernel/fact';
import type { PoliceWord } from '../remittance/judge-row';
import type { RosterEmploymentWord, RosterMemberWord, RosterWords } from './judge-roster-row';

/** The facts about the rows of a roster change; `known` gives a fact's value, or null while it is unknown. */
export function rosterWords(known: (name: string) => Json | null): RosterWords {
  return {
    police: known('roster.police') as PoliceWord[] | null,
    employment: known('roster.employment') as RosterEmploymentWord[] | null,
    members: known('roster.members') as RosterMemberWord[] | null,
  };
}
