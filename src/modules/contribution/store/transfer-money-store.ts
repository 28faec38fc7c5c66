import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

/** `kept` waits on 21902; `credited` became principal; `sending-back` is on its way to where it came from; `held` came
 * back from there, and a person looks at it. */
export type MoneyUse = 'kept' | 'credited' | 'sending-back' | 'sent-back' | 'held';

/** Money of one receipt that came for a letter. */
export interface TransferMoney {
  readonly receiptId: string;
  readonly letterId: string;
  readonly amountFen: Fen;
  readonly use: MoneyUse;
  /** The bank's day. */
  readonly cameOn: string;
}

const columns = `receipt_id AS "receiptId", letter_id AS "letterId", amount_fen AS "amountFen",
  use, came_on AS "cameOn"`;

export async function insertMoney(tx: Tx, money: TransferMoney): Promise<void> {
  await tx.execute(
    `INSERT INTO transfer_money (centre_id, receipt_id, letter_id, amount_fen, use, came_on)
     VALUES ($1, $2, $3, $4, $5, $6::date)`,
    [tx.centreId, money.receiptId, money.letterId, money.amountFen, money.use, money.cameOn],
  );
}

/** Money of a letter that is used so, in the order in which it came. The letter is locked by the caller. */
export function selectMoneyOf(tx: Tx, letterId: string, use: MoneyUse): Promise<TransferMoney[]> {
  return tx.query<TransferMoney>(
    `SELECT ${columns} FROM transfer_money WHERE centre_id = $1 AND letter_id = $2 AND use = $3 ORDER BY came_on, receipt_id`,
    [tx.centreId, letterId, use],
  );
}

const moneyToReturn = `FROM transfer_money AS m
       JOIN transfer_letter AS l ON l.centre_id = m.centre_id AND l.id = m.letter_id AND l.ended_on IS NOT NULL
      WHERE m.centre_id = $1 AND m.use = 'kept'`;
/** Condition that there is such money. */
export const MONEY_TO_RETURN = `EXISTS (SELECT ${moneyToReturn})`;

/** Receipts whose money waits for a letter that is over, the first that came first. */
export async function selectMoneyToReturn(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.query<{ receiptId: string }>(
    `SELECT m.receipt_id AS "receiptId" ${moneyToReturn} ORDER BY m.came_on, m.receipt_id LIMIT $2`,
    [tx.centreId, limit],
  );
  return rows.map(({ receiptId }) => receiptId);
}

/** @throws when there is none of that receipt. */
export async function lockMoney(tx: Tx, receiptId: string): Promise<TransferMoney> {
  const [row] = await tx.query<TransferMoney>(
    `SELECT ${columns} FROM transfer_money WHERE centre_id = $1 AND receipt_id = $2 FOR NO KEY UPDATE`,
    [tx.centreId, receiptId],
  );
  if (!row) throw new Error(`no money of a transfer came with receipt ${receiptId}`);
  return row;
}

export async function useMoney(tx: Tx, receiptIds: readonly string[], use: MoneyUse): Promise<void> {
  await tx.execute(
    'UPDATE transfer_money SET use = $3 WHERE centre_id = $1 AND receipt_id = ANY ($2::uuid[])',
    [tx.centreId, receiptIds, use],
  );
}
