import type { AccountOwnerAnswer, AccountOwnerQuestion } from '../../domain/account-owner';
import type { Fields } from './packet';

const NOT_FOUND = '9301';
const STATUS: Readonly<Record<string, boolean>> = { A: true, C: false };

export function ownerFields({ accountNo }: AccountOwnerQuestion): Fields {
  return { account: accountNo };
}

/** Reads whose account it is; `drift` when it is not in the agreed form, `other-person` when it is of another account. */
export function readOwner(body: Fields, asked: AccountOwnerQuestion): AccountOwnerAnswer {
  const { code = '', account, receipt_no = '', owner_name = '', owner_code = '', account_status = '' } = body;
  const unknown = (reason: 'drift' | 'other-person'): AccountOwnerAnswer => ({
    state: 'unknown',
    reason,
    detail: 'account owner',
  });
  if (account !== asked.accountNo) return unknown('other-person');
  if (receipt_no === '') return unknown('drift');
  if (code === NOT_FOUND) return { state: 'known', value: { found: false }, receiptNo: receipt_no };
  const open = STATUS[account_status];
  if (code !== '0000' || open === undefined || owner_name === '' || owner_code === '')
    return unknown('drift');
  const value = { found: true, ownerName: owner_name, ownerCode: owner_code, open } as const;
  return { state: 'known', value, receiptNo: receipt_no };
}
