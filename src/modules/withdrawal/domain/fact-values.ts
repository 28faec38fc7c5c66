/** Shapes of the facts that withdrawals read; none holds personal data. Money is a yuan string. */

/** What the police do not tell of somebody who is not known to them by that name is null: neither no nor zero. */
export type IdentityFact = {
  readonly match: boolean;
  readonly alive: boolean | null;
  readonly minorChildren: number | null;
};

export type { HomesFact, MarriageFact } from '../../loan';

export type AccountFact =
  | { readonly state: 'none' }
  | { readonly state: string; readonly district: string; readonly unitState: string };

/** `item`: the business that has the account, in words. */
export type EngagementFact = {
  readonly engaged: boolean;
  readonly item: string | { readonly zh: string; readonly en: string } | null;
};

/** `conductOn`: day of the fraud. */
export type RestrictionsFact = readonly {
  readonly kind: string;
  readonly until: string;
  readonly conductOn: string;
}[];

/** What was withdrawn on contracts cancelled since and is to be given back, the earliest due first. */
export type OwedBackFact = readonly {
  readonly recoveryNo: string;
  readonly contractNo: string;
  /** Yuan. */
  readonly outstanding: string;
  readonly dueOn: string;
}[];

export type LoanStandingFact = {
  readonly overdue: boolean;
  readonly borrowing: boolean;
  readonly guaranteeing: boolean;
};

export type BalanceFact = { readonly posted: string; readonly held: string };

/** `changedOn`: day on which the card took the place of another one; null of the first. */
export type CardFact = {
  readonly cardId: string | null;
  readonly bank: string | null;
  readonly changedOn: string | null;
  /** The last card, where its bank has stopped it and none was bound since; older facts do not say. */
  readonly stopped?: {
    readonly bank: string;
    readonly why: 'NAME_MISMATCH' | 'CARD_CLOSED' | 'ACCOUNT_NOT_FOUND';
    readonly on: string;
  } | null;
};

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

/** Whether the phone of the card is the applicant's own, as a desk has seen; null where nobody has to look. */
export type CardPhoneFact = { readonly own: boolean | null };

/** The contract that a purchase rests on, of those filed for the member or the spouse; null when there is none. */
export type FiledContractFact = {
  readonly contractNo: string;
  /** 不动产单元号. */
  readonly unitKey: string;
  readonly price: string;
  readonly filedOn: string;
  readonly cancelled: boolean;
  /** Loan noted on the filing, null where none is. */
  readonly loan: string | null;
};

export type PurchaseContractFact = {
  readonly contract: FiledContractFact | null;
  /** How many were filed for either of them, cancelled ones too. */
  readonly filed: number;
  /** Where a desk has seen the contract: whose name stands among its buyers. */
  readonly buyer?: 'applicant' | 'spouse';
};

/** Marriages and divorces registered within the months that are looked at, of whoever of the two had more. */
export type MarriageChangesFact = { readonly most: number };

/** Whether the member or the spouse paid for the home; null where nobody has to look. */
export type PurchasePaymentsFact = { readonly byHousehold: boolean | null };

/** Loans that the household borrows or anybody for the home of the contract, settled ones too; `granted` null: not told. */
export type LoanHomesFact = readonly {
  readonly unitKey: string | null;
  readonly granted: string | null;
  readonly settled: boolean;
}[];

/** What was taken for the home of the contract, the present case apart; `potId` once the pot is locked. */
export type PurchaseHomeFact = {
  readonly potId: string | null;
  readonly taken: string;
  /** Whether the member drew on this home before. */
  readonly ownDraw: boolean;
  /** Latest filing of a sale of this home to others on which money was drawn, before that of the contract. */
  readonly soldBefore: string | null;
};

/** What human resources say; `hint` is the statutory month reckoned from birth and sex, a hint and no decision. */
export type RetirementFact =
  | { readonly retired: true; readonly retiredOn: string }
  | { readonly retired: false; readonly hint: string | null };

export type OwnLoanFact = { readonly unsettled: boolean };

/** What closing the account pays if it is approved now. Yuan; the accumulation stands in fen · days. */
export type ClosingFact = {
  readonly principal: string;
  readonly interest: string;
  /** Held for others, such as a court. */
  readonly held: string;
  readonly valueDate: string;
  readonly accumulation: string;
};
