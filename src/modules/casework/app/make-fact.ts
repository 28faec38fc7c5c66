import type { Fact, Json, KnownFact } from '../../../kernel/fact';
import type { Answer } from '../../registry';
import type { CaseContext, ExchangeSink } from '../item';

/**
 * A registry's answer as a fact: evidence goes to the sink, the value is mapped to what rules read (no personal
 * data); an unknown answer stays unknown.
 */
export function factFrom<T, V extends Json>(
  of: { name: string; source: string; at: Date },
  answer: Answer<T>,
  exchanges: ExchangeSink,
  map: (value: T) => V,
): Fact<V> {
  if (answer.exchange) exchanges.add(answer.exchange);
  const { name, source } = of;
  if (answer.state === 'unknown') {
    return { name, state: 'unknown', reason: answer.reason, source, askedAt: of.at.toISOString() };
  }
  const { receiptNo, asOf, validUntil } = answer;
  return { name, state: 'known', value: map(answer.value), source, receiptNo, asOf, validUntil };
}

/** A fact read from our own tables: true now, under the locks of the case. */
export function internalFact<V extends Json>(
  of: { name: string; source: string; receiptNo: string; at: Date },
  value: V,
): KnownFact<V> {
  return {
    name: of.name,
    state: 'known',
    value,
    source: of.source,
    receiptNo: of.receiptNo,
    asOf: of.at.toISOString(),
    validUntil: null,
  };
}

/** Why and on whose behalf a registry is asked in a case. */
export function askOf(
  context: CaseContext,
  basis: string,
): { traceId: string; purpose: string; caseId: string | null; basis: string } {
  return { traceId: context.traceId, purpose: context.item, caseId: context.caseId, basis };
}
