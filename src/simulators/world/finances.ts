import type { Day } from '../../kernel/calendar';
import type { Fen } from '../../kernel/money';
import type { Month } from '../../kernel/month';

/** Wages that one employer declared for a run of months of one year, both months inclusive. */
export interface DeclaredWage {
  readonly creditCode: string;
  readonly amountFen: Fen;
  readonly from: Month;
  readonly to: Month;
}

export interface DeedTax {
  readonly contractNo: string;
  readonly taxedPriceFen: Fen;
  readonly paidOn: Day;
}

export interface CreditLoan {
  readonly type: 'housing-fund' | 'commercial-housing' | 'consumer' | 'business';
  readonly lender: string;
  readonly contractNo: string;
  readonly balanceFen: Fen;
  readonly monthlyFen: Fen;
  readonly purpose: 'housing' | 'consumption' | 'business';
  readonly grantedOn: Day;
}

export type CreditFlag = 'defaulter' | 'bad-debt' | 'guarantor-paid' | 'payment-stopped' | 'account-frozen';

/** A credit file; `none` is somebody who never borrowed (白户), `frozen` one that may not be shown. */
export type CreditFile = 'none' | 'frozen' | CreditRecord;

export interface CreditRecord {
  readonly overdueMonths: readonly Month[];
  readonly maxConsecutive: number;
  readonly cumulative: number;
  readonly presentOverdueFen: Fen;
  readonly loans: readonly CreditLoan[];
  readonly flags: readonly CreditFlag[];
  /** Days since the file was last renewed. */
  readonly daysOld: number;
}

export interface FundAccountElsewhere {
  readonly centreCode: string;
  readonly accountState: string;
  /** How somebody contributes there; left out, somebody who has stopped. */
  readonly contribution?: {
    readonly monthsInARow: number;
    readonly baseFen: Fen;
    readonly openedOn: Day;
    readonly balanceFen: Fen;
  };
}

/** What other centres of the country know of somebody. */
export interface FundElsewhere {
  /** State by JGJ/T 320 A.6. */
  readonly accounts: readonly FundAccountElsewhere[];
  readonly loansUsed: number;
  readonly loansUnsettled: number;
  /** The loans one by one; left out, as many as the numbers say, under contracts of this person alone. */
  readonly loans?: readonly { readonly contractNo: string; readonly settled: boolean }[];
  /** Centres that the platform does not reach when it is asked about this person. */
  readonly offline: readonly string[];
}
