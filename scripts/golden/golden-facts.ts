import type { Fact, Json } from '../../src/kernel/fact';
import type { ParameterSet } from '../../src/modules/policy';
import type { CaseInput } from './case-input';

/** Facts that say what a case says, known on its day. */
export function knownFacts(values: Readonly<Record<string, Json>>, day: string): ReadonlyMap<string, Fact> {
  const known = {
    state: 'known',
    source: 'golden',
    receiptNo: 'golden',
    asOf: `${day}T00:00:00.000Z`,
    validUntil: null,
  } as const;
  return new Map(Object.entries(values).map(([name, value]) => [name, { name, value, ...known }]));
}

/** The day's parameters with the case's own minimum that remains on the account. */
export function retaining(parameters: ParameterSet, input: CaseInput): ParameterSet {
  const money = (path: string) =>
    path === 'withdrawal.minRetain' ? input.money('minimumRetained') : parameters.money(path);
  return Object.create(parameters, { money: { value: money } }) as ParameterSet;
}
