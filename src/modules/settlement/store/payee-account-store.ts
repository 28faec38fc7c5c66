import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import type { CorporateAccount } from '../domain/payee';

/** Id of an organisation's account, stored on first sight. */
export async function ensurePayeeAccount(tx: Tx, account: CorporateAccount): Promise<string> {
  const { bankCode, accountNo, name } = account;
  const [row] = await tx.query<{ id: string }>(
    `WITH made AS (
       INSERT INTO payee_account (centre_id, id, bank_code, account_no, name) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING id
     )
     SELECT id FROM made
     UNION ALL
     SELECT id FROM payee_account WHERE centre_id = $1 AND bank_code = $3 AND account_no = $4 AND name = $5`,
    [tx.centreId, newId(), bankCode, accountNo, name],
  );
  // Another transaction stored it at this moment and its row is not seen yet: the next statement sees it.
  return row?.id ?? (await selectPayeeAccountId(tx, account));
}

async function selectPayeeAccountId(
  tx: Tx,
  { bankCode, accountNo, name }: CorporateAccount,
): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    'SELECT id FROM payee_account WHERE centre_id = $1 AND bank_code = $2 AND account_no = $3 AND name = $4',
    [tx.centreId, bankCode, accountNo, name],
  );
  if (!row) throw new Error('an account that is there already cannot be found');
  return row.id;
}

/** @throws when there is none of that id. */
export async function selectPayeeAccount(tx: Tx, id: string): Promise<CorporateAccount> {
  const [row] = await tx.query<CorporateAccount>(
    `SELECT bank_code AS "bankCode", account_no AS "accountNo", name FROM payee_account WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id],
  );
  if (!row) throw new Error(`there is no account ${id} to pay to`);
  return row;
}
