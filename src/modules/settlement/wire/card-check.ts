import type { BankBody } from './bank-message';

export interface CardQuestion {
  readonly name: string;
  readonly idNo: string;
  readonly cardNo: string;
  readonly phone: string;
}

/** What the bank says of the four factors; which of them differs it does not say. */
export type CardCheck =
  | { readonly match: true; readonly bankCode: string; readonly cardClass: 'I' | 'II' | 'III' }
  | { readonly match: false; readonly reason: 'mismatch' | 'closed' | 'not-found' };

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
export function readCardCheck(body: BankBody, asked: CardQuestion): CardCheck | 'drift' | 'other-person' {
  const { TxStatus, RtnCode = '', CardNo, IdNo, CardBankCode = '', CardClass } = body;
  if (CardNo !== asked.cardNo || IdNo !== asked.idNo) return 'other-person';
  if (TxStatus !== '0') return 'drift';
  const reason = NO_MATCH[RtnCode];
  if (reason !== undefined) return { match: false, reason };
  const cardClass = CLASSES.find((known) => known === CardClass);
  if (RtnCode !== 'MATCH' || cardClass === undefined || !/^\d{3}$/.test(CardBankCode)) return 'drift';
  return { match: true, bankCode: CardBankCode, cardClass };
}
