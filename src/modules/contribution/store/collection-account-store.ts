import type { Tx } from '../../../platform/database/tx';

/** Where employers transfer to. */
export interface CollectionAccount {
  readonly bankCode: string;
  readonly accountNo: string;
  readonly name: string;
}

/** The centre's oldest collection account (归集户). Throws when there is none: nobody could remit. */
export async function selectCollectionAccount(tx: Tx): Promise<CollectionAccount> {
  const [row] = await tx.query<CollectionAccount>(
    `SELECT bank_code AS "bankCode", account_no AS "accountNo", name FROM bank_account
      WHERE centre_id = $1 AND purpose = 'collection' ORDER BY id LIMIT 1`,
    [tx.centreId],
  );
  if (!row) throw new Error('the centre has no collection account');
  return row;
}
