/** What a request for a partial prepayment says; `amount` is principal in yuan. */
export interface PrepayRequest {
  readonly loanId: string;
  readonly amount: string;
  readonly mode: 'reduce-instalment' | 'reduce-term';
}
