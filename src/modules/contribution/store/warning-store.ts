import type { Tx } from '../../../platform/database/tx';
import { OPEN_ACCOUNTS_DAYS, REGISTER_DAYS, type WarningKind } from '../domain/employer/warning';
import { payable } from './arrears-store';
import { passedEndingDays } from './employer-ending-store';
import { somebodyContributes } from './roster-store';
import { passedStaffDays } from './staff-gap-store';

/**
 * What our own books say was let pass by a day ($2), one row a clock: employer, kind, what it is about, the last day it
 * could have been done, and the day on which it was done, null when it was not. $3: days after payday (条例19条).
 */
const passed = `
  SELECT u.employer_id, 'register' AS kind, '-' AS about, e.founded_on + ${REGISTER_DAYS} AS due_on, u.opened_on AS done_on
    FROM unit_account AS u JOIN employer AS e ON e.centre_id = u.centre_id AND e.id = u.employer_id
   WHERE u.centre_id = $1 AND u.kind = 'employer' AND u.opened_on > e.founded_on + ${REGISTER_DAYS}
  UNION ALL
  SELECT u.employer_id, 'open-accounts', '-', u.opened_on + ${OPEN_ACCOUNTS_DAYS}, f.opened_on
    FROM unit_account AS u
    LEFT JOIN LATERAL (
      SELECT coalesce((SELECT min(c.made_on) FROM roster_change AS c WHERE c.centre_id = $1 AND c.unit_id = u.ledger_account_id AND c.kind = 'new'),
                      (SELECT min(m.opened_on) FROM member_account AS m WHERE m.centre_id = $1 AND m.unit_id = u.ledger_account_id)) AS opened_on
    ) AS f ON true
   WHERE u.centre_id = $1 AND u.kind = 'employer' AND u.state <> '04' AND coalesce(f.opened_on, $2::date) > u.opened_on + ${OPEN_ACCOUNTS_DAYS}
  UNION ALL
  SELECT u.employer_id, 'remit', to_char(s.first_day, 'YYYY-MM'), d.due_on, NULL
    FROM unit_account AS u
   CROSS JOIN LATERAL generate_series(
           CASE WHEN u.paid_through IS NULL THEN to_date(u.first_month::text, 'YYYYMM')
                ELSE to_date(u.paid_through::text, 'YYYYMM') + interval '1 month' END,
           $2::date, interval '1 month') AS s (first_day)
   CROSS JOIN LATERAL (SELECT least(s.first_day::date + u.payday - 1, (s.first_day + interval '1 month')::date - 1) + $3::int AS due_on) AS d
   WHERE u.centre_id = $1 AND u.kind = 'employer' AND u.state IN ('01', '03') AND d.due_on < $2::date
     AND ${payable("to_char(s.first_day, 'YYYYMM')::int")} AND ${somebodyContributes("to_char(s.first_day, 'YYYYMM')::int")}
  UNION ALL
  SELECT u.employer_id, 'relief-over', r.case_id::text, d.due_on, NULL
    FROM unit_relief AS r JOIN unit_account AS u ON u.centre_id = r.centre_id AND u.ledger_account_id = r.unit_id
   CROSS JOIN LATERAL (SELECT (to_date(r.until_month::text, 'YYYYMM') + interval '1 month')::date - 1 AS due_on) AS d
   WHERE r.centre_id = $1 AND r.ended_on IS NULL AND d.due_on < $2::date
  UNION ALL ${passedStaffDays}
  UNION ALL ${passedEndingDays}`;

/**
 * Looks at the clocks of all employers in one statement: what was let pass becomes a warning, and one whose matter was
 * made good ends. Running it again on the same day changes nothing.
 * @param payWithinDays days after payday within which is remitted.
 */
