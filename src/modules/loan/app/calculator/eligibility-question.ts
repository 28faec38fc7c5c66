import type { RepaymentMethod } from '../../domain/plan/repayment-method';

/** A person's contributions as typed; `state` is how the account stands. Money in yuan strings. */
export interface TypedContribution {
  readonly state: 'active' | 'sealed' | 'frozen' | 'none';
  readonly monthsInARow?: number;
  readonly base?: string;
  readonly years?: number;
  readonly balance?: string;
}

/** What a credit report would say, as typed: all of it, or it is not known. */
export interface TypedCredit {
  readonly consecutive: number;
  readonly cumulative: number;
  readonly presentOverdue: string;
  /** Debts written off, paid by a guarantor, accounts stopped or frozen. */
  readonly badMarks: boolean;
  readonly monthlyDebt: string;
}

export interface TypedHome {
  readonly price: string;
  readonly affordable?: boolean;
  readonly paid?: string;
  readonly contractOn?: string;
  readonly contractCancelled?: boolean;
  readonly appraisal?: string;
  readonly buildYear?: number;
  readonly landUseMonths?: number;
  readonly inCustody?: boolean;
  /** What stands on the home: both, or it is not known. */
  readonly collateral?: { readonly seized: boolean; readonly mortgaged: boolean };
  readonly sellerOwns?: boolean;
}

export interface TypedFamily {
  readonly homes?: number;
  readonly minorChildren?: number;
  readonly uplift?: 'none' | 'TALENT' | 'MILITARY';
  readonly fundLoans?: { readonly used: number; readonly unsettled: number };
  readonly defaulter?: boolean;
  readonly bans?: readonly { readonly until: string; readonly conductOn: string }[];
}

/** What somebody without a login tells of a loan they think of: whatever is left out is not known. */
export interface EligibilityQuestion {
  readonly kind: 'new-home' | 'second-hand';
  readonly amount?: string;
  readonly termMonths?: number;
  readonly home: TypedHome;
  readonly borrower?: {
    readonly birth?: string;
    readonly contribution?: TypedContribution;
    readonly credit?: TypedCredit;
  };
  readonly spouse?: {
    readonly part: 'none' | 'joins' | 'left-out';
    readonly contribution?: TypedContribution;
    readonly credit?: TypedCredit;
  };
  readonly family?: TypedFamily;
  readonly prepayment?: {
    readonly paidPeriods: number;
    readonly amount: string;
    readonly method?: RepaymentMethod;
  };
  readonly withRows?: boolean;
}
