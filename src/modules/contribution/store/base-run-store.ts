import type { Fen } from '../../../kernel/money';
import { type Month, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';

/** Limits of each district in a fund year, and the unit both sides are rounded to; fen. */
export interface LimitsOfDistricts {
  readonly districts: readonly string[];
  readonly lower: readonly Fen[];
  readonly upper: Fen;
  readonly roundingUnit: Fen;
}

/** Plans the run of a fund year; one that is planned stays. */
export async function insertBaseRun(tx: Tx, run: { id: string; fundYear: number; at: Date }): Promise<void> {
  await tx.execute(
    `INSERT INTO base_run (centre_id, id, fund_year, planned_at, due_at) VALUES ($1, $2, $3, $4, clock_timestamp())
     ON CONFLICT (centre_id, fund_year) DO NOTHING`,
    [tx.centreId, run.id, run.fundYear, run.at],
  );
}

/** The fund year of a run that is not finished, fenced by its lease; null when it is not ours any more. */
export async function selectRunYear(tx: Tx, id: string, token: bigint): Promise<number | null> {
  const [row] = await tx.query<{ fundYear: number }>(
    `SELECT fund_year AS "fundYear" FROM base_run
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL FOR NO KEY UPDATE`,
    [tx.centreId, id, token],
  );
  return row?.fundYear ?? null;
}

/** In the ratios of the month from which the carried base holds. */
const carryBases = `WITH terms AS (
     SELECT * FROM unnest($7::text[], $8::bigint[]) AS t (district, lower_fen)
   ), units AS MATERIALIZED (
     SELECT u.ledger_account_id AS unit_id, t.lower_fen, u.ratio_employer, u.ratio_employee, u.paid_through
       FROM unit_account AS u JOIN terms AS t ON t.district = u.district
      WHERE u.centre_id = $1 AND u.kind = 'employer' AND u.state IN ('01', '03')
        AND NOT EXISTS (SELECT FROM base_year AS y WHERE y.centre_id = $1 AND y.unit_id = u.ledger_account_id AND y.fund_year = $3)
      ORDER BY u.ledger_account_id LIMIT $11 FOR NO KEY UPDATE OF u
   ), open AS (
     SELECT u.unit_id, (SELECT max(l.month) FROM remittance_list AS l WHERE l.centre_id = $1 AND l.unit_id = u.unit_id
                           AND NOT l.cancelled AND l.state <> 'DRAFT') AS listed, u.paid_through
       FROM units AS u
   ), since AS (
     SELECT unit_id, greatest($4::int, CASE WHEN d % 100 = 12 THEN d + 89 ELSE d + 1 END) AS from_month
       FROM (SELECT unit_id, coalesce(greatest(listed, paid_through), 0) AS d FROM open) AS o
   ), ratios AS MATERIALIZED (
     SELECT u.unit_id, coalesce(r.ratio_employer, u.ratio_employer) AS ratio_employer, coalesce(r.ratio_employee, u.ratio_employee) AS ratio_employee
       FROM units AS u JOIN since AS s ON s.unit_id = u.unit_id
       LEFT JOIN LATERAL (SELECT h.ratio_employer, h.ratio_employee FROM unit_ratio AS h
                           WHERE h.centre_id = $1 AND h.unit_id = u.unit_id AND h.from_month <= s.from_month
                             AND (h.until_month IS NULL OR s.from_month <= h.until_month)
                           ORDER BY h.id DESC LIMIT 1) AS r ON true
   ), locked AS MATERIALIZED (
     SELECT m.account_id, m.unit_id, m.base_fen AS former_fen, r.ratio_employer, r.ratio_employee,
            greatest(u.lower_fen, least($9::bigint, m.base_fen)) AS base_fen
       FROM units AS u JOIN ratios AS r ON r.unit_id = u.unit_id
       JOIN member_account AS m ON m.centre_id = $1 AND m.unit_id = u.unit_id
      WHERE m.state IN ('01', '02', '06') AND m.base_fen NOT BETWEEN u.lower_fen AND $9::bigint
      ORDER BY m.account_id FOR NO KEY UPDATE OF m
   ), moved AS (
     UPDATE member_account AS m
        SET base_fen = l.base_fen, base_source = 'carried',
            employer_fen = round(l.base_fen * l.ratio_employer / $10::bigint) * $10::bigint,
            employee_fen = round(l.base_fen * l.ratio_employee / $10::bigint) * $10::bigint
       FROM locked AS l WHERE m.centre_id = $1 AND m.account_id = l.account_id RETURNING m.account_id
   ), told AS (
     INSERT INTO roster_change (centre_id, account_id, unit_id, kind, from_month, former_base_fen, base_fen, run_id, made_on, made_at)
     SELECT $1, l.account_id, l.unit_id, 'base', s.from_month, l.former_fen, l.base_fen, $2::uuid, $5::date, $6::timestamptz
       FROM locked AS l JOIN since AS s ON s.unit_id = l.unit_id ORDER BY l.account_id
   ), settled AS (
     INSERT INTO base_year (centre_id, unit_id, fund_year, manner, source_id, settled_on)
     SELECT $1, unit_id, $3, 'carried', $2::uuid, $5::date FROM units RETURNING unit_id
   )
   SELECT (SELECT count(*) FROM settled)::int AS units, (SELECT count(*) FROM moved)::int AS accounts`;

/**
 * Carries the bases of the next units whose fund year is not settled: each open account of theirs keeps its base within
 * the limits of its district, with amounts rounded half up; who is within them already keeps all. What differs is told
 * in the history from the first month whose list is not confirmed, not before the fund year's own. Set-based; the row
 * of `base_year` says that a unit is done, so a run that broke off goes on where it was. Units of districts without
 * limits are left alone.
 */
export async function carryBasesOfUnits(
  tx: Tx,
  run: {
    readonly id: string;
    readonly fundYear: number;
    readonly first: Month;
    readonly on: string;
    readonly at: Date;
  },
  limits: LimitsOfDistricts,
  most: number,
): Promise<{ units: number; accounts: number }> {
  const [row] = await tx.query<{ units: number; accounts: number }>(carryBases, [
    tx.centreId,
    run.id,
    run.fundYear,
    monthToNumber(run.first),
    run.on,
    run.at,
    limits.districts,
    limits.lower,
    limits.upper,
    limits.roundingUnit,
    most,
  ]);
  if (!row) throw new Error('a count always answers');
  return row;
}

/** Adds what a step did; `finished` ends the run, otherwise it is due again at once. */
export async function advanceBaseRun(
  tx: Tx,
  id: string,
  step: { readonly units: number; readonly accounts: number; readonly finishedAt: Date | null },
): Promise<void> {
  await tx.execute(
    `UPDATE base_run SET units = units + $3, accounts = accounts + $4, finished_at = $5,
            due_at = CASE WHEN $5::timestamptz IS NULL THEN clock_timestamp() END, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id, step.units, step.accounts, step.finishedAt],
  );
}
