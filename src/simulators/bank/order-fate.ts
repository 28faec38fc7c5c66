import type { CollectionLine, PaymentLine, RefusalCode, RejectionLine, UncollectedLine } from './book-line';

/** Why an order is refused for good. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

/** What became of an order: its line, or why there is none. */
export type OrderFate =
  | { readonly state: 'paid'; readonly line: PaymentLine; readonly fresh: boolean }
  | { readonly state: 'rejected'; readonly line: RejectionLine }
  | { readonly state: 'collected'; readonly line: CollectionLine; readonly fresh: boolean }
  | { readonly state: 'uncollected'; readonly line: UncollectedLine; readonly fresh: boolean }
  | { readonly state: 'accepted'; readonly fresh: boolean }
  | { readonly state: 'bad-fields' }
  | { readonly state: 'insufficient-funds' }
  | { readonly state: 'other-content' }
  | { readonly state: 'not-found' };
