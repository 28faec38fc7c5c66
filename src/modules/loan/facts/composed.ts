import type { Fact, Json, KnownFact, UnknownFact } from '../../../kernel/fact';
import { DESK, type ExchangeSink } from '../../casework';
import type { Answer } from '../../registry';

/** A fact that cannot be asked because another one is unknown; it names whose silence that is. */
export function dependsOn(name: string, other: Fact, at: Date): UnknownFact {
  return {
    name,
    state: 'unknown',
    reason: 'depends-on-unknown',
    source: other.source,
    askedAt: at.toISOString(),
  };
}

/** A fact that somebody has to say and has not yet. */
export function awaited(name: string, source: string, at: Date): UnknownFact {
  return { name, state: 'unknown', reason: 'awaited', source, askedAt: at.toISOString() };
}

/**
 * What follows from another fact alone, with its source and for as long. What follows from a paper seen at a desk is
 * no answer of the desk: nobody showed a paper for it.
 */
export function following<V extends Json>(name: string, other: KnownFact, value: V): KnownFact<V> {
  const { receiptNo, asOf, validUntil } = other;
  const source = other.source === DESK ? 'loan' : other.source;
  return { name, state: 'known', value, source, receiptNo, asOf, validUntil };
}

/**
 * Answers about several people as one fact: unknown with the first reason there is, else true since the oldest of them
 * and as long as the shortest. The evidence of all goes to the sink.
 */
export function factFromAll<T, V extends Json>(
  of: { name: string; source: string; at: Date },
  answers: readonly Answer<T>[],
  exchanges: ExchangeSink,
  map: (values: readonly T[]) => V,
): Fact<V> {
  answers.forEach(({ exchange }) => exchange && exchanges.add(exchange));
  const { name, source, at } = of;
  const known = answers.flatMap((answer) => (answer.state === 'known' ? [answer] : []));
  const silent = answers.find((answer) => answer.state === 'unknown');
  if (silent?.state === 'unknown')
    return { name, state: 'unknown', reason: silent.reason, source, askedAt: at.toISOString() };
  return {
    name,
    state: 'known',
    value: map(known.map(({ value }) => value)),
    source,
    receiptNo: known.map(({ receiptNo }) => receiptNo).join('、'),
    asOf: earliest(known.map(({ asOf }) => asOf)),
    validUntil: earliest(known.map(({ validUntil }) => validUntil)),
  };
}

/** No longer than what it rests on: half an answer about a household is asked again when the household changes. */
export function asLongAs<V extends Json>(fact: Fact<V>, ...others: readonly Fact[]): Fact<V> {
  if (fact.state === 'unknown') return fact;
  const until = others.map((other) => (other.state === 'known' ? other.validUntil : null));
  if (fact.validUntil === null || until.includes(null)) return { ...fact, validUntil: null };
  return { ...fact, validUntil: earliest([fact.validUntil, ...(until as string[])]) };
}

function earliest(instants: readonly string[]): string {
  return [...instants].sort()[0] ?? '';
}
