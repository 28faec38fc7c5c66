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

/**
 * Of the payment of a transfer out (one a case), the part that was carried-over money, so that what comes back is
 * restored as it was. @throws when the case has paid nothing from the account.
 */
export async function selectCarriedPaid(tx: Tx, caseId: string, accountId: bigint): Promise<bigint> {
  const [row] = await tx.query<{ carried: bigint }>(
    `SELECT e.carried_fen AS carried FROM instruction AS i
       JOIN journal AS j ON j.centre_id = i.centre_id AND j.source_id = i.id AND j.kind = 'closing'
       JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.business_date = j.business_date AND e.account_id = $3
      WHERE i.centre_id = $1 AND i.source_id = $2 AND i.purpose = 'transfer'`,
    [tx.centreId, caseId, accountId],
  );
  if (!row) throw new Error(`case ${caseId} has paid no transfer`);
  return row.carried;
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
