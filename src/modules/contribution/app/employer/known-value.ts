import type { Fact } from '../../../../kernel/fact';

/** The value of a fact that an approved case rests on. Throws when it is not known: then nothing was approved. */
export function knownValue<V>(facts: ReadonlyMap<string, Fact>, name: string): V {
  const fact = facts.get(name);
  if (fact?.state !== 'known') throw new Error(`${name} must be known when a case is approved`);
  return fact.value as unknown as V;
}
