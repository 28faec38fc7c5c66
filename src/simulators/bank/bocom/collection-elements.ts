import { canonicalJson, sha256Hex } from '../../../kernel/canonical-json';
import { fen, yuan } from '../../../kernel/money';
import type { BatchLine, CollectionOrder } from '../book-line';
import type { Elements } from './xml';

/** Elements of a BDC102 body that must be there and not empty. */
const REQUIRED = ['order_no', 'business_type', 'receiving_account', 'payer_account', 'payer_name'];
const AMOUNT = /^[1-9]\d{0,14}$/;
/** Places of an item of BDC104 and BDC105: order, account, name, bank, class, fen, partial, summary. */
const PLACES = 8;

/** Reads BDC102; null when it is not in order. */
export function readCollection(body: Elements): CollectionOrder | null {
  const { amount_fen: amount = '', currency, partial = '' } = body;
  if (REQUIRED.some((name) => (body[name] ?? '') === '')) return null;
  if (!AMOUNT.test(amount) || currency !== 'CNY' || !['Y', 'N'].includes(partial)) return null;
  const text = (name: string): string => body[name] ?? '';
  return {
    reference: text('order_no'),
    digest: sha256Hex(canonicalJson(body)),
    account: text('receiving_account'),
    amount: yuan(fen(BigInt(amount))),
    partial: partial === 'Y',
    payerAccount: text('payer_account'),
    payerName: text('payer_name'),
    summary: text('summary'),
    remark: '',
  };
}

/** Reads BDC104 or BDC105; null when the count, the sum or an item is not in order. */
export function readBatch(
  transCode: string,
  body: Elements,
): Omit<BatchLine, 'kind' | 'date' | 'time'> | null {
  const { order_no: reference = '', receiving_account: account = '', count = '', total_fen = '' } = body;
  if (reference === '' || account === '' || !/^[1-9]\d*$/.test(count) || !AMOUNT.test(total_fen)) return null;
  const parts: CollectionOrder[] = [];
  let sum = 0n;
  for (let place = 1; place <= Number(count); place += 1) {
    const item = body[`item_${place}`] ?? '';
    const places = item.split('|');
    const [order = '', payerAccount = '', payerName = '', , , amount = '', partial, summary = ''] = places;
    if (places.length !== PLACES || order === '' || payerAccount === '' || !AMOUNT.test(amount)) return null;
    sum += BigInt(amount);
    parts.push({
      reference: order,
      digest: sha256Hex(item),
      account,
      amount: yuan(fen(BigInt(amount))),
      partial: partial === 'Y',
      payerAccount,
      payerName,
      summary,
      remark: '',
    });
  }
  if (sum !== BigInt(total_fen)) return null;
  return { reference, digest: sha256Hex(canonicalJson({ transCode, body })), account, parts };
}
