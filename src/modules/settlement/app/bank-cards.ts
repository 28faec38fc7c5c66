import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../platform/crypto/sealer';
import { type Answer, type Ask, everyField, PurposeGrants } from '../../registry';
import { bankOfCard } from '../domain/card-bank';
import type { CardCheck, CardQuestion } from '../domain/card-check';
import { CardBinStore } from '../store/card-bin-store';
import { BankLines } from '../wire/bank-lines';
import { bankAnswer } from './bank-exchange';

const CARD_CHECK = 'BNK.card-four-factors';

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
    return bankAnswer(this.sealer, { ask, operation: 'card-four-factors', call }, said);
  }
}
