import type { UnknownReason } from '../../../kernel/fact';

export interface CardQuestion {
  readonly name: string;
  readonly idNo: string;
  readonly cardNo: string;
  readonly phone: string;
}

/** What a bank says of the four factors; which of them differs it does not say. */
export type CardCheck =
  | { readonly match: true; readonly bankCode: string; readonly cardClass: 'I' | 'II' | 'III' }
  | { readonly match: false; readonly reason: 'mismatch' | 'closed' | 'not-found' };

/** A bank's answer with its own number of it, or why there is none; `detail` names what was not as agreed. */
export type CardAnswer =
  | { readonly state: 'known'; readonly value: CardCheck; readonly receiptNo: string }
  | { readonly state: 'unknown'; readonly reason: UnknownReason; readonly detail: string | null };
