import { yuan, type Fen } from '../../../kernel/money';
import type { MoneyLine, PaymentLine, RejectionLine } from '../book-line';
import type { Body } from './message';

/** 冲正标识: 1 on a line that undoes an earlier one. */
const reversed = { no: '0', yes: '1' };

/**
 * SBDC100 account-change notice of one line. The order of the fields is the standard's notice line; its titles are
 * Chinese in the sources we have, the English names are ours. DcFlag C: money came in, D: money went out.
 */
export function accountChange(line: MoneyLine, balance: Fen): Body {
  const out = line.kind === 'payment';
  return {
    AcctNo: line.account,
    HostSeqNo: line.serial,
    HostTxCode: line.kind,
    OppAcctNo: line.kind === 'deposit' ? line.payerAccount : line.payeeAccount,
    OppAcctName: line.kind === 'deposit' ? line.payerName : line.payeeName,
    DcFlag: out ? 'D' : 'C',
    Amt: line.amount,
    TxDate: line.date,
    TxTime: line.time,
    Curr: 'CNY',
    Balance: yuan(balance),
    Summary: line.kind === 'return' ? '退票' : line.summary,
    Remark: line.kind === 'return' ? line.reason : line.remark,
    RevFlag: line.kind === 'return' ? reversed.yes : reversed.no,
    RefSeqNo1: line.kind === 'deposit' ? '' : line.reference,
  };
}

/** Result of an order: the answer to BDC101 and BDC110 and our payment result callback share it. */
export function orderResult(line: PaymentLine | RejectionLine): Body {
  const order = { RefSeqNo1: line.reference, Amt: line.amount, CrAcctNo: line.payeeAccount };
  return line.kind === 'payment'
    ? {
        ...order,
        TxStatus: '0',
        RtnCode: 'OK',
        RtnMessage: '交易成功',
        HostSeqNo: line.serial,
        ValueDate: line.date,
      }
    : { ...order, TxStatus: '1', RtnCode: line.code, RtnMessage: line.message };
}
