import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

export interface SuspenseReturn {
  readonly caseId: string;
  readonly lotId: string;
  readonly unitId: bigint;
  readonly amountFen: Fen;
}

/** Sets money of a lot aside that goes back to its payer; the unit is locked by the caller. */
export async function insertReturn(tx: Tx, wanted: SuspenseReturn & { readonly on: string }): Promise<void> {
  await tx.execute(
    `INSERT INTO suspense_return (centre_id, case_id, lot_id, unit_id, amount_fen, state, made_on)
     VALUES ($1, $2, $3, $4, $5, 'held', $6::date)`,
    [tx.centreId, wanted.caseId, wanted.lotId, wanted.unitId, wanted.amountFen, wanted.on],
  );
}

/** What became of it; gives it back. The trigger refuses a step that there is not. */
export async function moveReturn(
  tx: Tx,
  caseId: string,
  state: 'paid' | 'released' | 'restored',
): Promise<SuspenseReturn> {
  const [row] = await tx.query<SuspenseReturn>(
    `UPDATE suspense_return SET state = $3 WHERE centre_id = $1 AND case_id = $2
     RETURNING case_id AS "caseId", lot_id AS "lotId", unit_id AS "unitId", amount_fen AS "amountFen"`,
    [tx.centreId, caseId, state],
  );
  if (!row) throw new Error(`case ${caseId} returns no money of suspense`);
  return row;
}
