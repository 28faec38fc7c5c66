import type { Tx } from '../../../platform/database/tx';

export interface AccountMerge {
  /** The account that goes, and the one that stays. */
  readonly fromId: bigint;
  readonly toId: bigint;
  readonly caseId: string;
  readonly on: string;
}

/** Takes the holds of courts off the account that goes. The balances are locked by the caller. */
export async function takeHolds(
  tx: Tx,
  { fromId, toId }: AccountMerge,
): Promise<{ heldFen: bigint; courts: number }> {
  const [row] = await tx.query<{ heldFen: bigint; courts: number }>(
    `WITH moved AS (
       UPDATE hold SET account_id = $3 WHERE centre_id = $1 AND account_id = $2 AND state = 'active' RETURNING amount_fen
     ), freed AS (
       UPDATE member_balance SET held_fen = 0, courts = 0 WHERE centre_id = $1 AND account_id = $2
     )
     SELECT coalesce(sum(amount_fen), 0)::bigint AS "heldFen", count(*)::int AS courts FROM moved`,
    [tx.centreId, fromId, toId],
  );
  return row ?? { heldFen: 0n, courts: 0 };
}

/**
 * After the voucher: what was held, the accumulation (积数) of the days before, and the numerator of closed rate segments
 * go on at the account that stays, and the history says how much.
 */
export async function joinAccounts(
  tx: Tx,
  { fromId, toId, caseId, on }: AccountMerge,
  held: { heldFen: bigint; courts: number },
): Promise<void> {
  await tx.execute(
    `WITH gone AS (
       SELECT accumulation, accumulated_to, closed_numerator FROM member_balance WHERE centre_id = $1 AND account_id = $2
     ), emptied AS (
       UPDATE member_balance SET accumulation = 0, closed_numerator = 0 WHERE centre_id = $1 AND account_id = $2
     ), joined AS (
       UPDATE member_balance AS b
          SET accumulation = b.accumulation + g.accumulation, closed_numerator = b.closed_numerator + g.closed_numerator,
              held_fen = b.held_fen + $4, courts = b.courts + $5
         FROM gone AS g WHERE b.centre_id = $1 AND b.account_id = $3
     )
     INSERT INTO account_merge (centre_id, from_id, to_id, fen_days, rate_e8, closed_numerator, case_id, merged_on)
     SELECT $1, $2, $3, g.accumulation, interest_rate_on($1, g.accumulated_to), g.closed_numerator, $6, $7::date FROM gone AS g`,
    [tx.centreId, fromId, toId, held.heldFen, held.courts, caseId, on],
  );
}

/** Draws of one person become those of another, where both have a share of the same kind and period. */
export async function joinPots(tx: Tx, fromPerson: string, toPerson: string): Promise<void> {
  const shared = await tx.query<{
    kind: string;
    period: string;
    fromPot: string | null;
    toPot: string | null;
  }>(
    `SELECT o.kind, o.period, o.pot_id AS "fromPot", n.pot_id AS "toPot"
       FROM pot_share AS o JOIN pot_share AS n ON n.centre_id = o.centre_id AND n.kind = o.kind AND n.period = o.period
      WHERE o.centre_id = $1 AND o.person_id = $2 AND n.person_id = $3 ORDER BY o.kind, o.period FOR UPDATE OF o, n`,
    [tx.centreId, fromPerson, toPerson],
  );
  for (const { kind, period, fromPot, toPot } of shared) {
    if (fromPot === null || fromPot === toPot) continue;
    if (toPot === null)
      await tx.execute(
        'UPDATE pot_share SET pot_id = $5 WHERE centre_id = $1 AND kind = $2 AND period = $3 AND person_id = $4',
        [tx.centreId, kind, period, toPerson, fromPot],
      );
    else await moveDraws(tx, { fromPot, toPot, personId: fromPerson });
  }
}

async function moveDraws(
  tx: Tx,
  { fromPot, toPot, personId }: { fromPot: string; toPot: string; personId: string },
): Promise<void> {
  await tx.query('SELECT id FROM pot WHERE centre_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE', [
    tx.centreId,
    [fromPot, toPot],
  ]);
  await tx.execute(
    `WITH moved AS (
       UPDATE hold SET pot_id = $3 WHERE centre_id = $1 AND pot_id = $2 AND person_id = $4 AND state IN ('active', 'settled')
       RETURNING amount_fen - given_back_fen AS amount_fen
     ), total AS (SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM moved)
     UPDATE pot AS p SET taken_fen = p.taken_fen + CASE p.id WHEN $3 THEN t.fen ELSE -t.fen END,
            cap_fen = CASE p.id WHEN $3 THEN greatest(p.cap_fen, p.taken_fen + t.fen) ELSE p.cap_fen END
       FROM total AS t WHERE p.centre_id = $1 AND p.id IN ($2, $3)`,
    [tx.centreId, fromPot, toPot, personId],
  );
}
