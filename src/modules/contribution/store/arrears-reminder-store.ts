import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import type { ArrearsStage } from '../domain/arrears/arrears-stage';
import { arrearsRows } from './arrears-store';

/**
 * Reminds every employer of the stage it has reached, once, and ends the reminders of those that owe nothing, in one
 * statement. Whoever was reminded of a later stage already is not reminded of an earlier one before that.
 */
export async function remindOfArrears(
  tx: Tx,
  { today, days, stages }: { today: string; days: number; stages: readonly ArrearsStage[] },
): Promise<{ reminded: number; ended: number }> {
  const [row] = await tx.query<{ reminded: number; ended: number }>(
    `WITH behind AS MATERIALIZED (${arrearsRows('true')}
     ), reminded AS (
       INSERT INTO arrears_reminder (centre_id, unit_id, stage, months, first_month, deadline, estimate_fen, sent_on)
       SELECT $1, a."unitId", s.stage, a.months, a."firstMonth", a.deadline, a.months * a."lastListFen", $2::date
         FROM behind AS a CROSS JOIN LATERAL (
                SELECT max(t.stage) AS stage FROM unnest($4::int[], $5::int[]) AS t (stage, months) WHERE t.months <= a.months) AS s
        WHERE s.stage IS NOT NULL AND NOT EXISTS (SELECT FROM arrears_reminder AS r WHERE r.centre_id = $1 AND r.unit_id = a."unitId"
                AND r.ended_on IS NULL AND r.stage >= s.stage)
        ORDER BY a."unitId"
       ON CONFLICT DO NOTHING
       RETURNING 1
     ), ended AS (
       UPDATE arrears_reminder AS r SET ended_on = $2::date
        WHERE r.centre_id = $1 AND r.ended_on IS NULL AND NOT EXISTS (SELECT FROM behind AS a WHERE a."unitId" = r.unit_id)
       RETURNING 1
     )
     SELECT (SELECT count(*) FROM reminded)::int AS reminded, (SELECT count(*) FROM ended)::int AS ended`,
    [tx.centreId, today, days, stages.map(({ stage }) => stage), stages.map(({ fromMonths }) => fromMonths)],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}

export interface ArrearsReminder {
  readonly stage: number;
  readonly months: number;
  readonly deadline: string;
  readonly estimateFen: Fen | null;
  readonly sentOn: string;
  readonly endedOn: string | null;
}

/** What an employer was reminded of, the latest first; at most 50. */
export function selectReminders(tx: Tx, unitId: bigint): Promise<ArrearsReminder[]> {
  return tx.query<ArrearsReminder>(
    `SELECT stage, months, deadline, estimate_fen AS "estimateFen", sent_on AS "sentOn", ended_on AS "endedOn"
       FROM arrears_reminder WHERE centre_id = $1 AND unit_id = $2 ORDER BY id DESC LIMIT 50`,
    [tx.centreId, unitId],
  );
}

/** The latest open stage of each unit that has one. */
export async function selectOpenStages(tx: Tx, unitIds: readonly bigint[]): Promise<Map<bigint, number>> {
  const rows = await tx.query<{ unitId: bigint; stage: number }>(
    `SELECT unit_id AS "unitId", max(stage) AS stage FROM arrears_reminder
      WHERE centre_id = $1 AND ended_on IS NULL AND unit_id = ANY ($2::bigint[]) GROUP BY unit_id`,
    [tx.centreId, unitIds],
  );
  return new Map(rows.map(({ unitId, stage }) => [unitId, stage]));
}
