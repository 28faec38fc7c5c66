import type { PartyRole } from './loan-terms';

/** An account that a loan is paid to; never one of the borrower. */
export interface LoanPayee {
  /** First three digits of the bank's clearing number. */
  readonly bankCode: string;
  readonly accountNo: string;
  readonly name: string;
}

/** What of a loan is personal, sealed as a whole in `loan.details_sealed`. Never logged. */
export interface LoanDetails {
  readonly address: string;
  /** Floor area in square metres, two decimals. */
  readonly area: string;
  readonly contractNo: string | null;
  readonly projectNo: string | null;
  readonly payee: LoanPayee;
  readonly parties: readonly {
    readonly personId: string;
    readonly role: PartyRole;
    readonly name: string;
    readonly idNo: string;
  }[];
  readonly seller?: readonly { readonly name: string; readonly idNo: string }[];
  /** Of a conversion: the bank loan that is paid off. */
  readonly lender?: { readonly name: string; readonly contractNo: string };
}
