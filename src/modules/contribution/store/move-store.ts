import type { Fen } from '../../../kernel/money';
import { type Month, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';

const MOVABLE = `m.centre_id = $1 AND m.unit_id = $2 AND m.state IN ('01', '02', '06')
  AND ($3::uuid[] IS NULL OR m.person_id = ANY ($3::uuid[]))`;

/** Open accounts of a unit, of everybody or of these people. */
export async function selectMovable(
  tx: Tx,
  unitId: bigint,
  people: readonly string[] | null,
): Promise<number> {
  const [row] = await tx.query<{ members: number }>(
    `SELECT count(*)::int AS members FROM member_account AS m WHERE ${MOVABLE}`,
    [tx.centreId, unitId, people],
  );
  if (!row) throw new Error('a count always answers');
  return row.members;
}

/** Roster changes of a unit that hold from a month after this one. */
export async function countLaterChanges(tx: Tx, unitId: bigint, month: Month): Promise<number> {
  const [row] = await tx.query<{ changes: number }>(
    'SELECT count(*)::int AS changes FROM roster_change WHERE centre_id = $1 AND unit_id = $2 AND from_month > $3',
    [tx.centreId, unitId, monthToNumber(month)],
  );
  if (!row) throw new Error('a count always answers');
  return row.changes;
}

export interface MovingAccount {
  readonly accountId: bigint;
  readonly baseFen: Fen;
  /** Whether it stands on lists: active, or active but for a court's freeze. */
  readonly remitted: boolean;
}

/** Those accounts, in the order of their ids. */
export function selectMovingAccounts(
  tx: Tx,
  unitId: bigint,
  people: readonly string[] | null,
): Promise<MovingAccount[]> {
  return tx.query<MovingAccount>(
    `SELECT m.account_id AS "accountId", m.base_fen AS "baseFen", coalesce(m.state_before_freeze, m.state) = '01' AS remitted
       FROM member_account AS m WHERE ${MOVABLE} ORDER BY m.account_id`,
    [tx.centreId, unitId, people],
  );
}

/** What an account is remitted from the month on. */
export interface MovedAmounts {
  readonly accountId: bigint;
  readonly base: Fen;
  readonly employer: Fen;
  readonly employee: Fen;
}

/**
 * The accounts are with the other unit; those that are remitted, frozen by a court or not, come on its roster from the
 * month, with the amounts they have there. The ledger has moved their balances before, and holds their rows. Returns how many.
 */
export async function moveAccounts(
  tx: Tx,
  move: { from: bigint; to: bigint; people: readonly string[] | null; month: Month },
  remitted: readonly MovedAmounts[],
  by: { caseId: string; on: string; at: Date },
): Promise<number> {
  const [row] = await tx.query<{ moved: number }>(
    `WITH locked AS MATERIALIZED (
       SELECT m.account_id FROM member_account AS m WHERE ${MOVABLE} ORDER BY m.account_id FOR NO KEY UPDATE
     ), moved AS (
       UPDATE member_account AS m
          SET unit_id = $4, base_fen = coalesce(r.base_fen, m.base_fen), employer_fen = coalesce(r.employer_fen, m.employer_fen),
              employee_fen = coalesce(r.employee_fen, m.employee_fen)
         FROM locked AS l LEFT JOIN unnest($9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[])
              AS r (account_id, base_fen, employer_fen, employee_fen) ON r.account_id = l.account_id
        WHERE m.centre_id = $1 AND m.account_id = l.account_id
        RETURNING m.account_id, coalesce(m.state_before_freeze, m.state) AS state, m.base_fen
     ), told AS (
       INSERT INTO roster_change (centre_id, account_id, unit_id, kind, from_month, base_fen, case_id, made_on, made_at)
       SELECT $1, account_id, $4, 'new', $5::int, base_fen, $6::uuid, $7::date, $8::timestamptz
         FROM moved WHERE state = '01' ORDER BY account_id
     )
     SELECT count(*)::int AS moved FROM moved`,
    [
      tx.centreId,
      move.from,
      move.people,
      move.to,
      monthToNumber(move.month),
      by.caseId,
      by.on,
      by.at,
      remitted.map(({ accountId }) => accountId),
      remitted.map(({ base }) => base),
      remitted.map(({ employer }) => employer),
      remitted.map(({ employee }) => employee),
    ],
  );
  return row?.moved ?? 0;
}

export async function insertUnitMove(
  tx: Tx,
  move: {
    caseId: string;
    kind: string;
    from: bigint;
    to: bigint;
    month: Month;
    members: number;
    amountFen: Fen;
    evidenceNo: string;
    on: string;
  },
): Promise<void> {
  await tx.execute(
    `INSERT INTO unit_move (centre_id, case_id, kind, from_unit_id, to_unit_id, from_month, members, amount_fen, evidence_no, moved_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.centreId,
      move.caseId,
      move.kind,
      move.from,
      move.to,
      monthToNumber(move.month),
      move.members,
      move.amountFen,
      move.evidenceNo,
      move.on,
    ],
  );
}
