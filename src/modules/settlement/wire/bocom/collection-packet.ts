import { sumFen } from '../../../../kernel/money';
import type {
  BatchOrder,
  BatchResults,
  BatchWord,
  CollectionOrder,
  CollectionTerms,
} from '../../domain/bank-line';
import { readLines, writeLines } from '../numbered-lines';
import { readOrderStatus } from './order-status';
import { BOCOM, type Fields } from './packet';

/** Body of BDC102. It depends on the order alone, so that every attempt under one reference is the same to the bank. */
export function collectionFields(order: CollectionOrder, { into, busType }: CollectionTerms): Fields {
  const { reference, amountFen, partial, summary, payer } = order;
  return {
    order_no: reference,
    business_type: busType,
    receiving_account: into.accountNo,
    receiving_name: into.name,
    payer_account: payer.accountNo,
    payer_name: payer.name,
    payer_class: payer.corporate === true ? '2' : '1',
    payer_bank: payer.bankCode,
    payer_bank_class: payer.bankCode === BOCOM ? '0' : '1',
    amount_fen: amountFen.toString(),
    partial: partial ? 'Y' : 'N',
    currency: 'CNY',
    summary,
  };
}

/** Body of BDC104 and BDC105: order, account, name, bank, class, fen, partial and summary an item. */
export function batchFields({ reference, busType, into, parts }: BatchOrder): Fields {
  const items = parts.map(({ payer, ...part }) => [
    part.reference,
    payer.accountNo,
    payer.name,
    payer.bankCode,
    payer.corporate === true ? '2' : '1',
    part.amountFen.toString(),
    part.partial ? 'Y' : 'N',
    part.summary,
  ]);
  return {
    order_no: reference,
    business_type: busType,
    receiving_account: into.accountNo,
    receiving_name: into.name,
    count: String(parts.length),
    total_fen: sumFen(parts.map(({ amountFen }) => amountFen)).toString(),
    currency: 'CNY',
    ...writeLines('item_', items),
  };
}

/**
 * Reads what is said of a batch, in the answer to BDC104, BDC105 or BDC107.
 * @param sinceSentMs age of the last attempt when the bank was asked; only a query may say "not found".
 */
export function readBatchStatus({ code }: Fields, sinceSentMs: number | null): BatchWord {
  switch (code) {
    case '0001': // accepted, to be carried out
    case '0002': // being carried out
      return { kind: 'accepted' };
    case '0003':
      return { kind: 'done' };
    case '9060':
      return sinceSentMs === null ? { kind: 'unknown', reason: 'drift' } : { kind: 'not-found', sinceSentMs };
    case '9020':
      return { kind: 'contradiction', code: 'REFERENCE_REUSED' };
    case '9010':
      return { kind: 'contradiction', code: 'MESSAGE_REFUSED' };
    default:
      return { kind: 'unknown', reason: 'drift' };
  }
}

/** Reads the answer to BDC108: order, code, fen, payer's account, serial and day an item. */
export function readBatchItems(body: Fields): BatchResults {
  const items = readLines('item_', body, { count: body['count'] ?? '', places: 6 });
  if (body['code'] !== '0003' || items === null) return { kind: 'unknown', reason: 'drift' };
  const parts = items.map(
    ([reference = '', code = '', amount_fen = '', payer_account = '', host_serial = '', booked_on = '']) => ({
      reference,
      outcome: readOrderStatus({ code, amount_fen, payer_account, host_serial, booked_on }, null),
    }),
  );
  return { kind: 'parts', parts };
}
