import { newId } from '../../kernel/identifiers/uuid';
import type { Company } from '../world/person';

/** `receiptNo` is the bank's number of this answer. */
export type AccountFinding = { readonly receiptNo: string } & (
  | {
      readonly state: 'found';
      readonly ownerName: string;
      readonly ownerCode: string;
      readonly open: boolean;
    }
  | { readonly state: 'not-found' }
);

/**
 * Whose account a number is, of the companies this bank can speak of. The owner's name is the one the account was
 * opened under: banks do not hear of a new licence by themselves.
 */
export function findAccount(
  holderOf: (accountNo: string) => Company | undefined,
  accountNo: string,
): AccountFinding {
  const receiptNo = `BNK${newId().replaceAll('-', '')}`;
  const owner = holderOf(accountNo);
  if (owner === undefined) return { state: 'not-found', receiptNo };
  const { bankAccount, creditCode } = owner;
  return {
    state: 'found',
    receiptNo,
    ownerName: bankAccount.ownerName,
    ownerCode: creditCode,
    open: bankAccount.open,
  };
}
