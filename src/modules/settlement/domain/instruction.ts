import type { Fen } from '../../../kernel/money';
import type { InstructionState } from './instruction-state';
import type { CorporateAccount, PayeeOf } from './payee';
import type { OutwardPurpose, Purpose } from './purposes';
import type { ReturnReason } from './return-reason';

/** What a business room asks to be paid. */
export interface NewInstruction {
  readonly purpose: OutwardPurpose;
  /** The case, or whatever else the payment belongs to: at most one open or paid instruction a purpose and source. */
  readonly sourceId: string;
  /** Payout card of the party room; absent when a payer is paid back. */
  readonly payeeCardId?: string | null;
  /** The receipt whose payer is paid back, from the account that received it. */
  readonly payeeReceiptId?: string | null;
  /** The account of another centre that is paid. */
  readonly payeeAccount?: CorporateAccount;
  readonly amountFen: bigint;
  /** Part of the amount that is interest (IntAmt); 0 unless told. */
  readonly interestFen?: bigint;
  /** Two digits of the national table (业务类型), e.g. 02 partial withdrawal, 03 closing. */
  readonly busType: string;
  /** Shown on the payee's statement; no personal data. */
  readonly summary: string;
}

/** A payment instruction as stored. Days are 'YYYY-MM-DD'. */
export interface Instruction extends PayeeOf {
  readonly id: string;
  readonly purpose: Purpose;
  readonly sourceId: string;
  readonly bankAccountId: string;
  /** Ledger leaf of the paying account: the credit line of V4 and its kind. */
  readonly bankLeafId: bigint;
  /** Bank of the paying account: it alone speaks of this payment. */
  readonly bankCode: string;
  readonly amountFen: Fen;
  /** Part of the amount that is interest. */
  readonly interestFen: Fen;
  /** Our number at the bank, the same on every attempt. */
  readonly reference: string;
  readonly busType: string;
  readonly summary: string;
  readonly state: InstructionState;
  readonly frozen: boolean;
  readonly bankSerial: string | null;
  readonly valueDate: string | null;
  readonly rejectCode: string | null;
  readonly returnSerial: string | null;
}

/** An instruction whose money left: what `onPaid` is given. */
export type PaidInstruction = Instruction & { readonly bankSerial: string; readonly valueDate: string };

/** What a bank's word meant for the card that was to be paid: true when it was in use and is stopped by it. */
interface ForItsCard {
  readonly cardStopped: boolean;
}

/** An instruction whose money came back: what `onReturned` is given. */
export type ReturnedInstruction = PaidInstruction & ForItsCard & { readonly returnReason: ReturnReason };

/** An instruction the bank refused for good: what `onRejected` is given. */
export type RejectedInstruction = Instruction & ForItsCard & { readonly rejectCode: string };
