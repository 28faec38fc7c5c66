import type { Json, KnownFact } from '../../../kernel/fact';
import type { Sealer } from '../../../platform/crypto/sealer';
import { DESK } from '../desk-answering';
import type { DeskAnswerRow } from '../store/desk-store';

/** Answers of the desk as facts, the last answer of each fact. They hold for this case, until a registry speaks. */
export function deskFacts(sealer: Sealer, answers: readonly DeskAnswerRow[]): readonly KnownFact[] {
  const last = new Map(answers.map((answer) => [answer.fact, answer]));
  return [...last.values()].map(({ fact, evidenceNo, valueSealed, answeredAt }) => ({
    name: fact,
    state: 'known',
    value: JSON.parse(sealer.open(valueSealed)) as Json,
    source: DESK,
    receiptNo: evidenceNo,
    asOf: answeredAt.toISOString(),
    validUntil: null,
  }));
}
