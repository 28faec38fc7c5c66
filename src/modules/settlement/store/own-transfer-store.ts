import type { Tx } from '../../../platform/database/tx';
import {
  type NewOwnTransfer,
  OWN_TRANSFER_BUS_TYPE,
  type OwnTransfer,
  transferSummary,
} from '../domain/own-transfer';

const columns = `t.id, t.to_account_id AS "toAccountId", t.amount_fen AS "amountFen", t.reason,
  t.source_id AS "sourceId", t.state`;

/**
 * Stores a transfer with its instruction, due at once; nothing is sent by it: a worker takes it up. False when one is
 * open to that account for the same reason, or the source has one already.
 */
export async function insertTransfer(
  tx: Tx,
  transfer: NewOwnTransfer & {
    readonly id: string;
    readonly instructionId: string;
    readonly reference: string;
  },
  at: Date,
): Promise<boolean> {
  const stored = await tx.execute(
    `WITH begun AS (
       INSERT INTO own_transfer (centre_id, id, from_account_id, to_account_id, amount_fen, reason, source_id, state, begun_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8)
       ON CONFLICT DO NOTHING RETURNING id
     )
     INSERT INTO instruction (centre_id, id, purpose, source_id, bank_account_id, payee_bank_account_id, amount_fen,
                              reference, bus_type, summary, state, due_at)
     SELECT $1, $9, 'own-transfer', begun.id, $3, $4, $5, $10, $11, $12, 'created', clock_timestamp() FROM begun`,
    [
      tx.centreId,
      transfer.id,
      transfer.fromAccountId,
      transfer.toAccountId,
      transfer.amountFen,
      transfer.reason,
      transfer.sourceId,
      at,
      transfer.instructionId,
      transfer.reference,
      OWN_TRANSFER_BUS_TYPE,
      transferSummary(transfer.reference),
    ],
  );
  return stored === 1;
}

/** The transfer of an instruction, locked; the instruction is locked by the caller. */
export async function lockTransfer(tx: Tx, id: string): Promise<OwnTransfer> {
  const [row] = await tx.query<OwnTransfer>(
    `SELECT ${columns} FROM own_transfer AS t WHERE t.centre_id = $1 AND t.id = $2 FOR NO KEY UPDATE`,
    [tx.centreId, id],
  );
  if (row === undefined) throw new Error(`there is no transfer ${id} between own accounts`);
  return row;
}

/** The transfer whose instruction has this number, locked; null when no bank was given such a number by us. */
export async function lockTransferByReference(tx: Tx, reference: string): Promise<OwnTransfer | null> {
  const [row] = await tx.query<OwnTransfer>(
    `SELECT ${columns} FROM own_transfer AS t
      WHERE t.centre_id = $1 AND t.id = (SELECT source_id FROM instruction
              WHERE centre_id = $1 AND reference = $2 AND purpose = 'own-transfer') FOR NO KEY UPDATE`,
    [tx.centreId, reference],
  );
  return row ?? null;
}

export async function markFailed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.execute(
    `UPDATE own_transfer SET state = 'failed', ended_at = $3 WHERE centre_id = $1 AND id = $2 AND state = 'open'`,
    [tx.centreId, id, at],
  );
}

/** The credit is here, and whatever waits for funds on that account is due now. */
export async function markArrived(
  tx: Tx,
  id: string,
  receipt: { readonly id: string; readonly bankAccountId: string },
  at: Date,
): Promise<void> {
  const [row] = await tx.query<{ arrived: number }>(
    `WITH arrived AS (
       UPDATE own_transfer SET state = 'arrived', receipt_id = $3, ended_at = $4
        WHERE centre_id = $1 AND id = $2 AND state = 'open' RETURNING id
     ), waiting AS (
       -- One that is worked on at this moment is not waited for: who has it waits for a transfer, and has its own time.
       UPDATE instruction SET due_at = clock_timestamp() WHERE centre_id = $1 AND id IN (
         SELECT id FROM instruction
          WHERE centre_id = $1 AND bank_account_id = $5 AND state = 'created' AND NOT frozen AND due_at > clock_timestamp()
          ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
     )
     SELECT count(*)::int AS arrived FROM arrived`,
    [tx.centreId, id, receipt.id, at, receipt.bankAccountId],
  );
  if (row?.arrived !== 1) throw new Error(`transfer ${id} has ended before its money arrived`);
}

/** Whether money is on its way to an account that was short of funds. */
export async function isTransferUnderWay(tx: Tx, toAccountId: string): Promise<boolean> {
  const [row] = await tx.query<{ open: boolean }>(
    `SELECT EXISTS (SELECT FROM own_transfer
                     WHERE centre_id = $1 AND to_account_id = $2 AND reason = 'liquidity' AND state = 'open') AS open`,
    [tx.centreId, toAccountId],
  );
  return row?.open === true;
}
