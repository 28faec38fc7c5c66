import type { CardAnswer, CardQuestion } from '../../domain/card-check';
import type { Fields } from './packet';

const CLASSES: Readonly<Record<string, 'I' | 'II' | 'III'>> = { '1': 'I', '2': 'II', '3': 'III' };
const NO_MATCH: Readonly<Record<string, 'mismatch' | 'closed' | 'not-found'>> = {
  '9201': 'mismatch',
  '9202': 'not-found',
  '9203': 'closed',
};

export function factorFields({ name, idNo, cardNo, phone }: CardQuestion): Fields {
  return { holder_name: name, id_no: idNo, card_no: cardNo, mobile: phone };
}

/** Reads the answer to our card check; `drift` when it is not in the agreed form, `other-person` when it is not ours. */
export function readFactors(body: Fields, asked: CardQuestion): CardAnswer {
  const { code = '', card_no, id_no, receipt_no = '', card_bank = '', card_class = '' } = body;
  const unknown = (reason: 'drift' | 'other-person', detail: string): CardAnswer => ({
    state: 'unknown',
    reason,
    detail,
  });
  if (card_no !== asked.cardNo || id_no !== asked.idNo) return unknown('other-person', 'card check');
  const reason = NO_MATCH[code];
  const cardClass = CLASSES[card_class];
  if (receipt_no === '') return unknown('drift', 'receipt_no');
  if (reason !== undefined) return { state: 'known', value: { match: false, reason }, receiptNo: receipt_no };
  if (code !== '0000' || cardClass === undefined || !/^\d{3}$/.test(card_bank))
    return unknown('drift', 'card check');
  return { state: 'known', value: { match: true, bankCode: card_bank, cardClass }, receiptNo: receipt_no };
}
