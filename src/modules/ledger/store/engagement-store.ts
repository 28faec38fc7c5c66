import type { Tx } from '../../../platform/database/tx';

/** The one exclusive business on an account: withdrawal, transfer, merge or closing. Credits and courts pass. */
export interface Engagement {
  readonly accountId: bigint;
  readonly kind: string;
  readonly caseId: string;
}

/** The engagement of an account, null when it is free. */
export async function selectEngagement(tx: Tx, accountId: bigint): Promise<Engagement | null> {
  const [row] = await tx.query<Engagement>(
    `SELECT account_id AS "accountId", kind, case_id AS "caseId" FROM engagement WHERE centre_id = $1 AND account_id = $2`,
    [tx.centreId, accountId],
  );
  return row ?? null;
}

/** Takes the account for a case if it is free, waiting for a rival under way; who has it stands in the table. */
export async function tryInsertEngagement(tx: Tx, engagement: Engagement): Promise<boolean> {
  const taken = await tx.execute(
    `INSERT INTO engagement (centre_id, account_id, kind, case_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [tx.centreId, engagement.accountId, engagement.kind, engagement.caseId],
  );
  return taken === 1;
}

/** Frees the account if this case has it. */
export async function deleteEngagement(tx: Tx, accountId: bigint, caseId: string): Promise<void> {
  await tx.execute('DELETE FROM engagement WHERE centre_id = $1 AND account_id = $2 AND case_id = $3', [
    tx.centreId,
    accountId,
    caseId,
  ]);
}

/** Frees all accounts that this case has. */
export async function deleteEngagements(tx: Tx, caseId: string): Promise<void> {
  await tx.execute('DELETE FROM engagement WHERE centre_id = $1 AND case_id = $2', [tx.centreId, caseId]);
}
