import type { Json } from '../../../../kernel/fact';
import type { PoliceWord } from '../remittance/judge-row';
import type { EmploymentStart } from '../enrolment/employment';
import type {
  RosterEmploymentWord,
  RosterMemberWord,
  RosterWords,
  TransferHindrance,
} from './judge-roster-row';

/** The facts about the rows of a roster change; `known` gives a fact's value, or null while it is unknown. */
export function rosterWords(known: (name: string) => Json | null): RosterWords {
  return {
    police: known('roster.police') as PoliceWord[] | null,
    employment: known('roster.employment') as RosterEmploymentWord[] | null,
    members: known('roster.members') as RosterMemberWord[] | null,
  };
}

/** The same with how the employments began, which article 17 asks for, and with what hinders a transfer. */
export function rosterWordsInFull(known: (name: string) => Json | null): RosterWords {
  return {
    ...rosterWords(known),
    starts: known('roster.start') as (EmploymentStart | null)[] | null,
    transfers: known('roster.transfers') as (TransferHindrance | null)[] | null,
  };
}
