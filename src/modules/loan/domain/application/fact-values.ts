/**
 * Shapes of the facts that applications for loans read. Money is a yuan string, a day 'YYYY-MM-DD'. What names people,
 * homes or accounts is sealed, for a later step; rules never read it.
 */

export type LoanPartyRole = 'borrower' | 'spouse' | 'co-borrower' | 'guarantor';

/** `loan.parties`: everybody the application names, the applicant first; `spouse` says whether there is one and joins. */
export type PartiesFact = {
  readonly people: readonly {
    readonly role: LoanPartyRole;
    readonly personId: string;
    readonly sealed: string;
  }[];
  readonly spouse: 'none' | 'joins' | 'left-out';
};

/** `loan.consents`: who has agreed, each for themselves; unknown until all have spoken or one has declined. */
export type ConsentsFact = readonly {
  readonly role: LoanPartyRole;
  readonly personId: string;
  readonly agreed: boolean;
  readonly how: 'application' | 'own-login' | 'counter';
  /** Number of the signed consent to a credit report; null of somebody who declined. */
  readonly sealed: string | null;
}[];

export type PoliceWord = 'alive' | 'deceased' | 'mismatch';

/** `loan.police`: the police on everybody but the applicant. */
export type OthersPoliceFact = readonly { readonly role: LoanPartyRole; readonly word: PoliceWord }[];

/** What a credit report says that a loan is decided by. */
export type CreditValue = {
  readonly record: 'none' | 'kept';
  /** Most overdue periods in a row, and in all, of the last 24 months. */
  readonly consecutive: number;
  readonly cumulative: number;
  readonly presentOverdue: string;
  readonly flags: readonly string[];
  readonly loans: readonly {
    readonly type: string;
    readonly balance: string;
    readonly monthly: string;
    readonly grantedOn: string;
    /** It is the loan that this application is to convert. */
    readonly converted: boolean;
    /** Key of its contract, of a fund loan; missing from facts stored before fund loans were compared. */
    readonly key?: string;
  }[];
};

/** `loan.credit`: the applicant's report; null where an estimate was asked for without consent to one. */
export type CreditFact = CreditValue | null;

/** `loan.coCredit`: those of the others. */
export type CoCreditFact = readonly (CreditValue & { readonly role: LoanPartyRole })[];

/** `loan.defaulters`: who stands on the courts' list. */
export type DefaultersFact = readonly { readonly role: LoanPartyRole; readonly listed: boolean }[];

/** Fund loans elsewhere in the country; a contract by a key that says nothing but whether two are the same. */
export type NationwideValue = {
  readonly unsettled: number;
  readonly contracts: readonly { readonly key: string; readonly settled: boolean }[];
};

/** `loan.nationwide`: of the applicant. */
export type NationwideFact = NationwideValue;

/** `loan.coNationwide`: of the others who borrow. */
export type CoNationwideFact = readonly (NationwideValue & { readonly role: LoanPartyRole })[];

/** `family.homes`: homes titled in the city to borrower, spouse and minor children, each home once. */
export type FamilyHomesFact = {
  readonly homes: number;
  readonly children: number;
  /** Minor children of either, each once: they raise the cap. Without it the applicant's own did, and still do. */
  readonly householdChildren?: number;
};

/** `loan.history`: loans of this centre; unsettled ones of each borrower, and those the couple ever had, each once. */
export type HistoryFact = {
  readonly unsettled: readonly { readonly role: LoanPartyRole; readonly count: number }[];
  readonly familyUsed: number;
};

/** `loan.bans`: bans for fraud that hold today. */
/** `conductOn`: day of the fraud. */
export type BansFact = readonly {
  readonly role: LoanPartyRole;
  readonly until: string;
  readonly conductOn: string;
}[];

/** `person.age`: of the applicant, in completed months on the day of acceptance. */
export type AgeFact = { readonly months: number };

/** `contribution.continuity`, as the contribution room tells it. */
export type ContinuityFact = {
  readonly state: string;
  readonly months: number;
  readonly madeUp: number;
  readonly carried: boolean;
};

export type ContributorValue = {
  readonly state: string;
  readonly base: string;
  readonly years: number;
  readonly balance: string;
};

/** `contribution.household` */
export type HouseholdContributionFact = {
  readonly self: ContributorValue | null;
  readonly spouse: ContributorValue | null;
};

/** `contribution.elsewhere`: with another city's centre, where the applicant named one; null where not. */
export type ElsewhereFact = (ContributorValue & { readonly months: number }) | null;

