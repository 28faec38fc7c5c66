import { canonicalJson, sha256Hex } from '../../../kernel/canonical-json';
import { parseYuan } from '../../../kernel/money';
import { isPositiveYuan } from '../bank-books';
import type { BatchLine, CollectionOrder } from '../book-line';
import type { Body } from './message';

/** Fields of a BDC102 body that must be there and not empty. */
const REQUIRED = ['SettleType', 'BusType', 'CrAcctNo', 'DeAcctNo', 'DeAcctName', 'DeBankClass', 'RefSeqNo1'];
/** Places of a line of BDC104 and BDC105: number, payer's account, name, bank, class, amount, part flag, summary. */
const PLACES = 8;

/** Reads BDC102; null when its fields are not in order. */
export function readCollection(body: Body): CollectionOrder | null {
  const { Amt: amount, PartFlag } = body;
  if (REQUIRED.some((field) => (body[field] ?? '') === '') || !isPositiveYuan(amount)) return null;
  if (PartFlag !== '0' && PartFlag !== '1') return null;
  const text = (field: string): string => body[field] ?? '';
  return {
    reference: text('RefSeqNo1'),
    digest: sha256Hex(canonicalJson(body)),
    account: text('CrAcctNo'),
    amount,
    partial: PartFlag === '1',
    payerAccount: text('DeAcctNo'),
    payerName: text('DeAcctName'),
    summary: text('Summary'),
    remark: '',
  };
}

/** Reads BDC104 or BDC105; null when count, total or any line is not in order. */
export function readBatch(txCode: string, body: Body): Omit<BatchLine, 'kind' | 'date' | 'time'> | null {
  const { RefSeqNo1: reference = '', CrAcctNo: account = '', Count = '', Amt: total } = body;
  const count = Number(Count);
  if (reference === '' || account === '' || !isPositiveYuan(total) || !(count > 0)) return null;
  const parts = Array.from({ length: count }, (_, index) => readLine(account, body[`Detail${index + 1}`]));
  const sound = parts.filter((part): part is CollectionOrder => part !== null);
  if (sound.length !== count) return null;
  if (sound.reduce((sum, { amount }) => sum + parseYuan(amount), 0n) !== parseYuan(total)) return null;
  return { reference, digest: sha256Hex(canonicalJson({ txCode, body })), account, parts: sound };
}

function readLine(account: string, line = ''): CollectionOrder | null {
  const places = line.split('|');
  const [reference = '', payerAccount = '', payerName = '', , , amount, part, summary = ''] = places;
  if (places.length !== PLACES || reference === '' || payerAccount === '' || !isPositiveYuan(amount))
    return null;
  const digest = sha256Hex(line);
  const names = { payerAccount, payerName, summary, remark: '' };
  return { reference, digest, account, amount, partial: part === '1', ...names };
}
