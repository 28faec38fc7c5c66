import type { Fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import type { MoveKind, UnitKind } from '../domain/member/account-move';

/** An open account as a move meets it. */
export interface MovableAccount {
  readonly accountId: bigint;
  readonly accountNo: string;
  readonly personId: string;
  readonly unitId: bigint;
  readonly unitKind: UnitKind;
  readonly employerId: string;
  readonly district: string;
  readonly state: string;
  readonly baseFen: Fen;
  readonly sealedOn: string | null;
  /** Month from which the latest seal holds; null without one. */
  readonly sealedFrom: Month | null;
}

/** The account by its id; null when there is none. */
export async function selectMovable(tx: Tx, accountId: bigint): Promise<MovableAccount | null> {
  const [account = null] = await selectMovables(tx, [accountId]);
  return account;
}

/** The accounts of these ids, in the order of their ids, with whether business is under way on them. */
export async function selectMovables(
  tx: Tx,
  accountIds: readonly bigint[],
): Promise<(MovableAccount & { readonly engaged: boolean })[]> {
  const rows = await tx.query<
    Omit<MovableAccount, 'sealedFrom'> & { sealedFrom: number | null; engaged: boolean }
  >(
    `SELECT m.account_id AS "accountId", m.account_no AS "accountNo", m.person_id AS "personId", m.unit_id AS "unitId",
            u.kind AS "unitKind", u.employer_id AS "employerId", u.district, m.state, m.base_fen AS "baseFen", m.sealed_on AS "sealedOn",
            (SELECT c.from_month FROM roster_change AS c WHERE c.centre_id = m.centre_id AND c.account_id = m.account_id
                AND c.kind = 'seal' AND m.state = '02' ORDER BY c.id DESC LIMIT 1) AS "sealedFrom",
            EXISTS (SELECT FROM engagement AS e WHERE e.centre_id = m.centre_id AND e.account_id = m.account_id) AS engaged
       FROM member_account AS m JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id
      WHERE m.centre_id = $1 AND m.account_id = ANY ($2::bigint[]) ORDER BY m.account_id`,
    [tx.centreId, accountIds],
  );
  return rows.map((row) => ({
    ...row,
    sealedFrom: row.sealedFrom === null ? null : monthFromNumber(row.sealedFrom),
  }));
}

/** An account left the state or the unit in which its move was judged; the unit of work decides afresh. */
export class MovedMeanwhile extends Error {
  override name = 'MovedMeanwhile';
  readonly code = '40001';
}

/** A sealed account becomes an active one of another unit, with the base and amounts it has there. @throws MovedMeanwhile */
export async function moveToEmployer(
  tx: Tx,
  account: { accountId: bigint; fromUnit: bigint },
  to: { unitId: bigint; base: Fen; employer: Fen; employee: Fen },
): Promise<void> {
  const moved = await tx.execute(
    `UPDATE member_account SET unit_id = $4, state = '01', sealed_on = NULL, held_centrally = false,
            base_fen = $5, employer_fen = $6, employee_fen = $7
      WHERE centre_id = $1 AND account_id = $2 AND unit_id = $3 AND state = '02'`,
    [tx.centreId, account.accountId, account.fromUnit, to.unitId, to.base, to.employer, to.employee],
  );
  if (moved !== 1) throw new MovedMeanwhile('an account moved or changed its state meanwhile');
}

/**
 * Sealed accounts of other units become active ones of this one; base and amounts follow with their change of the roster.
 * The caller holds units and balances. @throws MovedMeanwhile when one is not sealed elsewhere any more.
 */
export async function moveSealedToEmployer(
  tx: Tx,
  accountIds: readonly bigint[],
  unitId: bigint,
): Promise<void> {
  const moved = await tx.execute(
    `UPDATE member_account SET unit_id = $3, state = '01', sealed_on = NULL, held_centrally = false
      WHERE centre_id = $1 AND account_id = ANY ($2::bigint[]) AND unit_id <> $3 AND state = '02'`,
    [tx.centreId, accountIds, unitId],
  );
  if (moved !== accountIds.length)
    throw new MovedMeanwhile('an account moved or changed its state meanwhile');
}

/** Sealed accounts become the centre's; the day of their seal stays. @returns ids of those that were still there. */
export async function moveToCentre(
  tx: Tx,
  accountIds: readonly bigint[],
  to: { unitId: bigint; on: string },
): Promise<bigint[]> {
  const rows = await tx.query<{ id: bigint }>(
    `UPDATE member_account AS m SET unit_id = $3, state = '02', sealed_on = coalesce(m.sealed_on, $4::date), held_centrally = true
      WHERE m.centre_id = $1 AND m.account_id = ANY ($2::bigint[]) AND m.state IN ('01', '02') AND NOT m.held_centrally
     RETURNING m.account_id AS id`,
    [tx.centreId, accountIds, to.unitId, to.on],
  );
  return rows.map(({ id }) => id);
}

/** The history of moves, one row an account. `sourceId` is the case, or the run of a night. */
export async function insertMoves(
  tx: Tx,
  move: { kind: MoveKind; toUnit: bigint; sourceId: string; on: string },
  accounts: readonly { readonly accountId: bigint; readonly fromUnit: bigint }[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO account_move (centre_id, account_id, kind, from_unit, to_unit, source_id, moved_on)
     SELECT $1, a.account_id, $2, a.from_unit, $3, $4, $5::date FROM unnest($6::bigint[], $7::bigint[]) AS a (account_id, from_unit)`,
    [
      tx.centreId,
      move.kind,
      move.toUnit,
      move.sourceId,
      move.on,
      accounts.map(({ accountId }) => accountId),
      accounts.map(({ fromUnit }) => fromUnit),
    ],
  );
}

/** Tells the roster of a unit that a member joins it from a month on. */
export async function tellJoined(
  tx: Tx,
  joined: {
    accountId: bigint;
    unitId: bigint;
    from: Month;
    baseFen: Fen;
    caseId: string;
    on: string;
    at: Date;
  },
): Promise<void> {
  await tx.execute(
    `INSERT INTO roster_change (centre_id, account_id, unit_id, kind, from_month, base_fen, case_id, made_on, made_at)
     VALUES ($1, $2, $3, 'new', $4, $5, $6, $7::date, $8)`,
    [
      tx.centreId,
      joined.accountId,
      joined.unitId,
      monthToNumber(joined.from),
      joined.baseFen,
      joined.caseId,
      joined.on,
      joined.at,
    ],
  );
}

/** A sealed account that falls to the centre by date. */
export interface DueForCentre {
  readonly accountId: bigint;
  readonly unitId: bigint;
  readonly district: string;
}

const before = (month: string): string => `${month} - CASE ${month} % 100 WHEN 1 THEN 89 ELSE 1 END`;

/**
 * Accounts sealed up to `sealedUpTo` because the employment had ended, still with an employer that has listed every
 * month before the seal, free of business; the oldest seal first. Why they were sealed, and that social insurance had it so, the decision of the seal says.
 */
export function selectDueForCentre(
  tx: Tx,
  { sealedUpTo, reasons, limit }: { sealedUpTo: string; reasons: readonly string[]; limit: number },
): Promise<DueForCentre[]> {
  return tx.query<DueForCentre>(
    `SELECT m.account_id AS "accountId", m.unit_id AS "unitId", u.district
       FROM member_account AS m
       JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id AND u.kind = 'employer'
       JOIN LATERAL (SELECT c.reason, c.from_month FROM roster_change AS c
                      WHERE c.centre_id = m.centre_id AND c.account_id = m.account_id AND c.kind = 'seal'
                      ORDER BY c.id DESC LIMIT 1) AS s ON s.reason = ANY ($3::text[])
      WHERE m.centre_id = $1 AND m.state = '02' AND NOT m.held_centrally AND m.sealed_on <= $2::date
        AND NOT EXISTS (SELECT FROM engagement AS e WHERE e.centre_id = m.centre_id AND e.account_id = m.account_id)
        AND greatest((SELECT max(l.month) FROM remittance_list AS l WHERE l.centre_id = m.centre_id AND l.unit_id = m.unit_id
                         AND NOT l.cancelled AND l.state <> 'DRAFT'), u.paid_through, ${before('u.first_month')}) >= ${before('s.from_month')}
      ORDER BY m.sealed_on, m.account_id LIMIT $4`,
    [tx.centreId, sealedUpTo, reasons, limit],
  );
}
