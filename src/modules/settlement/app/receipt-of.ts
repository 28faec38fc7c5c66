import type { AccountChange } from '../domain/account-change';
import type { Receipt } from '../domain/receipt';
import type { BankAccount } from '../store/bank-account-store';

/** The receipt that a line on one of our accounts is. */
export function receiptOf(id: string, account: BankAccount, change: AccountChange): Receipt {
  return {
    id,
    bankAccountId: account.id,
    bankLeafId: account.leafAccountId,
    bankSerial: change.bankSerial,
    amountFen: change.amountFen,
    valueDate: change.valueDate,
    payer: change.counterparty,
    remark: change.remark,
    summary: change.summary,
  };
}
