import { Injectable } from '@nestjs/common';
import { sha256Hex } from '../../../kernel/canonical-json';
import type { UnknownReason } from '../../../kernel/fact';
import { newId } from '../../../kernel/identifiers/uuid';
import { Sealer } from '../../../platform/crypto/sealer';
import { type Answer, type Ask, everyField, type Exchange, PurposeGrants } from '../../registry';
import type { BankCall } from '../domain/bank-line';
import { bankOfCard } from '../domain/card-bank';
import type { CardCheck, CardQuestion } from '../domain/card-check';
import { CardBinStore } from '../store/card-bin-store';
import { BankLines } from '../wire/bank-lines';

/** Handbook 8, BNK: an answer about a card holds one day. */
const TIME_TO_LIVE_MS = 86_400_000;

const CARD_CHECK = 'BNK.card-four-factors';

interface Outcome {
  readonly outcome: Exchange['outcome'];
  readonly detail: string | null;
  readonly receiptNo: string | null;
}

/** The banks as a registry (BNK): whose card is it. Same signed messages as payments, evidence like any registry's. */
@Injectable()
export class BankCards {
  constructor(
    private readonly banks: BankLines,
    private readonly bins: CardBinStore,
    private readonly sealer: Sealer,
    private readonly grants: PurposeGrants,
  ) {}

  /**
   * Four factors: name, id number, card and phone, asked of the bank that issued the card. A bank to which there is no
   * line is asked through the first one. A card that does not match is known; silence is unknown.
   */
  async verify(ask: Ask, card: CardQuestion): Promise<Answer<CardCheck>> {
    // No bank's message has a list of fields: it is asked for all of its answer or not at all.
    const granted = this.grants.fieldsFor(ask.purpose, CARD_CHECK);
    const allGranted = everyField(CARD_CHECK).every((field) => granted?.includes(field));
    if (!allGranted || ask.basis.trim() === '') return { state: 'unknown', reason: 'denied', exchange: null };
    const issuer = bankOfCard(await this.bins.all(), card.cardNo);
    const line = this.banks.find(issuer) ?? this.banks.first;
    const { said, call } = await line.checkCard(card);
    if (said.state === 'unknown') return this.unknown(ask, said.reason, call, said.detail);
    if (call === null) throw new Error('what a bank says of a card, it says in a call');
    const { value, receiptNo } = said;
    const asOf = call.answeredAt ?? call.askedAt;
    return {
      state: 'known',
      value,
      receiptNo,
      asOf: asOf.toISOString(),
      validUntil: new Date(asOf.getTime() + TIME_TO_LIVE_MS).toISOString(),
      exchange: this.exchange(ask, call, { outcome: 'known', detail: null, receiptNo }),
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

  private sealed(response: string): Buffer {
    return this.sealer.seal(Buffer.from(response, 'utf8').toString('base64'));
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
      // Only what was understood is kept whole: anything else may be about somebody who was not asked about.
      sealedResponse: outcome === 'known' && response !== null ? this.sealed(response) : null,
      responseSha256: response === null ? null : sha256Hex(response),
    };
  }
}
