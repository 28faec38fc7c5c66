import type { Fact, KnownFact } from '../../../kernel/fact';
import { DESK, type DeskAnswering } from '../desk-answering';

/**
 * One fact of what a registry and a person's evidence say. The registry's word counts where it has one and both say
 * the same; where they differ the fact is unknown for a `conflict`, so that neither wins silently. Evidence that is no
 * whole answer beside the other facts leaves the fact unknown as well.
 * @param beside the facts that `desk.beside` names.
 */
export function besideRegistry(
  desk: DeskAnswering,
  registry: Fact,
  answered: KnownFact,
  beside: ReadonlyMap<string, Fact>,
): Fact {
  const { name } = registry;
  if (registry.state === 'known') {
    if (desk.same(registry.value, answered.value)) return registry;
    return { name, state: 'unknown', reason: 'conflict', source: registry.source, askedAt: registry.asOf };
  }
  if (desk.fits?.(answered.value, beside) === false) {
    return { name, state: 'unknown', reason: 'conflict', source: DESK, askedAt: registry.askedAt };
  }
  return answered;
}
