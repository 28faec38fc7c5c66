/** `loan.settled`: whether a loan is repaid, and when. */
export type SettledFact = {
  readonly settled: boolean;
  readonly settledOn: string | null;
  /** Principal that is still owed, yuan. */
  readonly principal: string;
};
