import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import { Parties } from '../../party';
import type { PayeeAccount, PayeeOf } from '../domain/payee';
import { ReceiptStore } from '../store/receipt-store';

/** Opens where a payment goes: the card it is for, or the account that a receipt came from. */
@Injectable()
export class Payees {
  constructor(
    private readonly parties: Parties,
    private readonly receipts: ReceiptStore,
  ) {}

  /** @throws when neither is known: nothing may be sent then. */
  async of(tx: Tx, { payeeCardId, payeeReceiptId }: PayeeOf): Promise<PayeeAccount> {
    if (payeeCardId !== null) return this.parties.cardForPayment(tx, payeeCardId);
    const payer = payeeReceiptId === null ? null : await this.receipts.payerOf(tx, payeeReceiptId);
    if (payer === null) throw new Error('a payment has a card or a receipt to go back to');
    return { cardNo: payer.accountNo, holderName: payer.name, bankCode: '', corporate: true };
  }
}
