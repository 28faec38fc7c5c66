import type { UnknownReason } from '../../../kernel/fact';
import type { Fen } from '../../../kernel/money';
import type { ReturnReason } from './return-reason';

/**
 * What the bank said of one instruction, from whichever side it came: direct answer, query, verified notice,
 * statement. `day` is 'YYYY-MM-DD'.
 */
export type Outcome =
  | { readonly kind: 'accepted' }
  | ({ readonly kind: 'paid'; readonly bankSerial: string; readonly valueDate: string } & Facts)
  | ({ readonly kind: 'rejected'; readonly code: string } & Facts)
  | ({
      readonly kind: 'returned';
      readonly bankSerial: string;
      readonly valueDate: string;
      readonly reason: ReturnReason;
    } & Facts)
  /** Not paid, not kept by the bank: the same reference may be sent again. */
  | {
      readonly kind: 'insufficient-funds';
      /** It was not sent: by our own reckoning funds have to come first. */
      readonly isUnsent?: true;
    }
  /** The bank knows no such reference, this long after the last attempt had begun. */
  | { readonly kind: 'not-found'; readonly sinceSentMs: number }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }
  /** The bank says something that cannot be, e.g. another content under our reference. */
  | { readonly kind: 'contradiction'; readonly code: IncidentCode };

export type OutcomeKind = Outcome['kind'];

/** What the bank repeated of the order; null where this kind of message does not tell. */
interface Facts {
  readonly amountFen: Fen | null;
  readonly payeeAccount: string | null;
}

/** Reject code of a payment that ended before it was sent: its card is stopped and its holder has bound another. */
export const CARD_STOPPED = 'CARD_STOPPED';
/** Reject code of a transfer that was to lend funds and ended before it was sent: nothing is paid from the lender for now. */
export const LENDER_HELD = 'LENDER_HELD';

/** Reject code of a payment that ended before it was sent: its ground is gone, for the contract was cancelled while it waited. */
export const CONTRACT_CANCELLED = 'CONTRACT_CANCELLED';

/** Why a person must look. Stable codes, no personal data. */
export const INCIDENT_CODES = [
  'UNKNOWN_REFERENCE',
  'UNKNOWN_ACCOUNT',
  'WRONG_AMOUNT',
  'OTHER_CARD',
  'OTHER_ACCOUNT',
  'PAID_AFTER_REJECTED',
  'RETURNED_AFTER_REJECTED',
  'SECOND_PAYMENT',
  'REJECTED_AFTER_PAID',
  'NOT_FOUND_AFTER_PAID',
  'MOVED_WHILE_FROZEN',
  'REFERENCE_REUSED',
  'MESSAGE_REFUSED',
  'SERIAL_REUSED',
  'HANDLER_FAILED',
  'VALUE_DATE_IMPOSSIBLE',
] as const;

export type IncidentCode = (typeof INCIDENT_CODES)[number];

/** What a person must look at: what a bank said of a payment, or of an account. */
export type ToldIncident = IncidentCode | 'BALANCE_DIFFERS';
