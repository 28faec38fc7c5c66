import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx';
import { Parties } from '../../party';
import type { NewInstruction } from '../domain/instruction';
import type { PayeeAccount, PayeeOf } from '../domain/payee';
import { ensurePayeeAccount, selectPayeeAccount } from '../store/payee-account-store';
import { BankAccountStore } from '../store/bank-account-store';
import { ReceiptStore } from '../store/receipt-store';

/** Opens where a payment goes: the card it is for, the account that a receipt came from, that of another centre or of ours. */
@Injectable()
export class Payees {
  constructor(
    private readonly parties: Parties,
    private readonly receipts: ReceiptStore,
    private readonly accounts: BankAccountStore,
  ) {}

  /** The ids under which a new instruction names its payee; an account of another centre is stored on first sight. */
  async idsOf(tx: Tx, wanted: NewInstruction): Promise<PayeeOf> {
    const { payeeCardId = null, payeeReceiptId = null, payeeAccount } = wanted;
    const payeeAccountId = payeeAccount === undefined ? null : await ensurePayeeAccount(tx, payeeAccount);
    return { payeeCardId, payeeReceiptId, payeeAccountId, payeeBankAccountId: null };
  }

  /** @throws when none is known: nothing may be sent then. */
  async of(
    tx: Tx,
    { payeeCardId, payeeReceiptId, payeeAccountId, payeeBankAccountId }: PayeeOf,
  ): Promise<PayeeAccount> {
    if (payeeCardId !== null) return this.parties.cardForPayment(tx, payeeCardId);
    if (payeeBankAccountId !== null) {
      const { accountNo, name, bankCode } = await this.accounts.byId(tx, payeeBankAccountId);
      return { cardNo: accountNo, holderName: name, bankCode, corporate: true, own: true };
    }
    if (payeeAccountId !== null) {
      const { accountNo, name, bankCode } = await selectPayeeAccount(tx, payeeAccountId);
      return { cardNo: accountNo, holderName: name, bankCode, corporate: true };
    }
    const payer = payeeReceiptId === null ? null : await this.receipts.payerOf(tx, payeeReceiptId);
    if (payer === null) throw new Error('a payment has a card or a receipt to go back to');
    return { cardNo: payer.accountNo, holderName: payer.name, bankCode: '', corporate: true };
  }
}
