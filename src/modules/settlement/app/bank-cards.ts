import { Injectable } from '@nestjs/common';
import { sha256Hex } from '../../../kernel/canonical-json';
import type { UnknownReason } from '../../../kernel/fact';
import { newId } from '../../../kernel/identifiers/uuid';
import { Sealer } from '../../../platform/crypto/sealer';
import type { Answer, Ask, Exchange } from '../../registry';
import { TX_CODE } from '../wire/bank-message';
import { type BankCall, BocClient } from '../wire/boc-client';
import { type CardCheck, type CardQuestion, cardQuestionBody, readCardCheck } from '../wire/card-check';

/** Handbook 8, BNK: an answer about a card holds one day. */
const TIME_TO_LIVE_MS = 86_400_000;

interface Outcome {
  readonly outcome: Exchange['outcome'];
  readonly detail: string | null;
  readonly receiptNo: string | null;
}

/** The bank as a registry (BNK): whose card is it. Same signed messages as payments, evidence like any registry's. */
@Injectable()
export class BankCards {
  constructor(
    private readonly bank: BocClient,
    private readonly sealer: Sealer,
  ) {}

  /** Four factors: name, id number, card and phone. A card that does not match is known; silence is unknown. */
  async verify(ask: Ask, card: CardQuestion): Promise<Answer<CardCheck>> {
    if (ask.basis.trim() === '') return { state: 'unknown', reason: 'denied', exchange: null };
    const answer = await this.bank.call(TX_CODE.cardCheck, cardQuestionBody(card));
    if (answer.state === 'unknown') return this.unknown(ask, answer.reason, answer.call, null);
    const value = readCardCheck(answer.body, card);
    const receiptNo = answer.body['ReceiptNo'] ?? '';
    if (typeof value === 'string') return this.unknown(ask, value, answer.call, 'card check');
    if (receiptNo === '') return this.unknown(ask, 'drift', answer.call, 'ReceiptNo');
    const asOf = answer.call.answeredAt ?? answer.call.askedAt;
    return {
      state: 'known',
      value,
      receiptNo,
      asOf: asOf.toISOString(),
      validUntil: new Date(asOf.getTime() + TIME_TO_LIVE_MS).toISOString(),
      exchange: this.exchange(ask, answer.call, { outcome: 'known', detail: null, receiptNo }),
    };
  }

  private unknown(
    ask: Ask,
    reason: UnknownReason,
    call: BankCall | null,
    detail: string | null,
  ): Answer<CardCheck> {
    if (call === null) return { state: 'unknown', reason, exchange: null };
    const exchange = this.exchange(ask, call, { outcome: reason, detail, receiptNo: null });
    return { state: 'unknown', reason, exchange };
  }

  private exchange(ask: Ask, call: BankCall, { outcome, detail, receiptNo }: Outcome): Exchange {
    const { response } = call;
    return {
      id: newId(),
      registry: 'BNK',
      operation: 'card-four-factors',
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
      sealedRequest: this.sealer.seal(call.request),
      sealedResponse:
        response === null ? null : this.sealer.seal(Buffer.from(response, 'utf8').toString('base64')),
      responseSha256: response === null ? null : sha256Hex(response),
    };
  }
}
