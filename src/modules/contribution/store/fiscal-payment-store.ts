import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

/** One payment of the treasury for many employers. */
export interface FiscalPayment {
  readonly id: string;
  readonly paymentNo: string;
  readonly state: 'AWAITED' | 'SPLIT';
  readonly parts: number;
  readonly totalFen: Fen;
  readonly receiptId: string | null;
}

export interface FiscalPart {
  readonly row: number;
  readonly unitId: bigint;
  /** Payment number of a list, or account number of a unit. */
  readonly payee: string;
  readonly amountFen: Fen;
}

/** Stores what is expected, with its parts. */
export async function insertFiscalPayment(
  tx: Tx,
  payment: Pick<FiscalPayment, 'id' | 'paymentNo' | 'totalFen'> & {
    readonly sentBy: string;
    readonly at: Date;
  },
  parts: readonly FiscalPart[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO fiscal_payment (centre_id, id, payment_no, state, parts, total_fen, sent_by, sent_at)
     VALUES ($1, $2, $3, 'AWAITED', $4, $5, $6, $7)`,
    [tx.centreId, payment.id, payment.paymentNo, parts.length, payment.totalFen, payment.sentBy, payment.at],
  );
  await tx.execute(
    `INSERT INTO fiscal_part (centre_id, payment_id, row_no, unit_id, payee, amount_fen)
     SELECT $1, $2, p.row_no, p.unit_id, p.payee, p.amount
       FROM unnest($3::int[], $4::bigint[], $5::text[], $6::bigint[]) AS p (row_no, unit_id, payee, amount)`,
    [
      tx.centreId,
      payment.id,
      parts.map(({ row }) => row),
      parts.map(({ unitId }) => unitId),
      parts.map(({ payee }) => payee),
      parts.map(({ amountFen }) => amountFen),
    ],
  );
}

const columns = `id, payment_no AS "paymentNo", state, parts, total_fen AS "totalFen", receipt_id AS "receiptId"`;

/** null when there is none of that id. */
export async function selectFiscalPayment(tx: Tx, id: string): Promise<FiscalPayment | null> {
  const [row] = await tx.query<FiscalPayment>(
    `SELECT ${columns} FROM fiscal_payment WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** Locked; null when there is none of that number. */
export async function lockFiscalPayment(tx: Tx, paymentNo: string): Promise<FiscalPayment | null> {
  const [row] = await tx.query<FiscalPayment>(
    `SELECT ${columns} FROM fiscal_payment WHERE centre_id = $1 AND payment_no = $2 FOR NO KEY UPDATE`,
    [tx.centreId, paymentNo],
  );
  return row ?? null;
}

/** In the order in which units are locked. */
export function selectFiscalParts(tx: Tx, paymentId: string): Promise<FiscalPart[]> {
  return tx.query<FiscalPart>(
    `SELECT row_no AS "row", unit_id AS "unitId", payee, amount_fen AS "amountFen" FROM fiscal_part
      WHERE centre_id = $1 AND payment_id = $2 ORDER BY unit_id, row_no`,
    [tx.centreId, paymentId],
  );
}

/** AWAITED → SPLIT, by the receipt that brought the money. */
export async function splitFiscalPayment(tx: Tx, id: string, receiptId: string): Promise<void> {
  await tx.execute(
    `UPDATE fiscal_payment SET state = 'SPLIT', receipt_id = $3 WHERE centre_id = $1 AND id = $2 AND state = 'AWAITED'`,
    [tx.centreId, id, receiptId],
  );
}

/** The units of these numbers, of lists or of accounts, by number; unknown ones are left out. */
export async function selectUnitsOfPayees(tx: Tx, payees: readonly string[]): Promise<Map<string, bigint>> {
  const rows = await tx.query<{ payee: string; unitId: bigint }>(
    `SELECT unit_account_no AS payee, ledger_account_id AS "unitId" FROM unit_account
      WHERE centre_id = $1 AND unit_account_no = ANY ($2::text[]) AND state <> '04'
     UNION ALL
     SELECT payment_no, unit_id FROM remittance_list WHERE centre_id = $1 AND payment_no = ANY ($2::text[])`,
    [tx.centreId, payees],
  );
  return new Map(rows.map(({ payee, unitId }) => [payee, unitId]));
}
