/** Why the centre moves money between two of its accounts. */
export type TransferReason =
  /** A payment is short of funds on the account (资金实时调拨). */
  | 'liquidity'
  /** Cash follows the interest of 30 June from the gains account (V14b). */
  | 'interest-cash'
  /** Interest and penalties of loans came in on the fund's accounts and belong on the gains account (handbook 6.3). */
  | 'loan-interest'
  /** The account that pays is given up, and the other takes its place. */
  | 'closing'
  /** What a member left and nobody inherits falls to the gains (V12). */
  | 'estate';

/**
 * `open`: the money is to leave, has left or is unknown. `arrived`: the receiving bank has told the credit. `failed`:
 * the paying bank refused it for good, or gave it back.
 */
export type TransferState = 'open' | 'arrived' | 'failed';

export interface NewOwnTransfer {
  readonly fromAccountId: string;
  readonly toAccountId: string;
  readonly amountFen: bigint;
  readonly reason: TransferReason;
  /** What the cash follows: of interest in as many parts as it takes, else at most one that is not failed. Null for liquidity. */
  readonly sourceId: string | null;
}

/** A transfer as its instruction's number finds it. */
export interface OwnTransfer {
  readonly id: string;
  readonly toAccountId: string;
  readonly amountFen: bigint;
  readonly reason: TransferReason;
  readonly sourceId: string | null;
  readonly state: TransferState;
}

/** 资金划转 of the national table of business types (业务类型). */
export const OWN_TRANSFER_BUS_TYPE = '18';

const REFERENCE = /(?<![0-9A-Z])\d{14}[0-9A-Z]{16}(?![0-9A-Z])/;

/** What the receiving bank shows: our number travels with the money, so that the credit tells what it belongs to. */
export function transferSummary(reference: string): string {
  return `资金划转 ${reference}`;
}

/** Our number of a payment in what came with a credit; null when there is none. */
export function referenceIn(said: { readonly remark: string; readonly summary: string }): string | null {
  return REFERENCE.exec(`${said.remark} ${said.summary}`)?.[0] ?? null;
}
