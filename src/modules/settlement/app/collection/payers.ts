import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../../platform/crypto/sealer';
import type { Tx } from '../../../../platform/database/tx';
import { Parties } from '../../../party';
import type { Payer, PayerAccount } from '../../domain/collection';
import type { PayerOf } from '../../store/collection-store';

/** Opens whom money is taken from, for the call to the bank only. */
@Injectable()
export class Payers {
  constructor(
    private readonly parties: Parties,
    private readonly sealer: Sealer,
  ) {}

  /** How an order names its payer. */
  kept(payer: Payer): PayerOf {
    if ('cardId' in payer) return { payerCardId: payer.cardId, payerSealed: null };
    return { payerCardId: null, payerSealed: this.sealer.seal(JSON.stringify(payer.account)) };
  }

  /** The accounts of many payers, in their order; all cards are read in one statement. */
  async openAll(tx: Tx, payers: readonly PayerOf[]): Promise<PayerAccount[]> {
    const ids = payers.flatMap(({ payerCardId }) => payerCardId ?? []);
    const cards = ids.length > 0 ? await this.parties.cardsForPayment(tx, ids) : new Map<string, never>();
    return payers.map(({ payerCardId, payerSealed }) => {
      if (payerSealed !== null) return JSON.parse(this.sealer.open(payerSealed)) as PayerAccount;
      const card = cards.get(payerCardId ?? '');
      if (card === undefined) throw new Error('money is taken from a card or an account that is known');
      return { accountNo: card.cardNo, name: card.holderName, bankCode: card.bankCode };
    });
  }

  async open(tx: Tx, payer: PayerOf): Promise<PayerAccount> {
    const [account] = await this.openAll(tx, [payer]);
    if (account === undefined) throw new Error('an order to collect has a payer');
    return account;
  }
}
