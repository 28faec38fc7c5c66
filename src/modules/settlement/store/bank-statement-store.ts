import type { Day } from '../../../kernel/calendar';
import type { Tx } from '../../../platform/database/tx';
import type { Claim, LeasedTable } from '../../../platform/lease/lease';

export const leasedStatements: LeasedTable = { table: 'bank_statement', work: 't.explained_at IS NULL' };

/**
 * CTE of whatever books something on a day of an account: a day that was compared is looked at anew, and one that is in
 * a worker's hands is taken from it, for that worker may not have seen what is booked here. `which` is SQL on `s`.
 */
export const lookedAtAnew = (which: string): string => `looked_at_anew AS (
    UPDATE bank_statement AS s
       SET explained_at = NULL, due_at = clock_timestamp(), lease_owner = NULL, lease_until = NULL, lease_token = s.lease_token + 1
     WHERE s.centre_id = $1 AND ${which} AND (s.answered_at IS NOT NULL OR s.lease_owner IS NOT NULL))`;

/** A day of an account, claimed. */
export interface StatementDue {
  readonly id: string;
  readonly bankCode: string;
  readonly accountNo: string;
  readonly day: Day;
  /** Whether its lines are here already. */
  readonly isAnswered: boolean;
}

/**
 * A statement for each account at one of these banks and each day from its last planned one to today; of an account that
 * has none it begins today. Those of days that are over fall due. Again it changes nothing.
 */
export async function planStatements(tx: Tx, today: Day, banks: readonly string[]): Promise<void> {
  await tx.execute(
    `INSERT INTO bank_statement (centre_id, id, bank_account_id, day)
     SELECT a.centre_id, gen_random_uuid(), a.id, d::date
       FROM bank_account AS a
       CROSS JOIN LATERAL generate_series(
         coalesce((SELECT max(s.day) + 1 FROM bank_statement AS s WHERE s.centre_id = $1 AND s.bank_account_id = a.id), $2::date),
         $2::date, interval '1 day') AS d
      WHERE a.centre_id = $1 AND a.bank_code = ANY ($3::text[])
        AND NOT EXISTS (SELECT FROM bank_account_closing AS z WHERE z.centre_id = $1 AND z.bank_account_id = a.id
                           AND (z.closed_at AT TIME ZONE 'Asia/Shanghai')::date < d::date)
     ON CONFLICT DO NOTHING`,
    [tx.centreId, today, banks],
  );
  await tx.execute(
    `UPDATE bank_statement SET due_at = clock_timestamp()
      WHERE centre_id = $1 AND day < $2::date AND explained_at IS NULL AND due_at IS NULL`,
    [tx.centreId, today],
  );
}

export function selectStatements(tx: Tx, ids: readonly string[]): Promise<StatementDue[]> {
  return tx.query<StatementDue>(
    `SELECT s.id, a.bank_code AS "bankCode", a.account_no AS "accountNo", s.day::text AS day, s.answered_at IS NOT NULL AS "isAnswered"
       FROM bank_statement AS s JOIN bank_account AS a ON a.centre_id = s.centre_id AND a.id = s.bank_account_id
      WHERE s.centre_id = $1 AND s.id = ANY ($2::uuid[])`,
    [tx.centreId, ids],
  );
}

/** Notes that the bank has told all of a day; false when the lease is another's by now. */
export async function noteAnswered(tx: Tx, claim: Claim, lines: number, at: Date): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE bank_statement SET lines = $4, answered_at = $5
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND answered_at IS NULL`,
    [tx.centreId, claim.id, claim.token, lines, at],
  );
  return changed === 1;
}

/** Gives the lease back until the next look. */
export async function lookAtStatementAgain(tx: Tx, claim: Claim, inMs: number): Promise<void> {
  await tx.execute(
    `UPDATE bank_statement SET due_at = clock_timestamp() + $4 * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3`,
    [tx.centreId, claim.id, claim.token, inMs],
  );
}

/** Notes the comparison, and that the day is explained where nothing is open; false when the lease is another's by now. */
export async function noteCompared(tx: Tx, claim: Claim, at: Date, nextInMs: number): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE bank_statement AS s
        SET compared_at = $4, explained_at = CASE WHEN o.open THEN NULL ELSE $4::timestamptz END,
            due_at = CASE WHEN o.open THEN clock_timestamp() + $5 * interval '1 millisecond' END, lease_owner = NULL, lease_until = NULL
       FROM (SELECT EXISTS (SELECT FROM statement_difference
                             WHERE centre_id = $1 AND statement_id = $2 AND state = 'open') AS open) AS o
      WHERE s.centre_id = $1 AND s.id = $2 AND s.lease_token = $3`,
    [tx.centreId, claim.id, claim.token, at, nextInMs],
  );
  return changed === 1;
}
