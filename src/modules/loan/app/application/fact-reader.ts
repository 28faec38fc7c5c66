import type { Fact, Json } from '../../../../kernel/fact';
import type { CaseContext } from '../../../casework';
import { type FactReader, type ParameterSet, parametersOn } from '../../../policy';
import { knownValue } from './known-value';

/** The facts of an approved case as its rules read them, for what carry-out works out again. */
export function factReader(
  facts: ReadonlyMap<string, Fact>,
  { input, lawDay }: Pick<CaseContext, 'input' | 'lawDay'>,
): FactReader & { readonly parameters: ParameterSet; readonly input: unknown; readonly lawDay: string } {
  return {
    fact: <V extends Json>(name: string): V => knownValue<V>(facts, name),
    isKnown: (name) => facts.get(name)?.state === 'known',
    parameters: parametersOn(lawDay),
    input,
    lawDay,
  };
}
