import type { Tx } from '../../../platform/database/tx';
import type { CollectionAccount } from './collection-account-store';

/** 外部转出销户: sealed → 04. False when the account is in another state, e.g. frozen by a court meanwhile. */
export async function closeTransferred(tx: Tx, accountId: bigint, on: string): Promise<boolean> {
  const closed = await tx.execute(
    `UPDATE member_account SET state_before_closing = state, state = '04', closed_on = $3::date
      WHERE centre_id = $1 AND account_id = $2 AND state = '02'`,
    [tx.centreId, accountId, on],
  );
  return closed === 1;
}

/** Day on which an account was opened; null when there is none. */
export async function selectOpenedOn(tx: Tx, accountId: bigint): Promise<string | null> {
  const [row] = await tx.query<{ openedOn: string }>(
    'SELECT opened_on AS "openedOn" FROM member_account WHERE centre_id = $1 AND account_id = $2',
    [tx.centreId, accountId],
  );
  return row?.openedOn ?? null;
}

/** One of the centre's own bank accounts. @throws when there is none of that id. */
export async function selectOwnBankAccount(tx: Tx, id: string): Promise<CollectionAccount> {
  const [row] = await tx.query<CollectionAccount>(
    `SELECT bank_code AS "bankCode", account_no AS "accountNo", name FROM bank_account WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id],
  );
  if (!row) throw new Error(`the centre has no bank account ${id}`);
  return row;
}

/** Code (公积金中心机构号) and name of this centre. */
export async function selectOwnCentre(tx: Tx): Promise<{ readonly code: string; readonly name: string }> {
  const [row] = await tx.query<{ code: string; name: string }>(
    'SELECT code, name FROM centre WHERE id = $1',
    [tx.centreId],
  );
  if (!row) throw new Error(`there is no centre ${tx.centreId}`);
  return row;
}
