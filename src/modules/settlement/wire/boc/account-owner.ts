import type { AccountOwner, AccountOwnerAnswer, AccountOwnerQuestion } from '../../domain/account-owner';
import type { BankBody } from './bank-message';

export function ownerQuestionBody({ accountNo }: AccountOwnerQuestion): BankBody {
  return { AcctNo: accountNo };
}

/** Reads whose account it is; `drift` when it is not in the agreed form, `other-person` when it is of another account. */
export function readAccountOwner(body: BankBody, asked: AccountOwnerQuestion): AccountOwnerAnswer {
  const value = ownerOf(body, asked);
  if (typeof value === 'string') return { state: 'unknown', reason: value, detail: 'account owner' };
  const receiptNo = body['ReceiptNo'] ?? '';
  if (receiptNo === '') return { state: 'unknown', reason: 'drift', detail: 'ReceiptNo' };
  return { state: 'known', value, receiptNo };
}

function ownerOf(body: BankBody, asked: AccountOwnerQuestion): AccountOwner | 'drift' | 'other-person' {
  const { TxStatus, RtnCode, AcctNo, AcctName: ownerName = '', OwnerCode: ownerCode = '', AcctStatus } = body;
  if (AcctNo !== asked.accountNo) return 'other-person';
  if (TxStatus !== '0') return 'drift';
  if (RtnCode === 'ACCOUNT_NOT_FOUND') return { found: false };
  const open = { NORMAL: true, CLOSED: false }[AcctStatus ?? ''];
  if (RtnCode !== 'OK' || open === undefined || ownerName === '' || ownerCode === '') return 'drift';
  return { found: true, ownerName, ownerCode, open };
}
