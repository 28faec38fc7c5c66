import type { Fact, UnknownFact, UnknownReason } from '../../../kernel/fact';
import type { CaseState } from './case-state';

/** Reasons that asking the same registry again does not mend: they want a person, or hang on another fact. */
const notByAsking: readonly UnknownReason[] = ['denied', 'awaited', 'conflict', 'depends-on-unknown'];

/** Registries whose answer is missing and may still come, in one order. */
export function waitsFor(facts: Iterable<Fact>): readonly string[] {
  return [...new Set([...mayStillCome(facts)].map(({ source }) => source))].sort();
}

/**
 * Whether an answer that may still come has not come by the day `personBy`. A source that is known to lag is given its
 * time; what somebody has to say is no silence of a registry.
 */
export function silentTooLong(facts: Iterable<Fact>, personBy: string, today: string): boolean {
  return [...mayStillCome(facts)].some(({ lagsUntil = personBy }) => today > personBy && today > lagsUntil);
}

function* mayStillCome(facts: Iterable<Fact>): Iterable<UnknownFact> {
  for (const fact of facts) if (fact.state === 'unknown' && !notByAsking.includes(fact.reason)) yield fact;
}

/**
 * The queue in which an undecided case is taken up again: one a registry, one for those who wait for a person. Cases
 * of a registry that is down so never stand in front of others.
 */
export function laneOf(state: CaseState, waiting: readonly string[]): string {
  return waiting[0] ?? (state === 'counter' || state === 'overdue' ? 'desk' : '');
}
