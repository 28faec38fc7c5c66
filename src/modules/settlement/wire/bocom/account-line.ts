import { isDay } from '../../../../kernel/calendar';
import type { AccountChange } from '../../domain/account-change';
import { readFen } from './order-status';

/**
 * Places in the national notice line (handbook of the settlement application, SBDC100 and BDC113):
 * 序号|账号|银行主机流水号|交易代码|对手账号|对手户名|金额|日期|时间|可用金额|开户机构|备注|币别|钞汇|余额|可透支|
 * 凭证种类|凭证号|对手行号|摘要|冲正标识|笔号|册号
 */
const PLACE = {
  accountNo: 1,
  bankSerial: 2,
  otherAccount: 4,
  otherName: 5,
  amount: 6,
  day: 7,
  remark: 11,
  currency: 12,
  voucherKind: 16,
  voucherNo: 17,
  summary: 19,
  reversal: 20,
} as const;
export const NOTICE_PLACES = 23;
/** 凭证种类 of a line that belongs to an order of ours: 凭证号 is its number. */
const ORDER_VOUCHER = 'ORDER';

/**
 * Reads one notice line; null when it is not in the agreed form. The amount is in fen and below zero where money went
 * out; a line of the bank's has no other mark of direction.
 */
export function readAccountLine(line: string): AccountChange | null {
  const places = line.split('|');
  const text = (place: keyof typeof PLACE): string => places[PLACE[place]] ?? '';
  const out = text('amount').startsWith('-');
  const amountFen = readFen(out ? text('amount').slice(1) : text('amount'));
  const reversal = { Y: true, N: false }[text('reversal')];
  if (places.length !== NOTICE_PLACES || amountFen === null || reversal === undefined) return null;
  if (!isDay(text('day')) || text('currency') !== 'CNY') return null;
  if (text('accountNo') === '' || text('bankSerial') === '') return null;
  const ofOrder = text('voucherKind') === ORDER_VOUCHER && text('voucherNo') !== '';
  return {
    accountNo: text('accountNo'),
    bankSerial: text('bankSerial'),
    direction: out ? 'out' : 'in',
    amountFen,
    valueDate: text('day'),
    counterparty: { name: text('otherName'), accountNo: text('otherAccount') },
    remark: text('remark'),
    summary: text('summary'),
    reversal,
    reference: ofOrder ? text('voucherNo') : null,
  };
}
