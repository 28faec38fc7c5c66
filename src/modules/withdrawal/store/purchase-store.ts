import type { Tx } from '../../../platform/database/tx';

/** The sale that founded a withdrawal. */
export interface FoundingSale {
  readonly unitKey: string;
  readonly contractNo: string;
  readonly filedOn: string;
}

/** Notes on which sale a case draws; whether it still counts, its hold says. */
export async function insertFoundingSale(
  tx: Tx,
  of: { caseId: string; personId: string },
  sale: FoundingSale,
): Promise<void> {
  await tx.execute(
    `INSERT INTO purchase_withdrawal (centre_id, case_id, person_id, unit_key, contract_no, filed_on)
     VALUES ($1, $2, $3, $4, $5, $6::date)`,
    [tx.centreId, of.caseId, of.personId, sale.unitKey, sale.contractNo, sale.filedOn],
  );
}

/** The sales that these cases drew on. */
export function selectSalesOf(tx: Tx, caseIds: readonly string[]): Promise<FoundingSale[]> {
  return tx.query<FoundingSale>(
    `SELECT unit_key AS "unitKey", contract_no AS "contractNo", filed_on AS "filedOn"
       FROM purchase_withdrawal WHERE centre_id = $1 AND case_id = ANY ($2::uuid[])`,
    [tx.centreId, caseIds],
  );
}
