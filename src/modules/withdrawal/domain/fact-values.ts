/** Shapes of the facts that withdrawals read; none holds personal data. Money is a yuan string. */

/** What the police do not tell of somebody who is not known to them by that name is null: neither no nor zero. */
export type IdentityFact = {
  readonly match: boolean;
  readonly alive: boolean | null;
  readonly minorChildren: number | null;
};

export type MarriageFact = {
  readonly status: 'single' | 'married' | 'widowed' | 'divorced';
  /** `sealed`: name and number encrypted, so that a later round can ask about the spouse; rules never read it. */
  readonly spouse: { readonly personId: string; readonly sealed: string } | null;
};

/** Homes owned in the city; `spouse` is null for somebody not married, and while the spouse is unknown. */
export type HomesFact = { readonly member: number; readonly spouse: number | null };

export type AccountFact =
  | { readonly state: 'none' }
  | { readonly state: string; readonly district: string; readonly unitState: string };

export type EngagementFact = { readonly engaged: boolean; readonly item: string | null };

export type RestrictionsFact = readonly { readonly kind: string; readonly until: string }[];

export type LoanStandingFact = {
  readonly overdue: boolean;
  readonly borrowing: boolean;
  readonly guaranteeing: boolean;
};

export type BalanceFact = { readonly posted: string; readonly held: string };

export type CardFact = { readonly cardId: string | null; readonly bank: string | null };

/** What the household took this year, the present case apart; `potId` once the pot is locked. */
export type RentTakenFact = { readonly taken: string; readonly potId: string | null };

/** The bank's word on a card; `evidenceId` names the exchange that verified it. */
export type CardOwnerFact = {
  readonly match: boolean;
  readonly bankCode?: string;
  readonly cardClass?: string;
  readonly evidenceId: string | null;
};

/** Whether the card is nobody else's payout card; null, not looked up, where the bank does not call it one's own. */
export type CardFreeFact = { readonly free: boolean | null };
