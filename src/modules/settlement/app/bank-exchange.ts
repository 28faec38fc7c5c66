import { sha256Hex } from '../../../kernel/canonical-json';
import type { UnknownReason } from '../../../kernel/fact';
import { newId } from '../../../kernel/identifiers/uuid';
import type { Sealer } from '../../../platform/crypto/sealer';
import type { Answer, Ask, Exchange } from '../../registry';
import type { BankCall } from '../domain/bank-line';

/** Handbook 8, BNK: what a bank says holds one day. */
const TIME_TO_LIVE_MS = 86_400_000;

interface Asked {
  readonly ask: Ask;
  readonly operation: string;
  readonly call: BankCall | null;
}

type Heard<T> =
  | { readonly state: 'known'; readonly value: T; readonly receiptNo: string }
  | { readonly state: 'unknown'; readonly reason: UnknownReason; readonly detail: string | null };

/** What a bank said to a question, as an answer of any registry, with the evidence of the call. */
export function bankAnswer<T>(sealer: Sealer, asked: Asked, said: Heard<T>): Answer<T> {
  const { call } = asked;
  if (said.state === 'unknown') {
    const { reason, detail } = said;
    const exchange =
      call && exchangeOf(sealer, { ...asked, call }, { outcome: reason, detail, receiptNo: null });
    return { state: 'unknown', reason, exchange };
  }
  if (call === null) throw new Error('what a bank says, it says in a call');
  const { value, receiptNo } = said;
  const asOf = call.answeredAt ?? call.askedAt;
  return {
    state: 'known',
    value,
    receiptNo,
    asOf: asOf.toISOString(),
    validUntil: new Date(asOf.getTime() + TIME_TO_LIVE_MS).toISOString(),
    exchange: exchangeOf(sealer, { ...asked, call }, { outcome: 'known', detail: null, receiptNo }),
  };
}

function exchangeOf(
  sealer: Sealer,
  { ask, operation, call }: Asked & { readonly call: BankCall },
  { outcome, detail, receiptNo }: Pick<Exchange, 'outcome' | 'detail' | 'receiptNo'>,
): Exchange {
  const { response } = call;
  const sealed = (): Buffer => sealer.seal(Buffer.from(response ?? '', 'utf8').toString('base64'));
  return {
    id: newId(),
    registry: 'BNK',
    operation,
    purpose: ask.purpose,
    basis: ask.basis,
    traceId: ask.traceId,
    askedAt: call.askedAt,
    answeredAt: call.answeredAt,
    ms: call.ms,
    attempts: call.attempts,
    status: call.status,
    outcome,
    detail,
    receiptNo,
    asOf: receiptNo === null ? null : (call.answeredAt ?? call.askedAt),
    sealedRequest: sealer.seal(call.request),
    // Only what was understood is kept whole: anything else may be about somebody who was not asked about.
    sealedResponse: outcome === 'known' && response !== null ? sealed() : null,
    responseSha256: response === null ? null : sha256Hex(response),
  };
}
