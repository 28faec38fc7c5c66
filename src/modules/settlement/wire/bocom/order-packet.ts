import type { PaymentOrder } from '../../domain/bank-line';
import { BOCOM, type Fields } from './packet';

/**
 * Body of BDC101. It depends on the order alone, so that every attempt under one reference is the same to the bank.
 * settle_type 1 within the bank, 2 to another one in real time; payee_bank_class 0 own bank, 1 another. amount_fen is
 * all of it, interest_fen the part that is interest, left out where there is none.
 */
export function orderFields(order: PaymentOrder): Fields {
  const { reference, amountFen, interestFen, busType, summary, from, payee } = order;
  const within = payee.bankCode === BOCOM;
  return {
    order_no: reference,
    settle_type: within ? '1' : '2',
    business_type: busType,
    payer_account: from.accountNo,
    payer_name: from.name,
    payee_account: payee.cardNo,
    payee_name: payee.holderName,
    ...(payee.corporate ? { payee_class: '2' } : {}),
    payee_bank: payee.bankCode,
    payee_bank_class: within ? '0' : '1',
    amount_fen: amountFen.toString(),
    ...(interestFen > 0n ? { interest_fen: interestFen.toString() } : {}),
    currency: 'CNY',
    summary,
  };
}
