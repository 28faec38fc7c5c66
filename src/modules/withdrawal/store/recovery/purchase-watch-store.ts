import type { Tx } from '../../../../platform/database/tx';

/** A withdrawal for a purchase whose contract is asked about again. */
export interface PurchaseWatch {
  readonly caseId: string;
  readonly personId: string;
  readonly spousePersonId: string | null;
  readonly contractNo: string;
  readonly unitKey: string;
  readonly paidOn: string | null;
}

export async function insertWatch(tx: Tx, watch: Omit<PurchaseWatch, 'paidOn'>): Promise<void> {
  await tx.execute(
    `INSERT INTO purchase_watch (centre_id, id, person_id, spouse_person_id, contract_no, unit_key) VALUES ($1, $2, $3, $4, $5, $6)`,
    [tx.centreId, watch.caseId, watch.personId, watch.spousePersonId, watch.contractNo, watch.unitKey],
  );
}

export async function selectWatch(tx: Tx, id: string): Promise<PurchaseWatch | null> {
  const [row] = await tx.query<PurchaseWatch>(
    `SELECT id AS "caseId", person_id AS "personId", spouse_person_id AS "spousePersonId", contract_no AS "contractNo",
            unit_key AS "unitKey", paid_on AS "paidOn" FROM purchase_watch WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/**
 * The money of a case is on the card: its contract is asked about from now on. Null for a case that rests on no
 * purchase; `cancelled` when the bureau has said so of the contract meanwhile, whichever case it was asked for.
 */
export async function startWatch(
  tx: Tx,
  caseId: string,
  days: { paidOn: string; nextOn: string },
): Promise<{ contractNo: string; cancelled: boolean } | null> {
  const [row] = await tx.query<{ contractNo: string }>(
    `UPDATE purchase_watch SET paid_on = $3::date, next_on = least(next_on, $4::date) WHERE centre_id = $1 AND id = $2
     RETURNING contract_no AS "contractNo"`,
    [tx.centreId, caseId, days.paidOn, days.nextOn],
  );
  if (!row) return null;
  // A statement of its own: it sees what whoever held the row before has committed.
  return { contractNo: row.contractNo, cancelled: await isCancelled(tx, caseId) };
}

/** Whether the bureau has called the contract of a case cancelled, whichever case it was asked for. */
export async function isCancelled(tx: Tx, caseId: string): Promise<boolean> {
  const cancelled = await tx.query(
    `SELECT FROM purchase_watch AS w JOIN purchase_watch AS o ON o.centre_id = w.centre_id AND o.contract_no = w.contract_no
      WHERE w.centre_id = $1 AND w.id = $2 AND o.cancelled_on IS NOT NULL LIMIT 1`,
    [tx.centreId, caseId],
  );
  return cancelled.length === 1;
}

/** The payment came back: nothing is asked any more. */
export async function stopWatch(tx: Tx, caseId: string): Promise<void> {
  await tx.execute(
    `UPDATE purchase_watch SET paid_on = NULL, next_on = NULL, due_at = NULL, lease_owner = NULL, lease_until = NULL,
            lease_token = lease_token + 1
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, caseId],
  );
}

/** Makes those due whose day has come: of what is paid, and of what is on hold to be paid once the bureau has told of it. */
export async function planWatches(tx: Tx, today: string): Promise<void> {
  await tx.execute(
    `WITH come AS MATERIALIZED (
       SELECT id FROM purchase_watch WHERE centre_id = $1 AND next_on <= $2::date AND due_at IS NULL AND (paid_on IS NOT NULL OR EXISTS (
           SELECT FROM hold AS h WHERE h.centre_id = $1 AND h.case_id = purchase_watch.id AND h.state = 'active'))
        ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
     )
     UPDATE purchase_watch AS w SET due_at = clock_timestamp(), attempts = 0 FROM come AS c WHERE w.centre_id = $1 AND w.id = c.id`,
    [tx.centreId, today],
  );
}

/** The contract is asked about at once for everybody who drew on it or is about to be paid; how many there are. */
export function nudgeContract(tx: Tx, contractNo: string, today: string): Promise<number> {
  return tx.execute(
    `WITH of AS MATERIALIZED (
       SELECT id FROM purchase_watch WHERE centre_id = $1 AND contract_no = $2 ORDER BY id FOR NO KEY UPDATE
     )
     UPDATE purchase_watch AS w SET next_on = $3::date, due_at = NULL, attempts = 0, lease_owner = NULL, lease_until = NULL,
            lease_token = w.lease_token + 1
       FROM of WHERE w.centre_id = $1 AND w.id = of.id`,
    [tx.centreId, contractNo, today],
  );
}

/** Notes what the bureau said of a contract, on all its watches. */
export async function storeSaid(tx: Tx, contractNo: string, cancelledOn: string | null): Promise<void> {
  await tx.execute(
    `WITH of AS MATERIALIZED (
       SELECT id FROM purchase_watch WHERE centre_id = $1 AND contract_no = $2 ORDER BY id FOR NO KEY UPDATE
     )
     UPDATE purchase_watch AS w SET cancelled_on = CASE WHEN $3::date IS NOT NULL THEN coalesce(w.cancelled_on, $3::date) END
       FROM of WHERE w.centre_id = $1 AND w.id = of.id`,
    [tx.centreId, contractNo, cancelledOn],
  );
}

/** Ends a round of asking; false, storing nothing, where the lease has passed to another. */
export async function endRound(
  tx: Tx,
  of: { id: string; token: bigint },
  next: { nextOn: string | null } | { retryMs: number },
): Promise<boolean> {
  const [nextOn, retryMs] = 'retryMs' in next ? [null, next.retryMs] : [next.nextOn, null];
  const ended = await tx.execute(
    `UPDATE purchase_watch SET due_at = clock_timestamp() + $4::int * interval '1 millisecond',
            next_on = CASE WHEN $4::int IS NULL THEN $5::date ELSE next_on END, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3`,
    [tx.centreId, of.id, of.token, retryMs, nextOn],
  );
  return ended === 1;
}
