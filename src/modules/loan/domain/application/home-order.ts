import type { FactReader, ParameterSet } from '../../../policy';
import type { Rate } from '../../../../kernel/rate';
import type { CoNationwideFact, FamilyHomesFact, HistoryFact, NationwideFact } from './fact-values';

/** Which home of a family it is: LE6 of handbook 5.1. */
export type HomeOrder = 'first' | 'second' | 'third';

export const homeOrderFacts = [
  'family.homes',
  'loan.history',
  'loan.nationwide',
  'loan.coNationwide',
] as const;

export interface HomesCounted {
  readonly homes: number;
  /** Housing fund loans the couple ever had, here and elsewhere, each once. */
  readonly loans: number;
}

/** All that is counted. Unknown while a fact is, unless what is known makes it a third home already. */
export function countHomes(reader: FactReader): HomesCounted {
  const known = counted(reader, (name) => reader.isKnown(name));
  return orderOf(known) === 'third' ? known : counted(reader, () => true);
}

/** No home and no loan: the first; two of either: the third; anything between: the second. */
export function orderOf({ homes, loans }: HomesCounted): HomeOrder {
  if (homes === 0 && loans === 0) return 'first';
  return homes >= 2 || loans >= 2 ? 'third' : 'second';
}

/** The rate and the down payment of a third home are never asked: none is granted. */
export function pricedAs(order: HomeOrder): 'first' | 'second' {
  return order === 'first' ? 'first' : 'second';
}

/** The part of the price that must be the buyer's own money. */
export function downRatioOf(order: HomeOrder, affordable: boolean, parameters: ParameterSet): Rate {
  if (affordable) return parameters.rate('loan.downAffordable');
  return parameters.rate(order === 'first' ? 'loan.downFirst' : 'loan.downSecond');
}

function counted(reader: FactReader, reads: (name: string) => boolean): HomesCounted {
  const homes = reads('family.homes') ? reader.fact<FamilyHomesFact>('family.homes').homes : 0;
  const here = reads('loan.history') ? reader.fact<HistoryFact>('loan.history').familyUsed : 0;
  const own = reads('loan.nationwide')
    ? reader.fact<NationwideFact>('loan.nationwide').contracts.map(({ key }) => key)
    : [];
  const others = reads('loan.coNationwide')
    ? reader
        .fact<CoNationwideFact>('loan.coNationwide')
        .filter(({ role }) => role === 'spouse')
        .flatMap(({ contracts }) => contracts.map(({ key }) => key))
    : [];
  return { homes, loans: here + new Set([...own, ...others]).size };
}
