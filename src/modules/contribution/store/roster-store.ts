import type { Fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber, nextMonth } from '../../../kernel/month';
import { queryInPages } from '../../../platform/database/in-pages';
import type { Tx } from '../../../platform/database/tx';
import { limitsOfMonth } from '../domain/member/contribution-limits';
import type { Holder } from '../domain/remittance/draft-lines';
import type { RosterKind } from '../domain/roster/roster-change';
import type { UnitAccount } from './unit-account-store';

/**
 * Who stands on a unit's list of a month ($1 centre, $2 unit, $3 month): the accounts as they are now, with every change
 * that holds from a later month undone; a court's freeze keeps nobody off the list. `later` is small: changes of months whose list is not made yet.
 */
export const onRoster = `
  WITH later AS MATERIALIZED (
    SELECT account_id, kind, former_base_fen, from_month, id FROM roster_change
     WHERE centre_id = $1 AND unit_id = $2 AND from_month > $3
  ), moved AS (
    SELECT DISTINCT ON (account_id) account_id, kind, from_month FROM later WHERE kind <> 'base' ORDER BY account_id, from_month, id
  ), rebased AS (
    SELECT DISTINCT ON (account_id) account_id, former_base_fen FROM later
     WHERE former_base_fen IS NOT NULL ORDER BY account_id, from_month, id
  ), roster AS (
    SELECT m.account_id, m.account_no, m.person_id, m.state, coalesce(r.former_base_fen, m.base_fen) AS base_fen,
           CASE v.kind WHEN 'seal' THEN m.state IN ('01', '02') WHEN 'new' THEN false WHEN 'unseal' THEN false
                       ELSE m.state = '01' END AS remitted, v.from_month AS moves_from
      FROM (SELECT account_id, account_no, person_id, base_fen, coalesce(state_before_freeze, state) AS state
              FROM member_account WHERE centre_id = $1 AND unit_id = $2) AS m
      LEFT JOIN moved AS v ON v.account_id = m.account_id
      LEFT JOIN rebased AS r ON r.account_id = m.account_id
  )`;

/** Every account that stands on a unit's list of that month, with the base of that month. */
export function selectHolders(tx: Tx, unitId: bigint, month: Month): Promise<Holder[]> {
  return queryInPages<Holder>(
    tx,
    `${onRoster}
     SELECT account_id AS "accountId", account_no AS "accountNo", person_id AS "personId", base_fen AS "baseFen"
       FROM roster WHERE remitted ORDER BY account_id`,
    [tx.centreId, unitId, monthToNumber(month)],
  );
}

/**
 * The first month after `after` in which somebody stands on the unit's list: a month in which nobody does owes nothing.
 * null when nobody contributes from any month on.
 */
export async function selectMonthDue(tx: Tx, unitId: bigint, after: Month): Promise<Month | null> {
  const [row] = await tx.query<{ last: number | null }>(
    'SELECT max(from_month) AS last FROM roster_change WHERE centre_id = $1 AND unit_id = $2',
    [tx.centreId, unitId],
  );
  const first = nextMonth(after);
  const last = row?.last ?? monthToNumber(first);
  for (let month = first; month === first || monthToNumber(month) <= last; month = nextMonth(month))
    if (await hasHolders(tx, unitId, month)) return month;
  return null;
}

async function hasHolders(tx: Tx, unitId: bigint, month: Month): Promise<boolean> {
  const rows = await tx.query(`${onRoster} SELECT 1 FROM roster WHERE remitted LIMIT 1`, [
    tx.centreId,
    unitId,
    monthToNumber(month),
  ]);
  return rows.length > 0;
}

/** As SQL ($1 centre): whether somebody stands on unit `u`'s list of `month`, for many units at once. */
export const somebodyContributes = (month: string): string => `EXISTS (
  SELECT FROM member_account AS m
   WHERE m.centre_id = $1 AND m.unit_id = u.ledger_account_id AND m.state IN ('01', '02', '06') AND coalesce(
     (SELECT c.kind = 'seal' FROM roster_change AS c
       WHERE c.centre_id = $1 AND c.account_id = m.account_id AND c.unit_id = m.unit_id AND c.kind <> 'base' AND c.from_month > ${month}
       ORDER BY c.from_month, c.id LIMIT 1),
     coalesce(m.state_before_freeze, m.state) = '01'))`;

/** A person whose account is with the unit and gets no remittance in the month. */
export interface RestingMember {
  readonly personId: string;
  /** Sealed, or of a later month. */
  readonly resting: 'sealed' | 'later';
  /** First month with a remittance, of one that comes or comes back later. */
  readonly from: Month | null;
}

