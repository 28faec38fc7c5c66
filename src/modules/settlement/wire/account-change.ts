import type { Fen } from '../../../kernel/money';
import type { BankBody } from './bank-message';
import { dayOfBank, readAmount } from './order-result';

/** One line of an SBDC100 notice: the bank has booked something on an account of ours. */
export interface AccountChange {
  readonly accountNo: string;
  /** Host serial number (银行主机流水号), unique on the account. */
  readonly bankSerial: string;
  /** `in`: money came in. `out`: money went out. */
  readonly direction: 'in' | 'out';
  readonly amountFen: Fen;
  /** 'YYYY-MM-DD'. */
  readonly valueDate: string;
  readonly counterparty: { readonly name: string; readonly accountNo: string };
  readonly remark: string;
  readonly summary: string;
  /** 冲正标识: the line undoes an earlier one. */
  readonly reversal: boolean;
  /** Our own reference where the line belongs to a payment of ours, else null. */
  readonly reference: string | null;
}

/** Reads an SBDC100 body; null when it is not in the agreed form. Field names: the standard's titles are Chinese. */
export function readAccountChange(body: BankBody): AccountChange | null {
  const text = (field: string): string => body[field] ?? '';
  const valueDate = dayOfBank(text('TxDate'));
  const amountFen = readAmount(text('Amt'));
  const direction = { C: 'in', D: 'out' }[text('DcFlag')] as 'in' | 'out' | undefined;
  const reversal = { '0': false, '1': true }[text('RevFlag')];
  if (valueDate === null || amountFen === null || direction === undefined || reversal === undefined)
    return null;
  if (text('AcctNo') === '' || text('HostSeqNo') === '') return null;
  return {
    accountNo: text('AcctNo'),
    bankSerial: text('HostSeqNo'),
    direction,
    amountFen,
    valueDate,
    counterparty: { name: text('OppAcctName'), accountNo: text('OppAcctNo') },
    remark: text('Remark'),
    summary: text('Summary'),
    reversal,
    reference: text('RefSeqNo1') === '' ? null : text('RefSeqNo1'),
  };
}
