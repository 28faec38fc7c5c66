/** `unit.months`: how far the months of an employer reach. */
export interface StatementMonthFact {
  readonly [key: string]: string | null;
  /** First month it remits for. */
  readonly first: string;
  /** Paid through (缴至年月); null before the first remittance. */
  readonly paidThrough: string | null;
}