/** `person.identity`, as the contribution room tells it. */
export type IdentityFact = {
  readonly match: boolean;
  readonly alive: boolean | null;
  readonly minorChildren: number | null;
};

/** `loan.uplift`: the paper of a talent or a soldier; null where none was asked for. */
export type UpliftFact = { readonly reason: 'TALENT' | 'MILITARY' } | null;

export type LoanPurpose = 'new-home' | 'second-hand' | 'build' | 'conversion';

/** `estimate`: a home that is not bought yet, as the member describes it. */
export type HomePurpose = LoanPurpose | 'estimate';

/** The home to be financed, as registry or papers tell it. */
export type HomeValue = {
  readonly contractNo: string | null;
  /** 不动产单元号; null of an estimate. */
  readonly unitKey: string | null;
  readonly projectNo: string | null;
  /** Price of the contract; of a home to be built its cost. */
  readonly price: string;
  /** Of the price what the buyer has paid, or is to pay, of own money; null where that is not asked. */
  readonly paid: string | null;
  /** Day from which the time to apply runs; null where there is none. */
  readonly since: string | null;
  readonly cancelled: boolean;
  readonly affordable: boolean;
  /** Of a second-hand home. */
  readonly buildYear: number | null;
  /** Of a conversion: what is owed to the bank. */
  readonly owed: string | null;
  /** Of a second-hand home: whether the price is in custody until the title has passed; null where that is not asked. */
  readonly inCustody: boolean | null;
  readonly sealed: string;
};

/** `loan.home`: null where nothing was found. `filed`: how many contracts there are of which one is chosen. */
export type HomeFact = {
  readonly purpose: HomePurpose;
  readonly home: HomeValue | null;
  readonly filed: number;
};

/**
 * `loan.buyers`: how many buy by the contract, and those of them who do not borrow, each by a masked name, since the
 * applicant is told whom the application lacks; null where no contract was found.
 */
export type BuyersFact = { readonly count: number; readonly leftOut: readonly string[] } | null;

/** `loan.unit`: what stands on the unit at the title registry; null where no home was found. */
export type UnitFact = {
  readonly seized: boolean;
  /** Mortgages and pre-notices, but for that of the bank whose loan is converted, or is the seller's. */
  readonly mortgages: number;
  readonly titled: boolean;
  readonly owner: 'nobody' | 'borrowers' | 'sellers' | 'others';
  /** Whole months of land use left; null where it has no end. */
  readonly landMonths: number | null;
  readonly sealed: string;
} | null;

/** `loan.onHome`: whether another loan of this centre is on the home. */
export type OnHomeFact = { readonly financed: boolean };

/** `loan.project`: null where no home was found. */
export type ProjectFact = {
  readonly registered: boolean;
  readonly admitted: boolean;
  /** Whether the supervised account is known. */
  readonly account: boolean;
  readonly sealed: string | null;
} | null;

/** `loan.value`: what of the home the amount and the term rest on; null where no home was found. */
export type ValueFact = {
  /** Of a second-hand home: what it was assessed at; null where it was not. */
  readonly appraisal: string | null;
  readonly buildYear: number | null;
  readonly landMonths: number | null;
  /** What neither buyer nor seller's bank has to bear: left to be paid; null where that is not known. */
  readonly unpaid: string | null;
} | null;

/** `loan.contributors`: those of a couple whose contributions count, on active accounts and agreed to borrow. */
export type ContributorsFact = readonly ContributorValue[];

/** `loan.assessment`: what the tax authority holds a second-hand home to be worth; null where it did not assess it. */
export type AssessmentFact = { readonly price: string | null };

/** `build.permit`, `build.budget`, `build.safety`: papers of a home that is built, rebuilt or overhauled. */
export type PermitFact = { readonly holder: 'applicant' | 'spouse' | 'others'; readonly permittedOn: string };
export type BudgetFact = { readonly cost: string; readonly paid: string; readonly sealed: string };
export type SafetyFact = { readonly needsOverhaul: boolean } | null;

/** `build.payee`: what the builder's bank says of the account that is to be paid; names stay outside. */
export type BuildPayeeFact = {
  readonly found: boolean;
  readonly open: boolean;
  /** Whether an organisation of the builder's name owns it. */
  readonly nameAgrees: boolean;
};

/** `conversion.statement`: the lender on the loan to be converted; `conversion.price`: what the home cost. */
export type StatementFact = {
  readonly balance: string;
  /** Whether the account that is paid off is the lender's own; missing from statements that were kept before it was asked. */
  readonly payeeIsLender?: boolean;
  readonly sealed: string;
};
export type PriceFact = { readonly price: string; readonly sealed: string };
