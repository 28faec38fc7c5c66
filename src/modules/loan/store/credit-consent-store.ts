import type { Tx } from '../../../platform/database/tx';

/** A number of a signed consent, by its blind index, used by a person in an application. */
export interface UsedConsent {
  readonly index: Buffer;
  readonly caseId: string;
  readonly personId: string;
}

/** Takes the number for this person and application; false when it is another's, or of another application. */
export async function claimConsent(
  tx: Tx,
  { index, caseId, personId }: UsedConsent,
  at: Date,
): Promise<boolean> {
  await tx.execute(
    `INSERT INTO credit_consent (centre_id, number_index, case_id, person_id, used_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [tx.centreId, index, caseId, personId, at],
  );
  const [own] = await tx.query<{ own: boolean }>(
    `SELECT case_id = $3 AND person_id = $4 AS own FROM credit_consent WHERE centre_id = $1 AND number_index = $2`,
    [tx.centreId, index, caseId, personId],
  );
  return own?.own === true;
}

/** Whether the number stands in an application already. */
export async function isConsentUsed(tx: Tx, index: Buffer): Promise<boolean> {
  const found = await tx.query(`SELECT 1 FROM credit_consent WHERE centre_id = $1 AND number_index = $2`, [
    tx.centreId,
    index,
  ]);
  return found.length > 0;
}
