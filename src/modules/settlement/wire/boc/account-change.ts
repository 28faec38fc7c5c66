import type { AccountChange } from '../../domain/account-change';
import type { BankBody } from './bank-message';
import { dayOfBank, readAmount } from './order-result';

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
