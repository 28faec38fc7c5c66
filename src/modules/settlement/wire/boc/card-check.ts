import type { CardAnswer, CardCheck, CardQuestion } from '../../domain/card-check';
import type { BankBody } from './bank-message';

const CLASSES = ['I', 'II', 'III'] as const;
const NO_MATCH: Readonly<Record<string, 'mismatch' | 'closed' | 'not-found'>> = {
  MISMATCH: 'mismatch',
  CARD_CLOSED: 'closed',
  CARD_NOT_FOUND: 'not-found',
};

export function cardQuestionBody({ name, idNo, cardNo, phone }: CardQuestion): BankBody {
  return { Name: name, IdNo: idNo, CardNo: cardNo, Phone: phone };
}

/** Reads the answer to our card check; `drift` when it is not in the agreed form, `other-person` when it is not ours. */
export function readCardCheck(body: BankBody, asked: CardQuestion): CardAnswer {
  const value = checkOf(body, asked);
  if (typeof value === 'string') return { state: 'unknown', reason: value, detail: 'card check' };
  const receiptNo = body['ReceiptNo'] ?? '';
  if (receiptNo === '') return { state: 'unknown', reason: 'drift', detail: 'ReceiptNo' };
  return { state: 'known', value, receiptNo };
}

function checkOf(body: BankBody, asked: CardQuestion): CardCheck | 'drift' | 'other-person' {
  const { TxStatus, RtnCode = '', CardNo, IdNo, CardBankCode = '', CardClass } = body;
  if (CardNo !== asked.cardNo || IdNo !== asked.idNo) return 'other-person';
  if (TxStatus !== '0') return 'drift';
  const reason = NO_MATCH[RtnCode];
  if (reason !== undefined) return { match: false, reason };
  const cardClass = CLASSES.find((known) => known === CardClass);
  if (RtnCode !== 'MATCH' || cardClass === undefined || !/^\d{3}$/.test(CardBankCode)) return 'drift';
  return { match: true, bankCode: CardBankCode, cardClass };
}
