import type { Fact, Json } from '../../../../kernel/fact';

/** Value of a fact that an approval rests on; an unknown one is a fault of the decision. */
export function knownValue<V extends Json>(facts: ReadonlyMap<string, Fact>, name: string): V {
  const fact = facts.get(name);
  if (fact?.state !== 'known') throw new Error(`an approval rests on ${name}`);
  return fact.value as V;
}
