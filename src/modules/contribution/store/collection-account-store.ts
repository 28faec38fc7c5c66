import type { Tx } from '../../../platform/database/tx';

/** Where employers transfer to. */
export interface CollectionAccount {
  readonly bankCode: string;
  readonly accountNo: string;
  readonly name: string;
}

/** The centre's collection accounts (归集户), the oldest first. Throws when there is none: nobody could remit. */
export async function selectCollectionAccounts(
  tx: Tx,
): Promise<readonly [CollectionAccount, ...CollectionAccount[]]> {
  const [oldest, ...others] = await tx.query<CollectionAccount>(
    `SELECT bank_code AS "bankCode", account_no AS "accountNo", name FROM bank_account
      WHERE centre_id = $1 AND purpose = 'collection' ORDER BY id`,
    [tx.centreId],
  );
  if (!oldest) throw new Error('the centre has no collection account');
  return [oldest, ...others];
}
