import type { Tx } from '../../../platform/database/tx';
import type { CourtOrderKind } from '../../registry';
import type { QueuedFreeze } from '../domain/court/freeze-queue';
import type { FreezeState } from '../domain/court/freeze-state';

/** An order as it was carried out. */
export interface DoneOrder {
  readonly orderNo: string;
  readonly court: string;
  readonly kind: CourtOrderKind;
  readonly accountId: bigint;
  readonly amountFen: bigint | null;
  readonly issuedOn: string;
  readonly until: string | null;
  readonly refersTo: string | null;
  readonly caseId: string;
  readonly on: string;
}

export interface CourtFreeze extends QueuedFreeze {
  readonly court: string;
  readonly accountId: bigint;
  readonly personId: string;
  readonly until: string;
  readonly state: FreezeState;
  readonly holdId: string | null;
  readonly caseId: string;
}

/** A freeze that is told: with what its hold has in it, in fen. */
export interface FreezeTold extends CourtFreeze {
  readonly frozenFen: bigint;
}

/** Writes an order as done; the same number twice violates `court_order_pkey`. */
export async function insertCourtOrder(tx: Tx, order: DoneOrder): Promise<void> {
  await tx.execute(
    `INSERT INTO court_order (centre_id, order_no, court, kind, account_id, amount_fen, issued_on, until_day, refers_to, case_id, done_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7::date, $8::date, $9, $10, $11::date)`,
    [
      tx.centreId,
      order.orderNo,
      order.court,
      order.kind,
      order.accountId,
      order.amountFen,
      order.issuedOn,
      order.until,
      order.refersTo,
      order.caseId,
      order.on,
    ],
  );
}

export async function isOrderDone(tx: Tx, orderNo: string): Promise<boolean> {
  const rows = await tx.query('SELECT 1 FROM court_order WHERE centre_id = $1 AND order_no = $2', [
    tx.centreId,
    orderNo,
  ]);
  return rows.length > 0;
}

export async function insertFreeze(tx: Tx, freeze: CourtFreeze): Promise<void> {
  await tx.execute(
    `INSERT INTO court_freeze (centre_id, order_no, court, account_id, person_id, wanted_fen, until_day, state, hold_id, case_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7::date, $8, $9, $10)`,
    [
      tx.centreId,
      freeze.orderNo,
      freeze.court,
      freeze.accountId,
      freeze.personId,
      freeze.wantedFen,
      freeze.until,
      freeze.state,
      freeze.holdId,
      freeze.caseId,
    ],
  );
}

const columns = `f.order_no AS "orderNo", f.court, f.account_id AS "accountId", f.person_id AS "personId", f.wanted_fen AS "wantedFen",
  f.until_day AS until, f.state, f.hold_id AS "holdId", f.case_id AS "caseId", coalesce(h.amount_fen, 0)::bigint AS "frozenFen"`;

/** Freezes in force on an account, in the order in which they were served. The account's lock keeps them as they are. */
export function selectOpenFreezes(tx: Tx, accountId: bigint): Promise<FreezeTold[]> {
  return tx.query<FreezeTold>(
    `SELECT ${columns} FROM court_freeze AS f LEFT JOIN hold AS h ON h.centre_id = f.centre_id AND h.id = f.hold_id
      WHERE f.centre_id = $1 AND f.account_id = $2 AND f.state IN ('active', 'waiting') ORDER BY f.queue_no`,
    [tx.centreId, accountId],
  );
}

/** A freeze of an account by the number of its order, ended ones too; null when there was none. */
export async function selectFreeze(tx: Tx, accountId: bigint, orderNo: string): Promise<FreezeTold | null> {
  const [row] = await tx.query<FreezeTold>(
    `SELECT ${columns} FROM court_freeze AS f LEFT JOIN hold AS h ON h.centre_id = f.centre_id AND h.id = f.hold_id AND h.state = 'active'
      WHERE f.centre_id = $1 AND f.account_id = $2 AND f.order_no = $3`,
    [tx.centreId, accountId, orderNo],
  );
  return row ?? null;
}

/** Another last day. False when the freeze has ended. */
export async function renewFreeze(tx: Tx, orderNo: string, until: string): Promise<boolean> {
  const renewed = await tx.execute(
    `UPDATE court_freeze SET until_day = $3::date WHERE centre_id = $1 AND order_no = $2 AND state IN ('active', 'waiting')`,
    [tx.centreId, orderNo, until],
  );
  return renewed === 1;
}

/** A freeze whose turn has come takes effect with its hold. */
export async function activateFreeze(tx: Tx, orderNo: string, holdId: string): Promise<void> {
  await tx.execute(
    `UPDATE court_freeze SET state = 'active', hold_id = $3 WHERE centre_id = $1 AND order_no = $2 AND state = 'waiting'`,
    [tx.centreId, orderNo, holdId],
  );
}

