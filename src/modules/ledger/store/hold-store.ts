import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';

export interface NewHold {
  readonly accountId: bigint;
  readonly personId: string;
  readonly amountFen: bigint;
  /** A closing has terms beside its amount: see closing-store. */
  readonly kind: 'withdrawal' | 'court' | 'contribution-refund' | 'court-deduction';
  readonly caseId: string;
  /** The quota it draws on, null when none is shared. */
  readonly potId: string | null;
}

export interface Hold {
  readonly id: string;
  readonly accountId: bigint;
  readonly amountFen: bigint;
  /** What the member has paid back of it. */
  readonly givenBackFen: bigint;
  readonly potId: string | null;
  readonly state: 'active' | 'settled' | 'released' | 'returned';
}

/** The bound of a balance or a pot forbids it; nothing was changed. */
export class HoldRefused extends Error {
  override name = 'HoldRefused';
}

/**
 * Sets money aside on an account and draws it from the pot. The caller has locked both rows;
 * CHECK constraints stand behind. Throws HoldRefused when the account or the pot does not exist.
 */
export async function insertHold(tx: Tx, hold: NewHold): Promise<string> {
  const id = newId();
  const [result] = await tx.query<{ accounts: number; pots: number }>(
    `WITH account AS (
       UPDATE member_balance SET held_fen = held_fen + $4 WHERE centre_id = $1 AND account_id = $3 RETURNING 1
     ), quota AS (
       UPDATE pot SET taken_fen = taken_fen + $4 WHERE centre_id = $1 AND id = $7 RETURNING 1
     ), placed AS (
       INSERT INTO hold (centre_id, id, account_id, person_id, amount_fen, kind, case_id, pot_id)
       VALUES ($1, $2, $3, $8, $4, $5, $6, $7)
     )
     SELECT (SELECT count(*) FROM account)::int AS accounts, (SELECT count(*) FROM quota)::int AS pots`,
    [tx.centreId, id, hold.accountId, hold.amountFen, hold.kind, hold.caseId, hold.potId, hold.personId],
  );
  if (result?.accounts !== 1 || (hold.potId !== null && result.pots !== 1)) {
    throw new HoldRefused('the account or the pot of a hold does not exist');
  }
  return id;
}

/** The hold of a case, locked; null when the case has none. */
export async function selectHoldOfCase(tx: Tx, caseId: string): Promise<Hold | null> {
  const [row] = await tx.query<Hold>(
    `SELECT id, account_id AS "accountId", amount_fen AS "amountFen", given_back_fen AS "givenBackFen", pot_id AS "potId", state
       FROM hold WHERE centre_id = $1 AND case_id = $2 FOR NO KEY UPDATE`,
    [tx.centreId, caseId],
  );
  return row ?? null;
}

/**
 * Ends an active hold: 'settled' when the money left (the pot keeps it as taken), 'released' when it did not.
 * Returns false, changing nothing, when the hold is not active any more. The caller has locked the hold in a statement
 * of its own (`selectHoldOfCase`), so its pot cannot change underneath.
 */
export async function endActiveHold(tx: Tx, holdId: string, as: 'settled' | 'released'): Promise<boolean> {
  const [result] = await tx.query<{ ended: number }>(
    `WITH ended AS (
       UPDATE hold SET state = $3, ended_at = clock_timestamp()
        WHERE centre_id = $1 AND id = $2 AND state = 'active' RETURNING account_id, amount_fen, pot_id
     ), account AS (
       UPDATE member_balance AS b SET held_fen = b.held_fen - e.amount_fen
         FROM ended AS e WHERE b.centre_id = $1 AND b.account_id = e.account_id
     ), quota AS (
       UPDATE pot AS p SET taken_fen = p.taken_fen - e.amount_fen
         FROM ended AS e WHERE $3 = 'released' AND p.centre_id = $1 AND p.id = e.pot_id
     )
     SELECT count(*)::int AS ended FROM ended`,
    [tx.centreId, holdId, as],
  );
  return result?.ended === 1;
}

/** 退票: the money of a settled hold came back, so its share of the pot is free again. Locked by the caller, as above. */
export async function returnSettledHold(tx: Tx, holdId: string): Promise<boolean> {
  const [result] = await tx.query<{ ended: number }>(
    `WITH ended AS (
       UPDATE hold SET state = 'returned' WHERE centre_id = $1 AND id = $2 AND state = 'settled'
       RETURNING amount_fen - given_back_fen AS amount_fen, pot_id
     ), quota AS (
       UPDATE pot AS p SET taken_fen = p.taken_fen - e.amount_fen
         FROM ended AS e WHERE p.centre_id = $1 AND p.id = e.pot_id
     )
     SELECT count(*)::int AS ended FROM ended`,
    [tx.centreId, holdId],
  );
  return result?.ended === 1;
}

/**
 * The member paid a part of a settled withdrawal back: its pot has that much room again. False, changing nothing, when
 * it is more than what is left of it. Locked by the caller, as above.
 */
export async function giveBackOfHold(tx: Tx, holdId: string, amountFen: bigint): Promise<boolean> {
  const [result] = await tx.query<{ given: number }>(
    `WITH given AS (
       UPDATE hold SET given_back_fen = given_back_fen + $3
        WHERE centre_id = $1 AND id = $2 AND state = 'settled' AND given_back_fen + $3 <= amount_fen RETURNING pot_id
     ), quota AS (
       UPDATE pot AS p SET taken_fen = p.taken_fen - $3 FROM given AS g WHERE p.centre_id = $1 AND p.id = g.pot_id
     )
     SELECT count(*)::int AS given FROM given`,
    [tx.centreId, holdId, amountFen],
  );
  return result?.given === 1;
}
