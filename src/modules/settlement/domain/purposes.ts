/** What the centre's bank accounts are for (专户性质, handbook 6.1): 归集户, 贷款户, 增值收益户. */
export const ACCOUNT_PURPOSES = ['collection', 'loan', 'gains'] as const;
export type AccountPurpose = (typeof ACCOUNT_PURPOSES)[number];

/**
 * Every reason for which the centre pays, and the account it pays from. A purpose without a registered handler stops
 * the start: its money would leave and nobody would book it.
 */
export const PURPOSES = {
  withdrawal: { payFrom: 'collection' },
  /** Of an account, with its interest (销户提取). */
  closing: { payFrom: 'collection' },
  /** Money in a unit's suspense, back to its payer (暂收款退回). */
  'suspense-return': { payFrom: 'collection' },
  /** A receipt of nobody known, back to its payer (无主到账退回). */
  'receipt-return': { payFrom: 'collection' },
  /** A wrong payment, back to its payer (错缴退回). */
  'contribution-refund': { payFrom: 'collection' },
  /** Of an account to the centre of another city, with its interest (异地转出). */
  transfer: { payFrom: 'collection' },
  /** Of money for a transfer in that came to nothing, to where it came from. */
  'transfer-back': { payFrom: 'collection' },
  /** Of a loan, to the account that its terms name (放款). */
  'loan-disbursement': { payFrom: 'loan' },
  /** What a settled loan was paid beside what it owed, back to the card it came from (多还款退回). */
  'loan-refund': { payFrom: 'loan' },
  /** Of a member's money, to the account that an order of a court names (司法扣划). */
  'court-deduction': { payFrom: 'collection' },
  /** Between accounts of the centre (资金划转): the transfer names the account that pays. */
  'own-transfer': { payFrom: null },
} as const satisfies Record<string, { readonly payFrom: AccountPurpose | null }>;

export type Purpose = keyof typeof PURPOSES;
/** Those that a business room pays for, to somebody else. */
export type OutwardPurpose = Exclude<Purpose, 'own-transfer'>;
