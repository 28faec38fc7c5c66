/** `transfer.letter` */
export interface LetterFact {
  readonly [key: string]: string | boolean;
  readonly letterNo: string;
  readonly from: string;
  /** Nothing was decided about it yet, and it was not taken back. */
  readonly open: boolean;
}

/** `transfer.holder` */
export interface HolderFact {
  readonly [key: string]: boolean;
  readonly known: boolean;
  readonly nameAgrees: boolean;
}

/** `transfer.underWay` */
export interface UnderWayFact {
  readonly [key: string]: string | null;
  readonly letterNo: string | null;
}

/** `transfer.accountThere` */
export interface AccountThereFact {
  readonly [key: string]: string | boolean | null;
  readonly centre: string;
  readonly found: boolean;
  /** JGJ/T 320 A.6; null when there is none. */
  readonly state: string | null;
}

/** `loan.ownRecord` */
export interface LoanRecordFact {
  readonly [key: string]: boolean | number;
  readonly borrowing: boolean;
  readonly guaranteeing: boolean;
  readonly used: number;
}

/** `member.closing`, as far as a transfer reads it; yuan. */
export interface TermsFact {
  readonly [key: string]: string;
  readonly principal: string;
  readonly interest: string;
  readonly held: string;
  readonly valueDate: string;
}

/** `contribution.monthsCarried` */
export interface MonthsCarriedFact {
  readonly [key: string]: boolean | number | string | null;
  /** Some transfer carried six months in a row (SixMconFlag). */
  readonly sixMonths: boolean;
  /** Last month paid elsewhere, 'YYYY-MM'; null where nothing was transferred. */
  readonly paidTo: string | null;
  /** Day on which the earliest account elsewhere was opened. */
  readonly openedOn: string | null;
  /** Housing fund loans used elsewhere, and whether all of them are settled. */
  readonly loans: number;
  readonly loansEnded: boolean;
  readonly transfers: number;
}
