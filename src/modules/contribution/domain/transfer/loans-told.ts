import type { LoanRecordFact } from './transfer-facts';

/** Loans in other cities, as a transfer in told of them. */
export interface LoansCarried {
  readonly loans: number;
  readonly loansEnded: boolean;
  readonly loanElsewhere: boolean;
}

/**
 * What the next city is told (LoanNum, LoanEndFlag, FrLoanFlag): loans used here, of which none runs when an account is
 * let go, and those that former cities told. One of theirs that runs is for the next city a loan in a third one.
 */
export function loansTold(
  { borrowing, used }: Pick<LoanRecordFact, 'borrowing' | 'used'>,
  carried: readonly LoansCarried[],
): LoansCarried {
  return {
    loans: carried.reduce((sum, { loans }) => sum + loans, used),
    loansEnded: !borrowing && carried.every(({ loansEnded }) => loansEnded),
    loanElsewhere: carried.some(({ loansEnded, loanElsewhere }) => !loansEnded || loanElsewhere),
  };
}
