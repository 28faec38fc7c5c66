import type { Day } from '../../../../kernel/calendar';
import type { DatedRates } from '../../domain/rates/dated-rates';
import type { LoanDue, LoanState as RepaidLoan } from '../../domain/servicing/loan-state';
import type { PlanReason } from '../../domain/servicing/plan-rows';
import type { LoanAccount } from '../../store/servicing/loan-account-store';

/** A disbursed loan under its lock: as it is stored, and as the domain reckons with it. */
export interface LoanBook {
  readonly account: LoanAccount;
  readonly state: RepaidLoan;
  readonly rates: DatedRates;
}

/** Where the money of an event comes from; its sum is what the event takes in. */
export type Funding =
  | { readonly by: 'hpf'; readonly debits: readonly { accountId: bigint; amountFen: bigint }[] }
  | { readonly by: 'card' | 'transfer'; readonly leafId: bigint; readonly amountFen: bigint }
  | { readonly by: 'prepaid' | 'none' };

/** How an event is booked. */
export interface Booking {
  /** The day it counts for; the books' day is today. */
  readonly on: Day;
  readonly funding: Funding;
  /** Kind of the voucher, e.g. 'loan-payment'; with the source it is unique. */
  readonly kind: string;
  readonly sourceId?: string;
  /** Why the loan is planned anew by it. */
  readonly replanned?: PlanReason;
  /** The instalment that fell due by it. */
  readonly raised?: LoanDue;
}
