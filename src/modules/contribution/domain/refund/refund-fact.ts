/**
 * Journal kinds by which the loan room takes money out of a member's account (V10, 对冲还贷): instalments of a due
 * day together, one by itself, a prepayment, all that is owed. Paid from elsewhere they debit no member.
 */
export const LOAN_PAYMENTS = [
  'loan-instalment',
  'loan-hedged',
  'loan-payment',
  'loan-prepayment',
  'loan-settlement',
] as const;

/** `refund.line`: the line that is to be refunded, its member's account, and what the employer asks for. */
export type RefundLineFact =
  | { readonly found: false }
  | {
      readonly found: true;
      readonly source: 'list' | 'back-payment';
      readonly sourceId: string;
      readonly accountId: string;
      /** Day on which it was credited. */
      readonly creditedOn: string;
      /** What of the line was not refunded yet, yuan. */
      readonly leftEmployer: string;
      readonly leftEmployee: string;
      /** What is to be refunded, yuan: as asked, all that is left where nothing was said. */
      readonly employer: string;
      readonly employee: string;
      readonly amount: string;
      readonly to: 'payer' | 'suspense';
      /** State of the member's account (A.6), and what on it is neither held nor frozen, yuan. */
      readonly state: string;
      readonly available: string;
      /** Whether an instalment of a loan was paid out of the account since. */
      readonly hedged: boolean;
      /** The receipt whose payer the money came from; null where it came from several, or from before this system. */
      readonly payer: string | null;
    };

/** What rules that compare with the line say where there is none: whether it is there is another rule's to judge. */
export const NO_LINE = { zh: '查无该笔入账，未作比对', en: 'there is no such line, nothing was compared' };
