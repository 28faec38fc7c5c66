import type { Fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';

export type ReliefKind = 'lower-ratio' | 'deferral';

/** What an employer in difficulty was granted and has not ended. */
export interface Relief {
  readonly caseId: string;
  readonly unitId: bigint;
  readonly kind: ReliefKind;
  readonly from: Month;
  /** Last month. */
  readonly until: Month;
}

interface Row extends Omit<Relief, 'from' | 'until'> {
  readonly from: number;
  readonly until: number;
}

const SELECT = `SELECT case_id AS "caseId", unit_id AS "unitId", kind, from_month AS "from", until_month AS "until" FROM unit_relief`;

/** Grants a relief; a second one while one is open violates `unit_relief_one_open`. */
export async function insertRelief(
  tx: Tx,
  relief: Relief & { resolutionNo: string; committeeNo: string; on: string },
): Promise<void> {
  await tx.execute(
    `INSERT INTO unit_relief (centre_id, case_id, unit_id, kind, from_month, until_month, resolution_no, committee_no, granted_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.centreId,
      relief.caseId,
      relief.unitId,
      relief.kind,
      monthToNumber(relief.from),
      monthToNumber(relief.until),
      relief.resolutionNo,
      relief.committeeNo,
      relief.on,
    ],
  );
}

/** The relief of a unit that was not ended; its months may be over. */
export async function selectOpenRelief(tx: Tx, unitId: bigint): Promise<Relief | null> {
  const [row] = await tx.query<Row>(`${SELECT} WHERE centre_id = $1 AND unit_id = $2 AND ended_on IS NULL`, [
    tx.centreId,
    unitId,
  ]);
  return row ? reliefOf(row) : null;
}

/** Employer and base of somebody whose account is active; null for anybody else. */
export async function selectContributor(
  tx: Tx,
  personId: string,
): Promise<{ employerId: string; baseFen: Fen } | null> {
  const [row] = await tx.query<{ employerId: string; baseFen: Fen }>(
    `SELECT u.employer_id AS "employerId", m.base_fen AS "baseFen" FROM member_account AS m
       JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id AND u.kind = 'employer'
      WHERE m.centre_id = $1 AND m.person_id = $2 AND m.state = '01'`,
    [tx.centreId, personId],
  );
  return row ?? null;
}

/** Deferrals that were not ended and cover months before `month` that their unit is not past yet. */
export async function selectUnmovedDeferrals(tx: Tx, month: Month): Promise<Relief[]> {
  const rows = await tx.query<Row>(
    `${SELECT} AS r
      WHERE centre_id = $1 AND kind = 'deferral' AND ended_on IS NULL AND from_month < $2 AND EXISTS (
        SELECT FROM unit_account AS u WHERE u.centre_id = r.centre_id AND u.ledger_account_id = r.unit_id
           AND coalesce(u.paid_through, 0) < r.until_month
           AND coalesce(u.paid_through, 0) < CASE $2::int % 100 WHEN 1 THEN $2::int - 89 ELSE $2::int - 1 END)
      ORDER BY unit_id`,
    [tx.centreId, monthToNumber(month)],
  );
  return rows.map(reliefOf);
}

export async function endRelief(
  tx: Tx,
  relief: Relief,
  ended: { from: Month; on: string; caseId: string },
): Promise<void> {
  await tx.execute(
    `UPDATE unit_relief SET ended_from = $3, ended_on = $4, ended_case_id = $5
      WHERE centre_id = $1 AND case_id = $2 AND ended_on IS NULL`,
    [tx.centreId, relief.caseId, monthToNumber(ended.from), ended.on, ended.caseId],
  );
}

function reliefOf({ from, until, ...row }: Row): Relief {
  return { ...row, from: monthFromNumber(from), until: monthFromNumber(until) };
}
