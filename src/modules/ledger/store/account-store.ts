import type { Tx } from '../../../platform/database/tx';
import { topUpCourtHolds } from './court-hold-store';

export interface NewAccount {
  readonly kind: 'member' | 'unit' | 'leaf' | 'loan';
  /** Subject of the chart: members 201, a unit's suspense 21901, a loan 121 or 122, leaves as their code says. */
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

const columnsWith = (held: string): string => `
  SELECT b.account_id AS "accountId", b.carried_fen + b.current_fen AS "postedFen", b.carried_fen AS "carriedFen",
         b.current_fen AS "currentFen", ${held} AS "heldFen", b.accumulation, b.accumulated_to AS "accumulatedTo",
         b.version, b.courts
    FROM member_balance AS b WHERE b.centre_id = $1 AND b.account_id = $2`;

/** Held as it will be once the courts that wait for money have been served. */
const heldForCourts = `CASE WHEN b.courts = 0 THEN b.held_fen ELSE least(b.carried_fen + b.current_fen, b.held_fen + (
  SELECT coalesce(sum(coalesce(h.wanted_fen - h.amount_fen, b.carried_fen + b.current_fen)), 0)::bigint FROM hold AS h
   WHERE h.centre_id = b.centre_id AND h.account_id = b.account_id AND h.kind = 'court' AND h.state = 'active')) END`;

const lockedBalance = `${columnsWith('b.held_fen')} FOR NO KEY UPDATE`;
const unlockedBalance = columnsWith(heldForCourts);

/**
 * The member's balance, locked for this transaction when `lock` is set; null when there is no such account. What came
 * in since a court froze the account is frozen first: whoever locks it to take from it sees no such money as free.
 */
export async function selectBalance(tx: Tx, accountId: bigint, lock: boolean): Promise<MemberBalance | null> {
  const read = async (): Promise<(MemberBalance & { courts: number }) | undefined> => {
    const sql = lock ? lockedBalance : unlockedBalance;
    const [row] = await tx.query<MemberBalance & { courts: number }>(sql, [tx.centreId, accountId]);
    return row;
  };
  const row = await read();
  if (!lock || !row || row.courts === 0) return row ?? null;
  await topUpCourtHolds(tx, [accountId]);
  return (await read()) ?? null;
}

/** Locks the balance rows of these accounts until the transaction ends, in the order of their ids. */
export async function lockBalances(tx: Tx, accountIds: readonly bigint[]): Promise<void> {
  await tx.query(
    `SELECT 1 FROM member_balance WHERE centre_id = $1 AND account_id = ANY ($2::bigint[])
      ORDER BY account_id FOR NO KEY UPDATE`,
    [tx.centreId, accountIds],
  );
}
