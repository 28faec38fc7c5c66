import { isDay } from '../../../../kernel/calendar';
import { parseYuan, type Fen } from '../../../../kernel/money';
import type { Outcome } from '../../domain/outcome';
import type { BankBody } from './bank-message';

/** Codes by which the bank refuses for good: nothing was paid and nothing will be under this reference. */
const REJECTIONS: ReadonlySet<string> = new Set([
  'CARD_CLOSED',
  'NAME_MISMATCH',
  'ACCOUNT_FROZEN',
  'ACCOUNT_NOT_FOUND',
  'PAYER_FUNDS_SHORT',
]);

const drift: Outcome = { kind: 'unknown', reason: 'drift' };

/**
 * Reads the result of one order: the answer to BDC101, BDC102 or BDC110, a line of BDC108, or our result callback. TxStatus 0 ok,
 * 1 failed, 2 in process or unknown. What is not in the agreed form or code table is unknown, never a failure.
 * @param sinceSentMs age of the last attempt when the bank was asked; only a query may say "not found".
 */
export function readOrderResult(body: BankBody, sinceSentMs: number | null): Outcome {
  const { TxStatus: status, RtnCode: code = '' } = body;
  if (status === '0') return readPaid(body);
  if (status === '1') return readFailed(code, body);
  if (status !== '2') return drift;
  if (code === 'IN_PROCESS') return { kind: 'accepted' };
  return code === 'NOT_FOUND' && sinceSentMs !== null ? { kind: 'not-found', sinceSentMs } : drift;
}

function readPaid(body: BankBody): Outcome {
  const { HostSeqNo: bankSerial = '', ValueDate: date = '', Amt = '' } = body;
  const payeeAccount = otherAccount(body) ?? '';
  const valueDate = dayOfBank(date);
  const amountFen = readAmount(Amt);
  if (bankSerial === '' || valueDate === null || amountFen === null || payeeAccount === '') return drift;
  return { kind: 'paid', bankSerial, valueDate, amountFen, payeeAccount };
}

function readFailed(code: string, body: BankBody): Outcome {
  if (code === 'INSUFFICIENT_FUNDS') return { kind: 'insufficient-funds' };
  if (code === 'REF_REUSED') return { kind: 'contradiction', code: 'REFERENCE_REUSED' };
  if (code === 'BAD_FIELDS') return { kind: 'contradiction', code: 'MESSAGE_REFUSED' };
  if (!REJECTIONS.has(code)) return drift;
  return {
    kind: 'rejected',
    code,
    amountFen: readAmount(body['Amt'] ?? ''),
    payeeAccount: otherAccount(body),
  };
}

/** Whom it was paid to (CrAcctNo) or taken from (DeAcctNo): a result repeats the one that is not ours. */
function otherAccount({ CrAcctNo, DeAcctNo }: BankBody): string | null {
  return CrAcctNo ?? DeAcctNo ?? null;
}

/** 'YYYYMMDD' → 'YYYY-MM-DD', null when it is no day. */
export function dayOfBank(date: string): string | null {
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  return date.length === 8 && isDay(day) ? day : null;
}

/** A yuan string above zero, null for anything else. */
export function readAmount(text: string): Fen | null {
  const amount = readSum(text);
  return amount !== null && amount > 0n ? amount : null;
}

/** A yuan string, which may be of nothing; null for anything else. */
export function readSum(text: string): Fen | null {
  return /^\d{1,13}\.\d{2}$/.test(text) ? parseYuan(text) : null;
}
