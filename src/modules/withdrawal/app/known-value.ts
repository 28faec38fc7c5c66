import type { Fact } from '../../../kernel/fact';

/** Value of a fact that an approval rests on. @throws when it is unknown, which no approval is. */
export function knownValue<V>(facts: ReadonlyMap<string, Fact>, name: string): V {
  const fact = facts.get(name);
  if (fact?.state !== 'known') throw new Error(`${name} must be known when a case is approved`);
  return fact.value as unknown as V;
}
