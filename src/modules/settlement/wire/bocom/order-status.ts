import { isDay } from '../../../../kernel/calendar';
import { fen, type Fen } from '../../../../kernel/money';
import type { Outcome } from '../../domain/outcome';
import type { Fields } from './packet';

/** Codes by which the bank refuses for good, with the names all our banks' refusals have. */
const REJECTIONS: Readonly<Record<string, string>> = {
  '9101': 'CARD_CLOSED',
  '9102': 'NAME_MISMATCH',
  '9103': 'ACCOUNT_FROZEN',
  '9104': 'ACCOUNT_NOT_FOUND',
  '9105': 'PAYER_FUNDS_SHORT',
};

const drift: Outcome = { kind: 'unknown', reason: 'drift' };

/**
 * Reads what became of one order: the answer to BDC101 (as a rule acceptance only), BDC102 or BDC110, an item of BDC108,
 * or the result notice.
 * What is not in the agreed form or code table is unknown, never a failure.
 * @param sinceSentMs age of the last attempt when the bank was asked; only a query may say "not found".
 */
export function readOrderStatus(body: Fields, sinceSentMs: number | null): Outcome {
  const code = body['code'] ?? '';
  const rejection = REJECTIONS[code];
  if (rejection !== undefined) {
    const amountFen = readFen(body['amount_fen'] ?? '');
    return { kind: 'rejected', code: rejection, amountFen, payeeAccount: otherAccount(body) };
  }
  switch (code) {
    case '0000':
      return readPaid(body);
    case '0001': // accepted, to be carried out
    case '0002': // being carried out
      return { kind: 'accepted' };
    case '9051':
      return { kind: 'insufficient-funds' };
    case '9060':
      return sinceSentMs === null ? drift : { kind: 'not-found', sinceSentMs };
    case '9020':
      return { kind: 'contradiction', code: 'REFERENCE_REUSED' };
    case '9010':
      return { kind: 'contradiction', code: 'MESSAGE_REFUSED' };
    default:
      return drift;
  }
}

function readPaid(body: Fields): Outcome {
  const { host_serial: bankSerial = '', booked_on: valueDate = '' } = body;
  const payeeAccount = otherAccount(body) ?? '';
  const amountFen = readFen(body['amount_fen'] ?? '');
  if (bankSerial === '' || !isDay(valueDate) || amountFen === null || payeeAccount === '') return drift;
  return { kind: 'paid', bankSerial, valueDate, amountFen, payeeAccount };
}

/** Whom it was paid to or taken from: a result repeats the account that is not ours. */
function otherAccount({ payee_account, payer_account }: Fields): string | null {
  return payee_account ?? payer_account ?? null;
}

/** A whole number of fen above zero, null for anything else. */
export function readFen(text: string): Fen | null {
  return /^[1-9]\d{0,14}$/.test(text) ? fen(BigInt(text)) : null;
}

/** A whole number of fen, which may be none; null for anything else. */
export function readSum(text: string): Fen | null {
  return text === '0' ? fen(0n) : readFen(text);
}
