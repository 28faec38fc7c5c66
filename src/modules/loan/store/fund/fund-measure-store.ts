import type { Tx } from '../../../../platform/database/tx';

export type FundMeasureKind = 'coefficient' | 'queue';

/** What the management committee has put in force; `untilDay` is its last day. */
export interface FundMeasure {
  readonly id: string;
  readonly kind: FundMeasureKind;
  readonly fromDay: string;
  readonly untilDay: string | null;
  readonly documentNo: string;
}

const columns = `id, kind, from_day AS "fromDay", until_day AS "untilDay", document_no AS "documentNo"`;

/** Puts a measure in force from a day on; null when one of its kind is open. */
export async function insertMeasure(
  tx: Tx,
  measure: Omit<FundMeasure, 'untilDay'> & { readonly setBy: string; readonly at: Date },
): Promise<FundMeasure | null> {
  const [row] = await tx.query<FundMeasure>(
    `INSERT INTO fund_measure (centre_id, id, kind, from_day, document_no, set_by, set_at)
     VALUES ($1, $2, $3, $4::date, $5, $6, $7)
     ON CONFLICT (centre_id, kind) WHERE until_day IS NULL DO NOTHING RETURNING ${columns}`,
    [tx.centreId, measure.id, measure.kind, measure.fromDay, measure.documentNo, measure.setBy, measure.at],
  );
  return row ?? null;
}

/** Says the last day of an open measure, its first day at the earliest; null when there is no such open measure. */
export async function endMeasure(
  tx: Tx,
  end: { id: string; untilDay: string; endedBy: string },
): Promise<FundMeasure | null> {
  const [row] = await tx.query<FundMeasure>(
    `UPDATE fund_measure SET until_day = greatest(from_day, $3::date), ended_by = $4
      WHERE centre_id = $1 AND id = $2 AND until_day IS NULL RETURNING ${columns}`,
    [tx.centreId, end.id, end.untilDay, end.endedBy],
  );
  return row ?? null;
}

/** The measure of a kind that holds on a day; null where none does. */
export async function selectMeasureOn(
  tx: Tx,
  kind: FundMeasureKind,
  day: string,
): Promise<FundMeasure | null> {
  const [row] = await tx.query<FundMeasure>(
    `SELECT ${columns} FROM fund_measure
      WHERE centre_id = $1 AND kind = $2 AND from_day <= $3::date AND (until_day IS NULL OR until_day >= $3::date)
      ORDER BY from_day DESC, id LIMIT 1`,
    [tx.centreId, kind, day],
  );
  return row ?? null;
}

/** All measures there were, the latest first. */
export function selectMeasures(tx: Tx, limit: number): Promise<FundMeasure[]> {
  return tx.query<FundMeasure>(
    `SELECT ${columns} FROM fund_measure WHERE centre_id = $1 ORDER BY set_at DESC, id LIMIT $2`,
    [tx.centreId, limit],
  );
}
