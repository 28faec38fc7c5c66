import type { Json, KnownFact } from '../../../kernel/fact';
import type { Sealer } from '../../../platform/crypto/sealer';
import { DESK } from '../desk-answering';
import type { DeskAnswerRow } from '../store/desk-store';

/** A fact from a desk, and whose word it is. */
export interface DeskFact {
  readonly fact: KnownFact;
  readonly clerkPersonId: string;
}

/** Answers of the desk as facts, the last answer of each fact. They hold for this case, until a registry speaks. */
export function deskFacts(sealer: Sealer, answers: readonly DeskAnswerRow[]): readonly DeskFact[] {
  const last = new Map(answers.map((answer) => [answer.fact, answer]));
  return [...last.values()].map(({ fact: name, evidenceNo, valueSealed, answeredAt, clerkPersonId }) => ({
    fact: {
      name,
      state: 'known',
      value: JSON.parse(sealer.open(valueSealed)) as Json,
      source: DESK,
      receiptNo: evidenceNo,
      asOf: answeredAt.toISOString(),
      validUntil: null,
    },
    clerkPersonId,
  }));
}