/** Sealed members of the unit, and those who join later than the month. */
export async function selectResting(tx: Tx, unitId: bigint, month: Month): Promise<RestingMember[]> {
  const rows = await tx.query<{ personId: string; state: string; from: number | null }>(
    `${onRoster}
     SELECT person_id AS "personId", state, moves_from AS "from" FROM roster
      WHERE NOT remitted AND state IN ('01', '02') ORDER BY account_id`,
    [tx.centreId, unitId, monthToNumber(month)],
  );
  return rows.map(({ personId, state, from }) => ({
    personId,
    resting: state === '02' ? 'sealed' : 'later',
    from: state === '01' && from !== null ? monthFromNumber(from) : null,
  }));
}

/**
 * How a list and the roster of its month differ now, in numbers of accounts. `rebased` are those whose base is another
 * than the one in force, but for members who joined since the last confirmed list: the first one brings their wage. A full join can only be hashed or
 * merged, so a list that was stored a moment ago and of which the planner knows nothing yet costs no more.
 */
export async function selectRosterDifference(
  tx: Tx,
  unit: Pick<UnitAccount, 'unitId' | 'district' | 'paidThrough'>,
  list: { readonly id: string; readonly month: Month },
): Promise<{ missing: number; surplus: number; rebased: number }> {
  const limits = limitsOfMonth(list.month, unit.district);
  if (limits === null) throw new Error(`the list ${list.id} is of a month without parameters`);
  const open = await selectUnlistedMonth(tx, unit);
  const [row] = await tx.query<{ missing: number; surplus: number; rebased: number }>(
    `${onRoster}, first AS MATERIALIZED (
       SELECT DISTINCT account_id FROM enrolment
        WHERE centre_id = $1 AND unit_id = $2 AND from_month >= $7 AND manner <> 'same-employment'
     )
     SELECT count(*) FILTER (WHERE l.account_id IS NULL)::int AS missing,
            count(*) FILTER (WHERE m.account_id IS NULL)::int AS surplus,
            count(*) FILTER (WHERE f.account_id IS NULL
                               AND l.base_fen <> greatest($5::bigint, least($6::bigint, m.base_fen)))::int AS rebased
       FROM (SELECT account_id, base_fen FROM roster WHERE remitted) AS m
       FULL JOIN (SELECT account_id, base_fen FROM remittance_line WHERE centre_id = $1 AND list_id = $4) AS l
         ON l.account_id = m.account_id
       LEFT JOIN first AS f ON f.account_id = m.account_id`,
    [
      tx.centreId,
      unit.unitId,
      monthToNumber(list.month),
      list.id,
      limits.lowerBase,
      limits.upperBase,
      monthToNumber(open),
    ],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}

/** Accounts that got a base by a change that holds from a month after `after`, up to and including `until`. */
export async function selectRebased(
  tx: Tx,
  unitId: bigint,
  { after, until }: { after: Month; until: Month },
): Promise<Set<bigint>> {
  const rows = await tx.query<{ accountId: bigint }>(
    `SELECT DISTINCT account_id AS "accountId" FROM roster_change
      WHERE centre_id = $1 AND unit_id = $2 AND from_month > $3 AND from_month <= $4 AND base_fen IS NOT NULL`,
    [tx.centreId, unitId, monthToNumber(after), monthToNumber(until)],
  );
  return new Set(rows.map(({ accountId }) => accountId));
}

/** The first month whose list is not confirmed yet: changes may still hold from it. */
export async function selectUnlistedMonth(
  tx: Tx,
  { unitId, paidThrough }: Pick<UnitAccount, 'unitId' | 'paidThrough'>,
): Promise<Month> {
  const [row] = await tx.query<{ last: number | null }>(
    `SELECT max(month) AS last FROM remittance_list
      WHERE centre_id = $1 AND unit_id = $2 AND NOT cancelled AND state <> 'DRAFT'`,
    [tx.centreId, unitId],
  );
  const last = row?.last ?? null;
  const confirmed = last === null ? paidThrough : monthFromNumber(last);
  return nextMonth(confirmed > paidThrough ? confirmed : paidThrough);
}

/** Where a person has an open account, and from when its latest change holds. */
export interface Standing {
  readonly accountId: bigint;
  readonly unitId: bigint;
  readonly accountNo: string;
  readonly state: string;
  readonly baseFen: Fen;
  readonly latestChange: Month | null;
  /** First day of the employment it was enrolled for last, as far as that is known; else the day it was opened. */
  readonly employedSince: string;
}

/** Open accounts of these people, by person; people without one are left out. */
export async function selectStandings(tx: Tx, personIds: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await tx.query<Omit<Standing, 'latestChange'> & { personId: string; latest: number | null }>(
    `SELECT m.person_id AS "personId", m.account_id AS "accountId", m.unit_id AS "unitId", m.account_no AS "accountNo",
            m.state, m.base_fen AS "baseFen",
            (SELECT max(c.from_month) FROM roster_change AS c
              WHERE c.centre_id = m.centre_id AND c.account_id = m.account_id) AS latest,
            coalesce((SELECT n.employed_from FROM enrolment AS n WHERE n.centre_id = m.centre_id AND n.account_id = m.account_id
                       ORDER BY n.id DESC LIMIT 1), m.opened_on) AS "employedSince"
       FROM unnest($2::uuid[]) AS p (id)
       JOIN member_account AS m ON m.centre_id = $1 AND m.person_id = p.id AND m.state IN ('01', '02', '06')`,
    [tx.centreId, personIds],
  );
  return new Map(
    rows.map(({ personId, latest, ...row }) => [
      personId,
      { ...row, latestChange: latest === null ? null : monthFromNumber(latest) },
    ]),
  );
}

/** A change as it is carried out; fen, null where it says nothing. */
export interface CarriedChange {
  readonly kind: RosterKind;
  readonly accountId: bigint;
  readonly reason: string | null;
  /** First month it holds from, where that is later than that of the others. */
  readonly from?: Month;
  /** Of a new member, a changed base, and an unseal that gives one. */
  readonly amounts: { readonly base: Fen; readonly employer: Fen; readonly employee: Fen } | null;
}

export interface ChangesOf {
  readonly unitId: bigint;
  readonly from: Month;
  readonly caseId: string;
  readonly on: string;
  readonly at: Date;
}

/** Columns of the history that a change writes, after the centre's. */
export const changeColumns = `account_id, unit_id, kind, from_month, former_base_fen, base_fen, reason, case_id, made_on, made_at`;

/** An account left the state in which its change was judged, as by a closing; the unit of work decides afresh. */
class AccountMovedMeanwhile extends Error {
  override name = 'AccountMovedMeanwhile';
  readonly code = '40001';
}

/**
 * Moves the accounts and writes the history, in one statement; the accounts are locked in the order of their ids, and
 * only under that lock is a state certain. The trigger refuses a step that there is not.
 * @throws AccountMovedMeanwhile when an account is not in the state that its change starts from; nothing is kept.
 */
export async function carryChanges(tx: Tx, of: ChangesOf, changes: readonly CarriedChange[]): Promise<void> {
  const rows = await tx.query(
    `WITH wanted AS (
       SELECT * FROM unnest($7::bigint[], $8::text[], $9::bigint[], $10::bigint[], $11::bigint[], $12::text[], $13::int[])
              WITH ORDINALITY AS w (account_id, kind, base_fen, employer_fen, employee_fen, reason, from_month, n)
     ), locked AS MATERIALIZED (
       SELECT m.account_id, m.base_fen AS former_fen, w.kind, w.base_fen, w.employer_fen, w.employee_fen, w.reason, w.from_month, w.n
         FROM wanted AS w JOIN member_account AS m ON m.centre_id = $1 AND m.account_id = w.account_id AND m.unit_id = $2
        WHERE CASE w.kind WHEN 'seal' THEN m.state = '01' WHEN 'unseal' THEN m.state = '02' ELSE m.state IN ('01', '02') END
        ORDER BY m.account_id FOR NO KEY UPDATE OF m
     ), moved AS (
       UPDATE member_account AS m
          SET state = CASE l.kind WHEN 'seal' THEN '02' WHEN 'unseal' THEN '01' ELSE m.state END,
              sealed_on = CASE l.kind WHEN 'seal' THEN $5::date WHEN 'unseal' THEN NULL ELSE m.sealed_on END,
              base_fen = coalesce(l.base_fen, m.base_fen), employer_fen = coalesce(l.employer_fen, m.employer_fen),
              employee_fen = coalesce(l.employee_fen, m.employee_fen)
         FROM locked AS l WHERE m.centre_id = $1 AND m.account_id = l.account_id RETURNING m.account_id
     ), told AS (
       INSERT INTO roster_change (centre_id, ${changeColumns})
       SELECT $1, account_id, $2, kind, coalesce(from_month, $3::int),
              CASE WHEN base_fen IS NOT NULL AND kind <> 'new' THEN former_fen END, base_fen, reason, $4::uuid, $5::date, $6::timestamptz
         FROM locked ORDER BY n
     )
     SELECT account_id FROM moved`,
    [
      tx.centreId,
      of.unitId,
      monthToNumber(of.from),
      of.caseId,
      of.on,
      of.at,
      changes.map(({ accountId }) => accountId),
      changes.map(({ kind }) => kind),
      changes.map(({ amounts }) => amounts?.base ?? null),
      changes.map(({ amounts }) => amounts?.employer ?? null),
      changes.map(({ amounts }) => amounts?.employee ?? null),
      changes.map(({ reason }) => reason),
      changes.map(({ from }) => (from === undefined ? null : monthToNumber(from))),
    ],
  );
  if (rows.length !== changes.length)
    throw new AccountMovedMeanwhile(`${rows.length} of ${changes.length} accounts could be changed`);
}
