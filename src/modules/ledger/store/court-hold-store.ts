import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import { HoldRefused } from './hold-store';

export interface NewCourtHold {
  readonly accountId: bigint;
  readonly personId: string;
  readonly caseId: string;
  /** What the order says in fen; null: the whole account. */
  readonly wantedFen: bigint | null;
}

/** An active hold of a court. */
export interface CourtHold {
  readonly id: string;
  readonly accountId: bigint;
  readonly amountFen: bigint;
  readonly wantedFen: bigint | null;
}

/** Places the hold of a court with nothing in it; `topUpCourtHolds` freezes. The account is locked by the caller. */
export async function insertCourtHold(tx: Tx, hold: NewCourtHold): Promise<string> {
  const id = newId();
  const [result] = await tx.query<{ accounts: number }>(
    `WITH account AS (
       UPDATE member_balance SET courts = courts + 1 WHERE centre_id = $1 AND account_id = $3 RETURNING 1
     ), placed AS (
       INSERT INTO hold (centre_id, id, account_id, person_id, amount_fen, kind, case_id, wanted_fen)
       VALUES ($1, $2, $3, $4, 0, 'court', $5, $6)
     )
     SELECT count(*)::int AS accounts FROM account`,
    [tx.centreId, id, hold.accountId, hold.personId, hold.caseId, hold.wantedFen],
  );
  if (result?.accounts !== 1) throw new HoldRefused('the account of a hold does not exist');
  return id;
}

/**
 * Freezes what is free on the accounts for the courts that wait for it, the first served first, each up to its order.
 * The accounts are locked by the caller in a statement of its own. Ids are of version 7, so they keep the order.
 */
export async function topUpCourtHolds(tx: Tx, accountIds: readonly bigint[]): Promise<void> {
  await tx.execute(
    `WITH account AS (
       SELECT account_id, carried_fen + current_fen - held_fen AS free FROM member_balance
        WHERE centre_id = $1 AND account_id = ANY ($2::bigint[]) AND courts > 0
     ), claim AS (
       SELECT h.id, h.account_id, a.free, coalesce(h.wanted_fen - h.amount_fen, a.free) AS want,
              coalesce(sum(coalesce(h.wanted_fen - h.amount_fen, a.free)) OVER (PARTITION BY h.account_id ORDER BY h.id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
         FROM account AS a JOIN hold AS h ON h.centre_id = $1 AND h.account_id = a.account_id
        WHERE h.kind = 'court' AND h.state = 'active'
     ), gain AS (
       SELECT id, account_id, least(want, free - before)::bigint AS more FROM claim WHERE free > before AND want > 0
     ), topped AS (
       UPDATE hold AS h SET amount_fen = h.amount_fen + g.more FROM gain AS g WHERE h.centre_id = $1 AND h.id = g.id
     )
     UPDATE member_balance AS b SET held_fen = b.held_fen + g.more
       FROM (SELECT account_id, sum(more)::bigint AS more FROM gain GROUP BY account_id) AS g
      WHERE b.centre_id = $1 AND b.account_id = g.account_id`,
    [tx.centreId, accountIds],
  );
}

/** Active holds of courts on an account, locked, the first served first. */
export function selectCourtHolds(tx: Tx, accountId: bigint): Promise<CourtHold[]> {
  return tx.query<CourtHold>(
    `SELECT id, account_id AS "accountId", amount_fen AS "amountFen", wanted_fen AS "wantedFen" FROM hold
      WHERE centre_id = $1 AND account_id = $2 AND kind = 'court' AND state = 'active' ORDER BY id FOR NO KEY UPDATE`,
    [tx.centreId, accountId],
  );
}

/** Ends holds of courts, many at once: what they froze is free again. The accounts are locked by the caller. */
export async function releaseCourtHolds(tx: Tx, holdIds: readonly string[]): Promise<void> {
  await tx.execute(
    `WITH ended AS (
       UPDATE hold SET state = 'released', ended_at = clock_timestamp()
        WHERE centre_id = $1 AND id = ANY ($2::uuid[]) AND kind = 'court' AND state = 'active' RETURNING account_id, amount_fen
     )
     UPDATE member_balance AS b SET held_fen = b.held_fen - e.held, courts = b.courts - e.n
       FROM (SELECT account_id, sum(amount_fen)::bigint AS held, count(*)::int AS n FROM ended GROUP BY account_id) AS e
      WHERE b.centre_id = $1 AND b.account_id = e.account_id`,
    [tx.centreId, holdIds],
  );
}

/**
 * Takes an amount out of a court's hold, for a deduction that has one of its own: order and hold shrink by it. False,
 * changing nothing, when the hold has less. A hold whose order is served by it ends.
 */
export async function drawOnCourtHold(tx: Tx, draw: { holdId: string; amountFen: bigint }): Promise<boolean> {
  const drawn = await tx.execute(
    `WITH drawn AS (
       UPDATE hold SET amount_fen = amount_fen - $3, wanted_fen = nullif(wanted_fen - $3, 0),
              state = CASE WHEN wanted_fen = $3 THEN 'released' ELSE state END,
              ended_at = CASE WHEN wanted_fen = $3 THEN clock_timestamp() END
        WHERE centre_id = $1 AND id = $2 AND kind = 'court' AND state = 'active' AND amount_fen >= $3
       RETURNING account_id, state
     )
     UPDATE member_balance AS b SET held_fen = b.held_fen - $3, courts = b.courts - (d.state = 'released')::int
       FROM drawn AS d WHERE b.centre_id = $1 AND b.account_id = d.account_id`,
    [tx.centreId, draw.holdId, draw.amountFen],
  );
  return drawn === 1;
}

/** A hold that a deduction had served is in effect again, empty, for what that could not pay; locked with its account. */
async function reviveCourtHold(tx: Tx, back: { holdId: string; amountFen: bigint }): Promise<boolean> {
  const revived = await tx.execute(
    `WITH revived AS (
       UPDATE hold SET state = 'active', ended_at = NULL, wanted_fen = $3
        WHERE centre_id = $1 AND id = $2 AND kind = 'court' AND state = 'released' AND amount_fen = 0
       RETURNING account_id
     )
     UPDATE member_balance AS b SET courts = b.courts + 1 FROM revived AS r WHERE b.centre_id = $1 AND b.account_id = r.account_id`,
    [tx.centreId, back.holdId, back.amountFen],
  );
  return revived === 1;
}

/**
 * Puts back what a deduction took and could not pay: the order wants it again, with its hold in effect anew where the
 * deduction had served it. False when the hold has ended otherwise.
 */
export async function putBackOnCourtHold(
  tx: Tx,
  back: { holdId: string; amountFen: bigint },
): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE hold SET wanted_fen = wanted_fen + $3
      WHERE centre_id = $1 AND id = $2 AND kind = 'court' AND state = 'active'`,
    [tx.centreId, back.holdId, back.amountFen],
  );
  return changed === 1 || (await reviveCourtHold(tx, back));
}
