import type { Tx } from '../../../platform/database/tx';
import type { FrozenKind } from './frozen-store';

/** How a bank says that an order ended. */
export type RuledOutcome =
  | {
      readonly outcome: 'paid';
      readonly bankSerial: string;
      readonly valueDate: string;
      readonly amountFen: bigint;
    }
  | { readonly outcome: 'rejected'; readonly rejectCode: string };

export interface OrderRuling {
  readonly id: string;
  readonly what: FrozenKind;
  readonly orderId: string;
  readonly ruled: RuledOutcome;
  readonly evidenceNo: string;
  readonly state: 'proposed' | 'declined' | 'applied';
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
}

type Row = Omit<OrderRuling, 'ruled'> & {
  readonly outcome: 'paid' | 'rejected';
  readonly bankSerial: string | null;
  readonly valueDate: string | null;
  readonly amountFen: bigint | null;
  readonly rejectCode: string | null;
};

const columns = `id, what, order_id AS "orderId", outcome, bank_serial AS "bankSerial", value_date AS "valueDate", amount_fen AS "amountFen",
  reject_code AS "rejectCode", evidence_no AS "evidenceNo", state, proposed_person_id AS "proposedBy", proposed_at AS "proposedAt",
  decided_at AS "decidedAt"`;

/** Stores a proposal; false when one is open for the order. */
export async function insertRuling(
  tx: Tx,
  made: Pick<OrderRuling, 'id' | 'what' | 'orderId' | 'ruled' | 'evidenceNo' | 'proposedBy' | 'proposedAt'>,
): Promise<boolean> {
  const { ruled } = made;
  const paid = ruled.outcome === 'paid' ? ruled : null;
  const stored = await tx.execute(
    `INSERT INTO order_ruling (centre_id, id, what, order_id, outcome, bank_serial, value_date, amount_fen, reject_code, evidence_no, state,
       proposed_person_id, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7::date, $8, $9, $10, 'proposed', $11, $12)
     ON CONFLICT (centre_id, order_id) WHERE state = 'proposed' DO NOTHING`,
    [
      tx.centreId,
      made.id,
      made.what,
      made.orderId,
      ruled.outcome,
      paid?.bankSerial ?? null,
      paid?.valueDate ?? null,
      paid?.amountFen ?? null,
      ruled.outcome === 'rejected' ? ruled.rejectCode : null,
      made.evidenceNo,
      made.proposedBy,
      made.proposedAt,
    ],
  );
  return stored === 1;
}

/** @param options.lock for the transaction. */
export async function selectRuling(
  tx: Tx,
  id: string,
  options: { lock: boolean },
): Promise<OrderRuling | null> {
  const [row] = await tx.query<Row>(
    `SELECT ${columns} FROM order_ruling WHERE centre_id = $1 AND id = $2 ${options.lock ? 'FOR NO KEY UPDATE' : ''}`,
    [tx.centreId, id],
  );
  return row ? rulingOf(row) : null;
}

/** The latest first. */
export async function selectRulings(tx: Tx, limit: number): Promise<OrderRuling[]> {
  const rows = await tx.query<Row>(
    `SELECT ${columns} FROM order_ruling WHERE centre_id = $1 ORDER BY proposed_at DESC, id DESC LIMIT $2`,
    [tx.centreId, limit],
  );
  return rows.map(rulingOf);
}

/** SQL: numbers and banks of an order, of a batch those of all its orders. */
const NUMBERS: Readonly<Record<FrozenKind, string>> = {
  payment: `SELECT i.reference, i.bank_account_id FROM instruction AS i WHERE i.centre_id = $1 AND i.id = $2`,
  collection: `SELECT c.reference, c.bank_account_id FROM collection AS c WHERE c.centre_id = $1 AND c.id = $2`,
  'collection-batch': `SELECT c.reference, c.bank_account_id FROM collection AS c WHERE c.centre_id = $1 AND c.batch_id = $2`,
};

/** Whether the bank has said of an order it had refused, or of one in the batch, that its money moved all the same. */
export async function hasMovedAfterRefusal(tx: Tx, what: FrozenKind, orderId: string): Promise<boolean> {
  const [row] = await tx.query<{ moved: boolean }>(
    `SELECT EXISTS (
       SELECT FROM (${NUMBERS[what]}) AS o
         JOIN bank_account AS a ON a.centre_id = $1 AND a.id = o.bank_account_id
         JOIN bank_incident AS b ON b.centre_id = $1 AND b.reference = o.reference AND b.bank_code = a.bank_code
        WHERE b.code IN ('PAID_AFTER_REJECTED', 'RETURNED_AFTER_REJECTED')) AS moved`,
    [tx.centreId, orderId],
  );
  return row?.moved === true;
}

/** An order as far as it tells whose it is. */
export interface OrderOfSomebody {
  readonly purpose: string;
  readonly sourceId: string;
  /** The card that is paid or pays; null where it is an account. */
  readonly cardId: string | null;
}

/** SQL: whose an order is; of a batch, each of its orders. */
const WHOSE: Readonly<Record<FrozenKind, string>> = {
  payment: `SELECT purpose, source_id AS "sourceId", payee_card_id AS "cardId" FROM instruction WHERE centre_id = $1 AND id = $2`,
  collection: `SELECT purpose, source_id AS "sourceId", payer_card_id AS "cardId" FROM collection WHERE centre_id = $1 AND id = $2`,
  'collection-batch': `SELECT purpose, source_id AS "sourceId", payer_card_id AS "cardId" FROM collection WHERE centre_id = $1 AND batch_id = $2`,
};

export function selectWhose(tx: Tx, what: FrozenKind, orderId: string): Promise<OrderOfSomebody[]> {
  return tx.query<OrderOfSomebody>(WHOSE[what], [tx.centreId, orderId]);
}

/** Milliseconds since an order was made, by the clock of the database; null when there is none such, or it is a batch. */
export async function selectOrderAge(tx: Tx, what: FrozenKind, orderId: string): Promise<number | null> {
  if (what === 'collection-batch') return null;
  const [row] = await tx.query<{ ageMs: number }>(
    `SELECT (extract(epoch FROM clock_timestamp() - o.created_at) * 1000)::float8 AS "ageMs"
       FROM ${what === 'payment' ? 'instruction' : 'collection'} AS o WHERE o.centre_id = $1 AND o.id = $2`,
    [tx.centreId, orderId],
  );
  return row?.ageMs ?? null;
}

export async function storeRulingDecision(
  tx: Tx,
  decided: { readonly id: string; readonly by: string; readonly at: Date; readonly applied: boolean },
): Promise<void> {
  await tx.execute(
    `UPDATE order_ruling SET state = CASE WHEN $5 THEN 'applied' ELSE 'declined' END, decided_person_id = $3, decided_at = $4
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, decided.id, decided.by, decided.at, decided.applied],
  );
}

function rulingOf({ outcome, bankSerial, valueDate, amountFen, rejectCode, ...row }: Row): OrderRuling {
  const ruled: RuledOutcome =
    outcome === 'paid'
      ? { outcome, bankSerial: bankSerial ?? '', valueDate: valueDate ?? '', amountFen: amountFen ?? 0n }
      : { outcome, rejectCode: rejectCode ?? '' };
  return { ...row, ruled };
}
