interface Named {
  readonly name: string;
  readonly idNo: string;
}

/** The one form of a joint case, sealed as a whole: every department is told its part of it, nobody fills in another. */
export interface HallForm {
  readonly contractNo: string;
  readonly buyer: Named;
  readonly sellers: readonly Named[];
  /** Yuan. */
  readonly price: string;
  readonly downPayment: string;
  readonly custodyAccountNo: string;
}
