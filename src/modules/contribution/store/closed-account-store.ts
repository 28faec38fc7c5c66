import type { Tx } from '../../../platform/database/tx';

/** A person's open account, else the one closed last; null when the person never had one. */
export async function selectLatestAccountOf(tx: Tx, personId: string): Promise<bigint | null> {
  const [row] = await tx.query<{ id: bigint }>(
    `SELECT account_id AS id FROM member_account WHERE centre_id = $1 AND person_id = $2
      ORDER BY state IN ('01', '02', '06') DESC, closed_on DESC NULLS LAST, account_id DESC LIMIT 1`,
    [tx.centreId, personId],
  );
  return row?.id ?? null;
}

/** 提取销户: active or sealed → 05. False when the account is in another state. */
export async function closeAccount(
  tx: Tx,
  accountId: bigint,
  closing: { on: string; reason: string },
): Promise<boolean> {
  const closed = await tx.execute(
    `UPDATE member_account SET state_before_closing = state, state = '05', closed_on = $3::date, closing_reason = $4
      WHERE centre_id = $1 AND account_id = $2 AND state IN ('01', '02')`,
    [tx.centreId, accountId, closing.on, closing.reason],
  );
  return closed === 1;
}

/**
 * 05 → what it was before. False when the person has another open account by now: one open account a person (条例13条).
 * An account that is open already stays as it is.
 */
export async function reopenAccount(tx: Tx, accountId: bigint): Promise<boolean> {
  const [row] = await tx.query<{ open: boolean }>(
    `WITH reopened AS (
       UPDATE member_account AS m
          SET state = m.state_before_closing, closed_on = NULL, closing_reason = NULL, state_before_closing = NULL
        WHERE m.centre_id = $1 AND m.account_id = $2 AND m.state = '05' AND NOT EXISTS (
          SELECT FROM member_account AS o WHERE o.centre_id = m.centre_id AND o.person_id = m.person_id
             AND o.state IN ('01', '02', '06'))
       RETURNING 1
     )
     SELECT m.state <> '05' OR EXISTS (SELECT FROM reopened) AS open
       FROM member_account AS m WHERE m.centre_id = $1 AND m.account_id = $2`,
    [tx.centreId, accountId],
  );
  return row?.open ?? false;
}
