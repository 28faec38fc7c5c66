import type { Tx } from '../../../platform/database/tx';

export interface NewAccount {
  readonly kind: 'member' | 'unit' | 'leaf';
  /** Subject of the chart: members 201, a unit's suspense 21901, leaves as their code says. */
  readonly subject: string;
  /** For a member: the unit's account; null otherwise. */
  readonly unitId: bigint | null;
  /** Leaves only: code in the chart, unique in the centre. */
  readonly code?: string;
  readonly name?: string;
}

export interface MemberBalance {
  readonly accountId: bigint;
  readonly postedFen: bigint;
  readonly carriedFen: bigint;
  readonly currentFen: bigint;
  readonly heldFen: bigint;
  readonly accumulation: bigint;
  readonly accumulatedTo: string;
  readonly version: bigint;
}

/** Opens accounts in the order given and returns their ids; members get a balance row of zero as of `openedOn`. */
export async function insertAccounts(
  tx: Tx,
  accounts: readonly NewAccount[],
  openedOn: string,
): Promise<bigint[]> {
  const rows = await tx.query<{ id: bigint }>(
    `WITH wanted AS MATERIALIZED (
       SELECT w.*, nextval('ledger_account_id') AS id
         FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[])
              WITH ORDINALITY AS w (kind, subject, unit_id, code, name, seq)
     ), opened AS (
       INSERT INTO ledger_account (centre_id, id, kind, subject, code, name)
       SELECT $1, id, kind, subject, code, name FROM wanted ORDER BY seq
     ), balance AS (
       INSERT INTO member_balance (centre_id, account_id, unit_id, accumulated_to)
       SELECT $1, id, unit_id, $7::date FROM wanted WHERE kind = 'member' ORDER BY seq
     )
     SELECT id FROM wanted ORDER BY seq`,
    [
      tx.centreId,
      accounts.map((account) => account.kind),
      accounts.map((account) => account.subject),
      accounts.map((account) => account.unitId),
      accounts.map((account) => account.code ?? null),
      accounts.map((account) => account.name ?? null),
      openedOn,
    ],
  );
  return rows.map((row) => row.id);
}

/** Account id of a leaf of the chart; throws when the centre has none of that code. */
export async function selectLeaf(tx: Tx, code: string): Promise<bigint> {
  const [row] = await tx.query<{ id: bigint }>(
    'SELECT id FROM ledger_account WHERE centre_id = $1 AND code = $2',
    [tx.centreId, code],
  );
  if (!row) throw new Error(`the centre has no ledger leaf ${code}`);
  return row.id;
}

const balanceColumns = `
  SELECT account_id AS "accountId", carried_fen + current_fen AS "postedFen", carried_fen AS "carriedFen",
         current_fen AS "currentFen", held_fen AS "heldFen", accumulation, accumulated_to AS "accumulatedTo", version
    FROM member_balance WHERE centre_id = $1 AND account_id = $2`;

/** The member's balance, locked for this transaction when `lock` is set; null when there is no such account. */
export async function selectBalance(tx: Tx, accountId: bigint, lock: boolean): Promise<MemberBalance | null> {
  const sql = lock ? `${balanceColumns} FOR NO KEY UPDATE` : balanceColumns;
  const [row] = await tx.query<MemberBalance>(sql, [tx.centreId, accountId]);
  return row ?? null;
}