/** Ends a freeze; false when it had ended before. */
export async function endFreeze(
  tx: Tx,
  orderNo: string,
  as: 'released' | 'deducted',
  on: string,
): Promise<boolean> {
  const ended = await tx.execute(
    `UPDATE court_freeze SET state = $3, ended_on = $4::date WHERE centre_id = $1 AND order_no = $2 AND state IN ('active', 'waiting')`,
    [tx.centreId, orderNo, as, on],
  );
  return ended === 1;
}

/** What an order still wants after part of it was deducted. */
export async function lowerFreeze(tx: Tx, orderNo: string, byFen: bigint): Promise<void> {
  await tx.execute(
    `UPDATE court_freeze SET wanted_fen = wanted_fen - $3 WHERE centre_id = $1 AND order_no = $2 AND wanted_fen > $3`,
    [tx.centreId, orderNo, byFen],
  );
}

/** What an order wants again of what was deducted and did not reach its court. */
export async function raiseFreeze(tx: Tx, orderNo: string, byFen: bigint): Promise<void> {
  await tx.execute(
    `UPDATE court_freeze SET wanted_fen = wanted_fen + $3 WHERE centre_id = $1 AND order_no = $2 AND state = 'active'`,
    [tx.centreId, orderNo, byFen],
  );
}

/** A freeze that a deduction had served is in effect again, with its hold, for what that could not pay. */
export async function reviveFreeze(tx: Tx, orderNo: string, wantedFen: bigint): Promise<void> {
  await tx.execute(
    `UPDATE court_freeze SET state = 'active', ended_on = NULL, wanted_fen = $3
      WHERE centre_id = $1 AND order_no = $2 AND state = 'deducted'`,
    [tx.centreId, orderNo, wantedFen],
  );
}

/**
 * Accounts become frozen as a whole (06, keeping what they were) or are given back their state, by whether a freeze of
 * the whole account is in effect on them. The accounts are locked by the caller.
 */
export async function setFrozenStates(tx: Tx, accountIds: readonly bigint[]): Promise<void> {
  await tx.execute(
    `WITH wanted AS (
       SELECT m.account_id, EXISTS (
                SELECT FROM court_freeze AS f WHERE f.centre_id = m.centre_id AND f.account_id = m.account_id
                   AND f.state = 'active' AND f.wanted_fen IS NULL) AS whole
         FROM member_account AS m WHERE m.centre_id = $1 AND m.account_id = ANY ($2::bigint[]) AND m.state IN ('01', '02', '06')
     )
     UPDATE member_account AS m
        SET state = CASE WHEN w.whole THEN '06' ELSE m.state_before_freeze END,
            state_before_freeze = CASE WHEN w.whole THEN m.state END
       FROM wanted AS w WHERE m.centre_id = $1 AND m.account_id = w.account_id AND w.whole <> (m.state = '06')`,
    [tx.centreId, accountIds],
  );
}

/** Accounts with freezes whose last day has passed, the oldest first. */
export async function selectAccountsPastTerm(tx: Tx, today: string, limit: number): Promise<bigint[]> {
  const rows = await tx.query<{ accountId: bigint }>(
    `SELECT account_id AS "accountId" FROM court_freeze
      WHERE centre_id = $1 AND state IN ('active', 'waiting') AND until_day < $2::date
      GROUP BY account_id ORDER BY min(until_day), account_id LIMIT $3`,
    [tx.centreId, today, limit],
  );
  return rows.map(({ accountId }) => accountId);
}

/** Ends freezes of these accounts whose last day has passed; gives the holds they had, and accounts where others wait. */
export async function expireFreezes(
  tx: Tx,
  accountIds: readonly bigint[],
  today: string,
): Promise<{ ended: number; holdIds: string[]; waiting: bigint[] }> {
  const rows = await tx.query<{ holdId: string | null; accountId: bigint; waits: boolean }>(
    `WITH ended AS (
       UPDATE court_freeze SET state = 'expired', ended_on = $3::date
        WHERE centre_id = $1 AND account_id = ANY ($2::bigint[]) AND state IN ('active', 'waiting') AND until_day < $3::date
       RETURNING account_id, hold_id
     )
     SELECT e.hold_id AS "holdId", e.account_id AS "accountId", EXISTS (
              SELECT FROM court_freeze AS w WHERE w.centre_id = $1 AND w.account_id = e.account_id AND w.state = 'waiting'
                 AND w.until_day >= $3::date) AS waits
       FROM ended AS e`,
    [tx.centreId, accountIds, today],
  );
  return {
    ended: rows.length,
    holdIds: rows.flatMap(({ holdId }) => (holdId === null ? [] : [holdId])),
    waiting: [...new Set(rows.filter(({ waits }) => waits).map(({ accountId }) => accountId))],
  };
}
