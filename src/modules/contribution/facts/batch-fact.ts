import type { Fact, Json } from '../../../kernel/fact';
import type { Clock } from '../../../platform/clock';
import type { ExchangeSink } from '../../casework';
import type { Answer, PersonAsked } from '../../registry';

/** People a registry is asked about in one question. */
const BATCH = 1_000;

/**
 * Asks about many people, in questions of a thousand side by side, and makes one fact of the answers: a word for each
 * row of the list, null for rows not asked about. One question without an answer leaves the whole fact unknown.
 */
export async function batchFact<T, W extends Json>(
  of: { name: string; source: string; clock: Clock },
  asked: { places: readonly number[]; people: readonly PersonAsked[]; length: number },
  exchanges: ExchangeSink,
  ask: (people: readonly PersonAsked[]) => Promise<Answer<T[]>>,
  word: (record: T) => W,
): Promise<Fact> {
  const at = of.clock.now().toISOString();
  const parts = Array.from({ length: Math.ceil(asked.people.length / BATCH) }, (_, part) =>
    asked.people.slice(part * BATCH, (part + 1) * BATCH),
  );
  const answers = await Promise.all(parts.map(ask));
  const value = Array.from({ length: asked.length }, (): W | null => null);
  const receipts: { receiptNo: string; asOf: string; validUntil: string }[] = [];
  let place = 0;
  let unknown: Fact | null = null;
  for (const answer of answers) {
    if (answer.exchange) exchanges.add(answer.exchange);
    if (answer.state === 'unknown') {
      unknown ??= { name: of.name, state: 'unknown', reason: answer.reason, source: of.source, askedAt: at };
      continue;
    }
    receipts.push(answer);
    for (const record of answer.value) value[asked.places[place++] ?? -1] = word(record);
  }
  if (unknown) return unknown;
  const nobody = { receiptNo: 'nobody to ask about', asOf: at, validUntil: at };
  const first = receipts[0] ?? nobody;
  return {
    name: of.name,
    state: 'known',
    value,
    source: of.source,
    receiptNo: receipts.map(({ receiptNo }) => receiptNo).join(', ') || nobody.receiptNo,
    asOf: receipts.reduce((least, { asOf }) => (asOf < least ? asOf : least), first.asOf),
    validUntil: receipts.reduce(
      (least, { validUntil }) => (validUntil < least ? validUntil : least),
      first.validUntil,
    ),
  };
}
