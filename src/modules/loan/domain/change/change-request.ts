/** What a request to change how a loan is repaid says (DK08). */
export type ChangeRequest =
  | { readonly loanId: string; readonly change: 'method'; readonly method: '01' | '02' }
  /** Instalments from the next one on, that one counted. */
  | { readonly loanId: string; readonly change: 'term'; readonly periods: number }
  /** The card that the applicant has bound. */
  | { readonly loanId: string; readonly change: 'card' };
