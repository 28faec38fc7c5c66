import { yuan, type Fen } from '../../../kernel/money';
import { namesPayer, type MoneyLine, type ResultLine } from '../book-line';
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
    OppAcctNo: namesPayer(line) ? line.payerAccount : line.payeeAccount,
    OppAcctName: namesPayer(line) ? line.payerName : line.payeeName,
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

/** Result of an order: the answers to BDC101, BDC102 and BDC110 and our result callback share it. */
export function orderResult(line: ResultLine): Body {
  // The other side's account is repeated: whom it was paid to, or whom it was taken from.
  const other = namesPayer(line) ? { DeAcctNo: line.payerAccount } : { CrAcctNo: line.payeeAccount };
  const order = { RefSeqNo1: line.reference, Amt: line.amount, ...other };
  return line.kind === 'payment' || line.kind === 'collection'
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
