import type { Tx } from '../../../platform/database/tx';
import type { LeasedTable } from '../../../platform/lease/lease';
import type { BalanceState, LastLook } from '../domain/account-balance';
import type { AccountPurpose } from '../domain/purposes';

export const leasedBalances: LeasedTable = { table: 'bank_balance', work: 'true' };

/** An account of the centre as our books and its bank have it; fen. */
export interface AccountInView {
  readonly id: string;
  readonly bankCode: string;
  readonly accountNo: string;
  readonly purpose: AccountPurpose;
  readonly state: BalanceState;
  readonly bookFen: bigint | null;
  /** Null until the bank has said. */
  readonly bankFen: bigint | null;
  readonly differenceFen: bigint;
  readonly answeredAt: Date | null;
  readonly differsSince: Date | null;
}

/** A row for each account that has none, due at once. */
export async function insertMissingBalances(tx: Tx): Promise<void> {
  await tx.execute(
    `INSERT INTO bank_balance (centre_id, id, due_at)
     SELECT a.centre_id, a.id, clock_timestamp() FROM bank_account AS a
      WHERE a.centre_id = $1 AND NOT EXISTS (SELECT FROM bank_balance AS b WHERE b.centre_id = $1 AND b.id = a.id)
     ON CONFLICT DO NOTHING`,
    [tx.centreId],
  );
}

/** Every account with what was seen of it last, the oldest account first. */
export function selectAccountsInView(tx: Tx): Promise<AccountInView[]> {
  return tx.query<AccountInView>(
    `SELECT a.id, a.bank_code AS "bankCode", a.account_no AS "accountNo", a.purpose, coalesce(b.state, 'unasked') AS state,
            b.book_fen AS "bookFen", b.bank_fen AS "bankFen", coalesce(b.difference_fen, 0) AS "differenceFen",
            b.answered_at AS "answeredAt", b.differs_since AS "differsSince"
       FROM bank_account AS a LEFT JOIN bank_balance AS b ON b.centre_id = a.centre_id AND b.id = a.id
      WHERE a.centre_id = $1 ORDER BY a.id`,
    [tx.centreId],
  );
}

/** Gives the lease back and sets the next look; false when it is not ours any more. */
export async function lookAgain(tx: Tx, id: string, token: bigint, dueInMs: number): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE bank_balance SET due_at = clock_timestamp() + $4 * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3`,
    [tx.centreId, id, token, dueInMs],
  );
  return changed === 1;
}

/** What was seen; told by whoever holds the lease. */
export async function storeLook(
  tx: Tx,
  id: string,
  seen: LastLook & { readonly bookFen: bigint; readonly bankFen: bigint },
  at: Date,
): Promise<void> {
  await tx.execute(
    `UPDATE bank_balance SET state = $3, difference_fen = $4, book_fen = $5, bank_fen = $6, answered_at = $7,
            differs_since = CASE WHEN $3 IN ('suspected', 'differs') THEN coalesce(differs_since, $7) END
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id, seen.state, seen.differenceFen, seen.bookFen, seen.bankFen, at],
  );
}
