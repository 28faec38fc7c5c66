import type { Tx } from '../../../platform/database/tx';
import type { MergeAccount } from '../domain/member/account-merge';

/** Open accounts of any of these people. */
export function selectOpenAccountsOf(tx: Tx, personIds: readonly string[]): Promise<MergeAccount[]> {
  return tx.query<MergeAccount>(
    `SELECT account_id::text AS "accountId", person_id AS "personId", state, opened_on AS "openedOn" FROM member_account
      WHERE centre_id = $1 AND person_id = ANY ($2::uuid[]) AND state IN ('01', '02', '06') ORDER BY account_id`,
    [tx.centreId, personIds],
  );
}

/** 合并销户: the account that goes is 03. False when it is neither active nor sealed by now. */
export async function closeMerged(tx: Tx, accountId: bigint, on: string): Promise<boolean> {
  const closed = await tx.execute(
    `UPDATE member_account SET state = '03', closed_on = $3::date, sealed_on = NULL, held_centrally = false
      WHERE centre_id = $1 AND account_id = $2 AND state IN ('01', '02')`,
    [tx.centreId, accountId, on],
  );
  return closed === 1;
}

/** Freezes on the account that goes stand on the one that stays. */
export async function moveFreezes(tx: Tx, fromId: bigint, toId: bigint): Promise<void> {
  await tx.execute(
    `UPDATE court_freeze SET account_id = $3 WHERE centre_id = $1 AND account_id = $2 AND state IN ('active', 'waiting')`,
    [tx.centreId, fromId, toId],
  );
}

/** Number of an account. */
export async function selectAccountNo(tx: Tx, accountId: bigint): Promise<string> {
  const [row] = await tx.query<{ no: string }>(
    'SELECT account_no AS no FROM member_account WHERE centre_id = $1 AND account_id = $2',
    [tx.centreId, accountId],
  );
  return row?.no ?? '';
}
