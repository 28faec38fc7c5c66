import { newId } from '../../kernel/identifiers/uuid';
import type { Person } from '../world/person';

/** Name, id number, card and phone, as a customer asks about them. */
export interface CardFactors {
  readonly name: string;
  readonly idNo: string;
  readonly cardNo: string;
  readonly phone: string;
}

/** `receiptNo` is the bank's number of this answer. */
export type CardFinding = { readonly receiptNo: string } & (
  | { readonly state: 'match'; readonly bankCode: string; readonly cardClass: Person['cardClass'] }
  | { readonly state: 'mismatch' | 'not-found' }
);

/**
 * Four-factor check of a card: name, id number, card and phone must all be the holder's. A mismatch does not say
 * which factor differs.
 * @param holderOf the holder of a card this bank can speak of.
 */
export function checkCard(
  holderOf: (cardNo: string) => Person | undefined,
  { name, idNo, cardNo, phone }: CardFactors,
): CardFinding {
  const receiptNo = `BNK${newId().replaceAll('-', '')}`;
  const holder = holderOf(cardNo);
  if (holder === undefined) return { state: 'not-found', receiptNo };
  const same = holder.name === name && holder.idNo === idNo && holder.phone === phone;
  if (!same) return { state: 'mismatch', receiptNo };
  return { state: 'match', receiptNo, bankCode: holder.bankCode, cardClass: holder.cardClass };
}
