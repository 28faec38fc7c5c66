import { sumFen, yuan } from '../../../../kernel/money';
import type {
  BatchOrder,
  BatchResults,
  BatchWord,
  CollectionOrder,
  CollectionTerms,
} from '../../domain/bank-line';
import { readLines, writeLines } from '../numbered-lines';
import { BOC, type BankBody } from './bank-message';
import { readOrderResult } from './order-result';

/** Body of BDC102. It depends on the order alone, so that every attempt under one reference is the same to the bank. */
export function collectionBody(order: CollectionOrder, { into, busType }: CollectionTerms): BankBody {
  const { reference, amountFen, partial, summary, payer } = order;
  const within = payer.bankCode === BOC;
  return {
    SettleType: within ? '1' : '2',
    BusType: busType,
    CrAcctNo: into.accountNo,
    CrAcctName: into.name,
    CrAcctClass: '2',
    DeAcctNo: payer.accountNo,
    DeAcctName: payer.name,
    DeAcctClass: payer.corporate === true ? '2' : '1',
    DeBankClass: within ? '0' : '1',
    DeChgNo: payer.bankCode,
    Amt: yuan(amountFen),
    PartFlag: partial ? '1' : '0',
    RefSeqNo1: reference,
    Summary: summary,
    Remark: '',
  };
}

/** Body of BDC104 and BDC105: number, payer's account, name, bank, class, amount, part flag and summary a line. */
export function batchBody({ reference, busType, into, parts }: BatchOrder): BankBody {
  const lines = parts.map(({ payer, ...part }) => [
    part.reference,
    payer.accountNo,
    payer.name,
    payer.bankCode,
    payer.corporate === true ? '2' : '1',
    yuan(part.amountFen),
    part.partial ? '1' : '0',
    part.summary,
  ]);
  return {
    BusType: busType,
    CrAcctNo: into.accountNo,
    CrAcctName: into.name,
    Count: String(parts.length),
    Amt: yuan(sumFen(parts.map(({ amountFen }) => amountFen))),
    RefSeqNo1: reference,
    ...writeLines('Detail', lines),
  };
}

/**
 * Reads what is said of a batch, in the answer to BDC104, BDC105 or BDC107.
 * @param sinceSentMs age of the last attempt when the bank was asked; only a query may say "not found".
 */
export function readBatchWord(body: BankBody, sinceSentMs: number | null): BatchWord {
  const { TxStatus: status, RtnCode: code } = body;
  if (status === '0' && code === 'DONE') return { kind: 'done' };
  if (status === '2' && code === 'IN_PROCESS') return { kind: 'accepted' };
  if (status === '2' && code === 'NOT_FOUND' && sinceSentMs !== null)
    return { kind: 'not-found', sinceSentMs };
  if (status === '1' && code === 'REF_REUSED') return { kind: 'contradiction', code: 'REFERENCE_REUSED' };
  if (status === '1' && code === 'BAD_FIELDS') return { kind: 'contradiction', code: 'MESSAGE_REFUSED' };
  return { kind: 'unknown', reason: 'drift' };
}

/** Reads the answer to BDC108: number, status, code, amount, payer's account, serial and day a line. */
export function readBatchResults(body: BankBody): BatchResults {
  const { TxStatus: status, RtnCode: code, Count = '' } = body;
  const lines = readLines('Detail', body, { count: Count, places: 7 });
  if (status !== '0' || code !== 'DONE' || lines === null) return { kind: 'unknown', reason: 'drift' };
  const parts = lines.map(
    ([
      reference = '',
      TxStatus = '',
      RtnCode = '',
      Amt = '',
      DeAcctNo = '',
      HostSeqNo = '',
      ValueDate = '',
    ]) => ({
      reference,
      outcome: readOrderResult({ TxStatus, RtnCode, Amt, DeAcctNo, HostSeqNo, ValueDate }, null),
    }),
  );
  return { kind: 'parts', parts };
}
