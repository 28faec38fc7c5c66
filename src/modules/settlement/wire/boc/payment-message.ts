import { type Fen, minus, yuan } from '../../../../kernel/money';
import type { PaymentOrder } from '../../domain/bank-line';
import { BOC, type BankBody } from './bank-message';

/**
 * Body of BDC101. It depends on the order alone, so that every attempt under one reference is the same to the bank.
 * SettleType 1 within the bank, 2 to another one in real time; AcctClass 1 personal, 2 corporate. Interest, where there
 * is any, comes from the same account as the principal.
 */
export function paymentBody(order: PaymentOrder): BankBody {
  const { reference, amountFen, interestFen, busType, summary, from, payee } = order;
  const within = payee.bankCode === BOC;
  return {
    SettleType: within ? '1' : '2',
    BusType: busType,
    DeAcctNo: from.accountNo,
    DeAcctName: from.name,
    DeAcctClass: '2',
    CapAmt: yuan(minus(amountFen, interestFen)),
    ...(interestFen > 0n ? interestPart(interestFen, from) : {}),
    CrAcctNo: payee.cardNo,
    CrAcctName: payee.holderName,
    CrAcctClass: payee.corporate === true ? '2' : '1',
    CrBankClass: within ? '0' : '1',
    CrBankName: '',
    CrChgNo: payee.bankCode,
    Amt: yuan(amountFen),
    RefAcctNo: '',
    RefSeqNo1: reference,
    RefSeqNo2: '',
    Summary: summary,
    Remark: '',
  };
}

function interestPart(interestFen: Fen, from: PaymentOrder['from']): BankBody {
  return {
    DeIntAcctNo: from.accountNo,
    DeIntAcctName: from.name,
    DeIntAcctClass: '2',
    IntAmt: yuan(interestFen),
  };
}

/** Body of BDC110: asks for the result of one order by our own number. */
export function queryBody(reference: string): BankBody {
  return { RefSeqNo1: reference };
}
