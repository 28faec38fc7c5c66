import type { Tx } from '../../../platform/database/tx';
import type { LeasedTable } from '../../../platform/lease/lease';
import type { AccountPurpose } from '../domain/purposes';

export const leasedClosings: LeasedTable = {
  table: 'bank_account_closing',
  work: 't.agreed AND t.closed_at IS NULL',
};

/** SQL: whether account `a` takes no part any more: its closing was agreed to. */
export const isGivenUp = `EXISTS (SELECT FROM bank_account_closing AS z
  WHERE z.centre_id = a.centre_id AND z.bank_account_id = a.id AND z.agreed)`;

export interface AccountClosing {
  readonly id: string;
  readonly accountId: string;
  readonly intoAccountId: string;
  readonly documentNo: string;
  readonly proposedBy: string;
  readonly agreed: boolean | null;
  readonly closedAt: Date | null;
}

const columns = `c.id, c.bank_account_id AS "accountId", c.into_account_id AS "intoAccountId", c.document_no AS "documentNo",
  c.proposed_by AS "proposedBy", c.agreed, c.closed_at AS "closedAt"`;

/** An account as a closing looks at it: whether it may be given up, or take the money of another. */
export interface ClosableAccount {
  readonly id: string;
  readonly bankCode: string;
  readonly purpose: AccountPurpose;
  /** Whether a closing of it was proposed or agreed to. */
  readonly isClosing: boolean;
  /** Whether another one is closed into it and is not empty yet. */
  readonly isTaking: boolean;
}

/** Any number that nothing else uses; the second part is the centre. */
const LOCK = 7_006;

/** Both accounts, under the lock of all closings: two that cross cannot both be stored. */
export async function lockClosable(tx: Tx, ids: readonly string[]): Promise<ClosableAccount[]> {
  // By itself: a statement sees what was there when it began, and this one waits.
  await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [LOCK, tx.centreId]);
  return tx.query<ClosableAccount>(
    `SELECT a.id, a.bank_code AS "bankCode", a.purpose,
            EXISTS (SELECT FROM bank_account_closing AS c WHERE c.centre_id = a.centre_id AND c.bank_account_id = a.id
                       AND c.agreed IS DISTINCT FROM false) AS "isClosing",
            EXISTS (SELECT FROM bank_account_closing AS c WHERE c.centre_id = a.centre_id AND c.into_account_id = a.id
                       AND c.agreed IS DISTINCT FROM false AND c.closed_at IS NULL) AS "isTaking"
       FROM bank_account AS a WHERE a.centre_id = $1 AND a.id = ANY ($2::uuid[])`,
    [tx.centreId, ids],
  );
}

export async function insertClosing(
  tx: Tx,
  closing: {
    readonly id: string;
    readonly accountId: string;
    readonly intoAccountId: string;
    readonly documentNo: string;
    readonly by: string;
  },
  at: Date,
): Promise<void> {
  await tx.execute(
    `INSERT INTO bank_account_closing (centre_id, id, bank_account_id, into_account_id, document_no, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.centreId, closing.id, closing.accountId, closing.intoAccountId, closing.documentNo, closing.by, at],
  );
}

/** The closing of an account that was not declined, locked; null where there is none. */
export async function lockClosing(tx: Tx, accountId: string): Promise<AccountClosing | null> {
  const [row] = await tx.query<AccountClosing>(
    `SELECT ${columns} FROM bank_account_closing AS c
      WHERE c.centre_id = $1 AND c.bank_account_id = $2 AND c.agreed IS DISTINCT FROM false FOR NO KEY UPDATE`,
    [tx.centreId, accountId],
  );
  return row ?? null;
}

export async function decideClosing(
  tx: Tx,
  decision: { readonly id: string; readonly by: string; readonly agreed: boolean },
  at: Date,
): Promise<void> {
  await tx.execute(
    `UPDATE bank_account_closing SET decided_by = $3, agreed = $4, decided_at = $5,
            due_at = CASE WHEN $4 THEN clock_timestamp() END
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, decision.id, decision.by, decision.agreed, at],
  );
}

/**
 * A closing that is there, locked: a receipt on its account takes the same lock, so that one which is being booked is
 * waited for, and what is read afterwards has it.
 */
export async function lockClosingOfId(tx: Tx, id: string): Promise<AccountClosing> {
  const [row] = await tx.query<AccountClosing>(
    `SELECT ${columns} FROM bank_account_closing AS c WHERE c.centre_id = $1 AND c.id = $2 FOR NO KEY UPDATE`,
    [tx.centreId, id],
  );
  if (row === undefined) throw new Error(`there is no closing ${id}`);
  return row;
}

/** Whether nothing moves on the account: no order open, no transfer to or from it, and its bank has it at zero since. */
export async function isAtRest(tx: Tx, accountId: string): Promise<boolean> {
  const [row] = await tx.query<{ rest: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM instruction AS i WHERE i.centre_id = $1 AND i.bank_account_id = $2
                           AND i.state IN ('created', 'sending', 'accepted', 'unknown'))
        AND NOT EXISTS (SELECT FROM collection AS o WHERE o.centre_id = $1 AND o.bank_account_id = $2
                           AND o.state IN ('created', 'sending', 'accepted', 'unknown'))
        AND NOT EXISTS (SELECT FROM own_transfer AS t WHERE t.centre_id = $1 AND t.state = 'open'
                           AND (t.from_account_id = $2 OR t.to_account_id = $2))
        AND EXISTS (SELECT FROM bank_balance AS b WHERE b.centre_id = $1 AND b.id = $2 AND b.state = 'agreed' AND b.bank_fen = 0) AS rest`,
    [tx.centreId, accountId],
  );
  return row?.rest === true;
}

/** Gives the lease back until the next look, or for good with the moment of the closing; false when it is another's. */
export async function endLook(
  tx: Tx,
  { id, token }: { readonly id: string; readonly token: bigint },
  closedAt: Date | null,
  againMs: number,
): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE bank_account_closing SET closed_at = $4, lease_owner = NULL, lease_until = NULL,
            due_at = CASE WHEN $4::timestamptz IS NULL THEN clock_timestamp() + $5 * interval '1 millisecond' END
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3`,
    [tx.centreId, id, token, closedAt, againMs],
  );
  return changed === 1;
}
