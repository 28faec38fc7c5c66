import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

export interface ReceiptReturn {
  readonly id: string;
  readonly receiptId: string;
  readonly amountFen: Fen;
}

/** Begins the way back of a receipt that the caller has locked as nobody's. */
export async function insertReceiptReturn(
  tx: Tx,
  wanted: ReceiptReturn & {
    readonly reason: string;
    readonly paper: Buffer;
    readonly clerk: string;
    readonly at: Date;
  },
): Promise<void> {
  await tx.execute(
    `INSERT INTO receipt_return (centre_id, id, receipt_id, amount_fen, reason, paper, clerk, at, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'held')`,
    [
      tx.centreId,
      wanted.id,
      wanted.receiptId,
      wanted.amountFen,
      wanted.reason,
      wanted.paper,
      wanted.clerk,
      wanted.at,
    ],
  );
}

/** Whether the receipt, locked by the caller, is on its way back. */
export async function isGoingBack(tx: Tx, receiptId: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM receipt_return WHERE centre_id = $1 AND receipt_id = $2 AND state <> 'released'`,
    [tx.centreId, receiptId],
  );
  return rows.length > 0;
}

/** What became of it; the trigger refuses a step that there is not. */
export async function moveReceiptReturn(
  tx: Tx,
  id: string,
  state: 'paid' | 'released' | 'kept',
): Promise<ReceiptReturn> {
  const [row] = await tx.query<ReceiptReturn>(
    `UPDATE receipt_return SET state = $3 WHERE centre_id = $1 AND id = $2
     RETURNING id, receipt_id AS "receiptId", amount_fen AS "amountFen"`,
    [tx.centreId, id, state],
  );
  if (!row) throw new Error(`there is no return ${id}`);
  return row;
}
