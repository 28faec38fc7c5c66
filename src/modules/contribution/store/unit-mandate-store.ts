import type { Tx } from '../../../platform/database/tx';

/** The account an employer lets the centre collect from; number and owner are sealed. */
export interface UnitMandate {
  readonly id: string;
  readonly unitId: bigint;
  readonly bankCode: string;
  readonly accountSealed: Buffer;
  /** Name of the owner as the bank told it. */
  readonly ownerSealed: Buffer;
  readonly last4: string;
  readonly from: string;
}

/** The mandate that holds, null when there is none: nothing may be collected then. */
export async function selectMandate(tx: Tx, unitId: bigint): Promise<UnitMandate | null> {
  const [row] = await tx.query<UnitMandate>(
    `SELECT id, unit_id AS "unitId", bank_code AS "bankCode", account_sealed AS "accountSealed", owner_sealed AS "ownerSealed",
            last4, from_day AS "from" FROM unit_mandate WHERE centre_id = $1 AND unit_id = $2 AND until_day IS NULL`,
    [tx.centreId, unitId],
  );
  return row ?? null;
}

/** Ends the mandate that holds; false when there is none. */
export async function endMandate(
  tx: Tx,
  unitId: bigint,
  ended: { on: string; caseId: string },
): Promise<boolean> {
  const count = await tx.execute(
    `UPDATE unit_mandate SET until_day = $3, ended_case_id = $4
      WHERE centre_id = $1 AND unit_id = $2 AND until_day IS NULL`,
    [tx.centreId, unitId, ended.on, ended.caseId],
  );
  return count === 1;
}

export async function insertMandate(
  tx: Tx,
  mandate: UnitMandate & { evidenceId: string; caseId: string },
): Promise<void> {
  await tx.execute(
    `INSERT INTO unit_mandate (centre_id, id, unit_id, bank_code, account_sealed, owner_sealed, last4, evidence_id, from_day, case_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.centreId,
      mandate.id,
      mandate.unitId,
      mandate.bankCode,
      mandate.accountSealed,
      mandate.ownerSealed,
      mandate.last4,
      mandate.evidenceId,
      mandate.from,
      mandate.caseId,
    ],
  );
}
