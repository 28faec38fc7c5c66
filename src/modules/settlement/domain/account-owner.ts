import type { UnknownReason } from '../../../kernel/fact';

/** A company's account at a bank, by its number. */
export interface AccountOwnerQuestion {
  readonly accountNo: string;
}

/** What a bank says of an account: whose it is, and whether money moves on it. Never log the name. */
export type AccountOwner =
  | { readonly found: true; readonly ownerName: string; readonly ownerCode: string; readonly open: boolean }
  | { readonly found: false };

/** A bank's answer with its own number of it, or why there is none; `detail` names what was not as agreed. */
export type AccountOwnerAnswer =
  | { readonly state: 'known'; readonly value: AccountOwner; readonly receiptNo: string }
  | { readonly state: 'unknown'; readonly reason: UnknownReason; readonly detail: string | null };
