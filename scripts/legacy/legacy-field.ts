/** What a cell may hold; each kind has its check and its typed form in `field-kinds.ts`. */
export type FieldKind =
  | 'text'
  | 'person-name'
  | 'identity'
  | 'account-no'
  | 'credit-code'
  | 'district'
  | 'day'
  | 'month'
  | 'payday'
  | 'money'
  | 'ratio'
  | 'whole'
  | 'subject-code'
  | 'unit-kind'
  | 'state-before'
  | 'contract-no'
  | 'serial'
  | 'period'
  | 'rate'
  | 'home'
  | 'purpose'
  | 'home-order'
  | 'due-mode'
  | 'loan-state'
  | 'party-role'
  | 'postcode'
  | 'bank-code'
  | 'card-bank'
  | 'repayment-account'
  | PrivateKind
  | `A.${1 | 3 | 4 | 5 | 6 | 7 | 11 | 14 | 15 | 22}`;

/** Sealed while it is staged; one that is no such number is left out and listed, and its row is taken over without it. */
export type PrivateKind = 'mobile' | 'landline' | 'home-postcode' | 'home-address' | 'card';

export const isPrivate = (kind: FieldKind): kind is PrivateKind =>
  ['mobile', 'landline', 'home-postcode', 'home-address', 'card'].includes(kind);

export interface LegacyField {
  /** Name in JGJ/T 320, or one of our own where the standard has none. */
  readonly name: string;
  readonly kind: FieldKind;
  readonly optional?: true;
  /** A column that the standard does not have in this table. */
  readonly own?: true;
  /** Only an employer has it: a unit of the centre's own (DWLX) has none. */
  readonly ofEmployer?: true;
}

export const field = (
  name: string,
  kind: FieldKind,
  flags: Omit<LegacyField, 'name' | 'kind'> = {},
): LegacyField => ({
  name,
  kind,
  ...flags,
});

export const optional = { optional: true } as const;
export const own = { own: true } as const;
