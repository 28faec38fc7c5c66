import type { Json } from '../../../../kernel/fact';

type Told = { readonly [key: string]: Json };

/** `identity.change`: what the police say of the new name and number; no personal data. */
export type IdentityChangeFact = Told & {
  readonly match: boolean;
  readonly alive: boolean | null;
  /** Whether they have the former name and number as those of the same person. */
  readonly formerTold: boolean;
};

/** `identity.books`: what our books have. */
export type IdentityBooksFact = Told & {
  readonly known: boolean;
  readonly nameAgrees: boolean;
  /** Whether name or number is another than before. */
  readonly changes: boolean;
  /** Whether somebody else is known under the new number. */
  readonly taken: boolean;
  /** Cases of the person that have not ended, this one apart. */
  readonly openCases: number;
};

/** `contact.phone`: the bank's word on a mobile number; not asked where none is given, nor without a bound card. */
export type PhoneFact = Told & {
  readonly asked: boolean;
  readonly card: boolean;
  readonly match: boolean | null;
};
