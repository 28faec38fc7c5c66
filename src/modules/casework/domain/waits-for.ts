import type { Fact, UnknownReason } from '../../../kernel/fact';
import type { CaseState } from './case-state';

/** Reasons that asking the same registry again does not mend: they want a person, or hang on another fact. */
const notByAsking: readonly UnknownReason[] = ['denied', 'awaited', 'conflict', 'depends-on-unknown'];

/** Registries whose answer is missing and may still come, in one order. */
export function waitsFor(facts: Iterable<Fact>): readonly string[] {
  const sources = new Set<string>();
  for (const fact of facts)
    if (fact.state === 'unknown' && !notByAsking.includes(fact.reason)) sources.add(fact.source);
  return [...sources].sort();
}

/**
 * The queue in which an undecided case is taken up again: one a registry, one for those who wait for a person. Cases
 * of a registry that is down so never stand in front of others.
 */
export function laneOf(state: CaseState, waiting: readonly string[]): string {
  return waiting[0] ?? (state === 'counter' || state === 'overdue' ? 'desk' : '');
}
