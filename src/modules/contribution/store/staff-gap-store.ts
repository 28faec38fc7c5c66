import type { Tx } from '../../../platform/database/tx';
import { OPEN_ACCOUNTS_DAYS, STAFF_DAYS } from '../domain/employer/warning';

/** A change as social insurance told it, about the pseudonym of a person. */
export interface ToldChange {
  readonly kind: 'hired' | 'left';
  readonly personId: string;
  readonly happenedOn: string;
}

/**
 * Whether the account of the person `p` shows a change at the unit `u`: somebody hired contributes here, or with another
 * employer that still has them; of somebody who left no account contributes here.
 */
const shown = (kind: string, person: string): string => `
  CASE ${kind} WHEN 'left' THEN NOT EXISTS (
    SELECT FROM member_account AS m WHERE m.centre_id = u.centre_id AND m.person_id = ${person}
       AND m.unit_id = u.ledger_account_id AND coalesce(m.state_before_freeze, m.state) = '01')
  ELSE EXISTS (
    SELECT FROM member_account AS m WHERE m.centre_id = u.centre_id AND m.person_id = ${person} AND coalesce(m.state_before_freeze, m.state) = '01'
       AND (m.unit_id = u.ledger_account_id OR NOT EXISTS (
         SELECT FROM staff_gap AS o JOIN unit_account AS ou ON ou.centre_id = o.centre_id AND ou.employer_id = o.employer_id
          WHERE o.centre_id = m.centre_id AND ou.ledger_account_id = m.unit_id AND o.kind = 'left' AND o.person_id = m.person_id
            AND o.void_on IS NULL))) END`;

/**
 * Gaps whose 30 days have passed on a day ($2), as rows of clocks (条例15条). Who was there before the employer was
 * registered may be enrolled until 20 days after that (条例14条).
 */
export const passedStaffDays = `
  SELECT g.employer_id, CASE g.kind WHEN 'hired' THEN 'enrol' ELSE 'seal' END, g.id::text, d.due_on, NULL
    FROM staff_gap AS g
    JOIN unit_account AS u ON u.centre_id = g.centre_id AND u.employer_id = g.employer_id AND u.kind = 'employer' AND u.state <> '04'
   CROSS JOIN LATERAL (SELECT CASE g.kind WHEN 'left' THEN g.happened_on + ${STAFF_DAYS}
     ELSE greatest(g.happened_on + ${STAFF_DAYS}, u.opened_on + ${OPEN_ACCOUNTS_DAYS}) END AS due_on) AS d
   WHERE g.centre_id = $1 AND g.void_on IS NULL AND d.due_on < $2::date AND NOT (${shown('g.kind', 'g.person_id')})`;

/**
 * Plans the questions of a day: employers never asked or not for so many days. One that was registered today is asked
 * from tomorrow on. Running it again changes nothing.
 */
export async function planStaffLooks(tx: Tx, day: string, everyDays: number): Promise<void> {
  await tx.execute(
    `INSERT INTO staff_look AS l (centre_id, employer_id, day, due_at)
     SELECT u.centre_id, u.employer_id, $2::date, clock_timestamp() FROM unit_account AS u
      WHERE u.centre_id = $1 AND u.kind = 'employer' AND u.state <> '04' AND u.opened_on < $2::date ORDER BY u.employer_id
     ON CONFLICT (centre_id, employer_id) DO UPDATE SET day = excluded.day, due_at = excluded.due_at
      WHERE l.day <= $2::date - $3::int`,
    [tx.centreId, day, everyDays],
  );
}

export interface StaffLook {
  readonly employerId: string;
  /** Business day of the last answer. */
  readonly toldTo: string | null;
  /** Whether anything is open that a later word could take back. */
  readonly gaps: boolean;
}

export async function selectStaffLook(tx: Tx, id: string): Promise<StaffLook> {
  const [look] = await tx.query<StaffLook>(
    `SELECT l.employer_id AS "employerId", l.told_to AS "toldTo", EXISTS (
              SELECT FROM staff_gap AS g WHERE g.centre_id = $1 AND g.employer_id = l.employer_id AND g.void_on IS NULL) AS gaps
       FROM staff_look AS l WHERE l.centre_id = $1 AND l.id = $2`,
    [tx.centreId, id],
  );
  if (!look) throw new Error(`the look ${id} is gone`);
  return look;
}

/** Ends a look, answered on a day, or puts it off by an hour; false when the lease is another's by now. */
export async function endStaffLook(
  tx: Tx,
  { id, token, toldTo }: { id: string; token: bigint; toldTo: string | null },
): Promise<boolean> {
  const ended = await tx.execute(
    `UPDATE staff_look SET told_to = coalesce($4::date, told_to), lease_owner = NULL, lease_until = NULL,
            due_at = CASE WHEN $4::date IS NULL THEN clock_timestamp() + interval '1 hour' END
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3`,
    [tx.centreId, id, token, toldTo],
  );
  return ended === 1;
}

const told = `unnest($3::text[], $4::uuid[], $5::date[]) AS t (kind, person_id, happened_on)`;
const toldValues = (changes: readonly ToldChange[]): unknown[] => [
  changes.map(({ kind }) => kind),
  changes.map(({ personId }) => personId),
  changes.map(({ happenedOn }) => happenedOn),
];

/** Persons whose account does not show what was told of them, of one employer. */
export async function selectGaps(
  tx: Tx,
  employerId: string,
  changes: readonly ToldChange[],
): Promise<Set<string>> {
  const rows = await tx.query<{ personId: string }>(
    `SELECT t.person_id AS "personId" FROM ${told}
       JOIN unit_account AS u ON u.centre_id = $1 AND u.employer_id = $2 AND u.kind = 'employer'
      WHERE NOT (${shown('t.kind', 't.person_id')})`,
    [tx.centreId, employerId, ...toldValues(changes)],
  );
  return new Set(rows.map(({ personId }) => personId));
}

/** Ends what social insurance no longer tells of these people, and stores each gap that is new. */
export async function storeGaps(
  tx: Tx,
  of: { employerId: string; receiptNo: string; day: string },
  changes: readonly ToldChange[],
  gaps: readonly ToldChange[],
): Promise<void> {
  await tx.execute(
    `UPDATE staff_gap AS g SET void_on = $6::date FROM ${told}
      WHERE g.centre_id = $1 AND g.employer_id = $2 AND g.person_id = t.person_id AND g.void_on IS NULL
        AND (g.kind, g.happened_on) IS DISTINCT FROM (t.kind, t.happened_on)`,
    [tx.centreId, of.employerId, ...toldValues(changes), of.day],
  );
  await tx.execute(
    `INSERT INTO staff_gap (centre_id, employer_id, kind, person_id, happened_on, receipt_no, found_on)
     SELECT $1, $2, t.kind, t.person_id, t.happened_on, $7, $6::date FROM ${told}
      WHERE NOT EXISTS (SELECT FROM staff_gap AS g WHERE g.centre_id = $1 AND g.employer_id = $2 AND g.kind = t.kind
              AND g.person_id = t.person_id AND g.happened_on = t.happened_on AND g.void_on IS NULL)
      ORDER BY t.person_id`,
    [tx.centreId, of.employerId, ...toldValues(gaps), of.day, of.receiptNo],
  );
}