export async function lookAtClocks(
  tx: Tx,
  day: string,
  payWithinDays: number,
): Promise<{ warned: number; ended: number }> {
  const [row] = await tx.query<{ warned: number; ended: number }>(
    `WITH passed AS MATERIALIZED (${passed}
     ), warned AS (
       INSERT INTO employer_warning AS w (centre_id, employer_id, kind, about, due_on, since, found_on, ended_on)
       SELECT $1, employer_id, kind, about, due_on, due_on + 1, $2::date, done_on FROM passed ORDER BY employer_id, kind, about
       ON CONFLICT (centre_id, employer_id, kind, about) DO UPDATE SET ended_on = excluded.ended_on
        WHERE w.ended_on IS DISTINCT FROM excluded.ended_on
       RETURNING w.ended_on
     ), ended AS (
       UPDATE employer_warning AS w SET ended_on = $2::date
        WHERE w.centre_id = $1 AND w.ended_on IS NULL AND NOT EXISTS (
          SELECT FROM passed AS p WHERE p.employer_id = w.employer_id AND p.kind = w.kind AND p.about = w.about)
       RETURNING 1
     )
     SELECT (SELECT count(*) FROM warned WHERE ended_on IS NULL)::int AS warned, (SELECT count(*) FROM ended)::int AS ended`,
    [tx.centreId, day, payWithinDays],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}

export interface Warning {
  readonly id: string;
  readonly employerId: string;
  readonly kind: WarningKind;
  readonly about: string;
  readonly dueOn: string;
  readonly since: string;
  readonly foundOn: string;
  readonly endedOn: string | null;
  /** Whom it is about, and the day the person came or left. */
  readonly personId: string | null;
  readonly happenedOn: string | null;
}

const columns = `w.id, w.employer_id AS "employerId", w.kind, w.about, w.due_on AS "dueOn", w.since, w.found_on AS "foundOn",
  w.ended_on AS "endedOn", g.person_id AS "personId", g.happened_on AS "happenedOn"`;
const aboutWhom = `LEFT JOIN staff_gap AS g ON g.centre_id = w.centre_id AND w.kind IN ('enrol', 'seal')
  AND g.id = CASE WHEN w.kind IN ('enrol', 'seal') THEN w.about::bigint END`;

/** Warnings of an employer, open ones first, the latest first; at most 200. */
export function selectWarnings(tx: Tx, employerId: string): Promise<Warning[]> {
  return tx.query<Warning>(
    `SELECT ${columns} FROM employer_warning AS w ${aboutWhom} WHERE w.centre_id = $1 AND w.employer_id = $2
      ORDER BY w.ended_on IS NOT NULL, w.since DESC, w.kind, w.about LIMIT 200`,
    [tx.centreId, employerId],
  );
}

/** Open warnings of all employers, the longest overdue first; at most `limit` after the one named. */
export function selectOpenWarnings(
  tx: Tx,
  { kind, after, limit }: { kind: WarningKind | null; after: string | null; limit: number },
): Promise<Warning[]> {
  return tx.query<Warning>(
    `SELECT ${columns} FROM employer_warning AS w ${aboutWhom}
      WHERE w.centre_id = $1 AND w.ended_on IS NULL AND ($2::text IS NULL OR w.kind = $2) AND ($3::uuid IS NULL
        OR (w.due_on, w.id) > (SELECT a.due_on, a.id FROM employer_warning AS a WHERE a.centre_id = $1 AND a.id = $3))
      ORDER BY w.due_on, w.id LIMIT $4`,
    [tx.centreId, kind, after, limit],
  );
}

/** Plans the look of a business day; nothing happens when it was planned. */
export async function planLook(tx: Tx, look: { id: string; day: string; at: Date }): Promise<void> {
  await tx.execute(
    `INSERT INTO employer_look (centre_id, id, day, planned_at, due_at) VALUES ($1, $2, $3, $4, clock_timestamp())
     ON CONFLICT DO NOTHING`,
    [tx.centreId, look.id, look.day, look.at],
  );
}

/** Ends a look with what it found; false when the lease is another's by now: then nothing of it may be kept. */
export async function finishLook(
  tx: Tx,
  look: { id: string; token: bigint; warned: number; ended: number; at: Date },
): Promise<boolean> {
  const finished = await tx.execute(
    `UPDATE employer_look SET warned = $4, ended = $5, finished_at = $6, due_at = NULL, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL`,
    [tx.centreId, look.id, look.token, look.warned, look.ended, look.at],
  );
  return finished === 1;
}
