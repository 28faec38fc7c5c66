import { type Month, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import type { UnitAccount } from './unit-account-store';

/** An employer's account with the ratios of one month. */
export interface UnitInMonth extends UnitAccount {
  /** Whether they are ratios granted for hardship, which have a lower limit of their own. */
  readonly hardship: boolean;
}

export interface NewUnitRatio {
  readonly kind: 'regular' | 'hardship' | 'resumed';
  readonly ratioEmployer: string;
  readonly ratioEmployee: string;
  readonly from: Month;
  /** Last month, of a hardship ratio. */
  readonly until: Month | null;
  readonly caseId: string;
  readonly on: string;
}

/** Appends ratios: from their month on they hold before all that were there. */
export async function insertUnitRatio(tx: Tx, unitId: bigint, made: NewUnitRatio): Promise<void> {
  await tx.execute(
    `INSERT INTO unit_ratio (centre_id, unit_id, kind, ratio_employer, ratio_employee, from_month, until_month, case_id, made_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.centreId,
      unitId,
      made.kind,
      made.ratioEmployer,
      made.ratioEmployee,
      monthToNumber(made.from),
      made.until && monthToNumber(made.until),
      made.caseId,
      made.on,
    ],
  );
}

interface RatioRow {
  readonly kind: string;
  readonly ratioEmployer: string;
  readonly ratioEmployee: string;
  readonly from: number;
  readonly until: number | null;
}

/**
 * The unit with the ratios of any month: of those that cover it the latest, and before the first the unit's own. What a
 * list and a back payment of that month are worked out with.
 */
export async function byMonth(
  tx: Tx,
  unit: UnitAccount,
  options: { hardship: boolean } = { hardship: true },
): Promise<(month: Month) => UnitInMonth> {
  const rows = await tx.query<RatioRow>(
    `SELECT kind, ratio_employer AS "ratioEmployer", ratio_employee AS "ratioEmployee", from_month AS "from", until_month AS "until"
       FROM unit_ratio WHERE centre_id = $1 AND unit_id = $2 ORDER BY id DESC`,
    [tx.centreId, unit.unitId],
  );
  const history = rows.filter(({ kind }) => options.hardship || kind !== 'hardship');
  return (wanted) => {
    const month = monthToNumber(wanted);
    const row = history.find(({ from, until }) => from <= month && (until === null || month <= until));
    if (!row) return { ...unit, hardship: false };
    const { kind, ratioEmployer, ratioEmployee } = row;
    return { ...unit, ratioEmployer, ratioEmployee, hardship: kind === 'hardship' };
  };
}

/** The unit with the ratios of one month; see `byMonth`. */
export async function inMonth(
  tx: Tx,
  unit: UnitAccount,
  month: Month,
  options: { hardship: boolean } = { hardship: true },
): Promise<UnitInMonth> {
  return (await byMonth(tx, unit, options))(month);
}

/** As SQL: the month that unit `u` remits next, whether or not anybody contributes in it. */
export const nextMonthOfUnit = `CASE WHEN u.paid_through IS NULL THEN u.first_month WHEN u.paid_through % 100 = 12 THEN u.paid_through + 89
  ELSE u.paid_through + 1 END`;

/** As SQL, `byMonth` for unit `u`: of the ratios that cover a month the latest; no row where the unit's own hold. */
export const ratioInForce = (month: string, asked = 'true'): string => `
  SELECT h.kind, h.ratio_employer, h.ratio_employee FROM unit_ratio AS h
   WHERE h.centre_id = u.centre_id AND h.unit_id = u.ledger_account_id AND h.from_month <= ${month}
     AND (h.until_month IS NULL OR ${month} <= h.until_month) AND ${asked}
   ORDER BY h.id DESC LIMIT 1`;

/** First month of the ordinary change (GJ07) that holds from a month of this span; null when there is none. */
export async function selectRatioChange(
  tx: Tx,
  unitId: bigint,
  span: { readonly from: Month; readonly until: Month },
): Promise<number | null> {
  const [row] = await tx.query<{ month: number }>(
    `SELECT from_month AS month FROM unit_ratio
      WHERE centre_id = $1 AND unit_id = $2 AND kind = 'regular' AND from_month BETWEEN $3 AND $4 ORDER BY id DESC LIMIT 1`,
    [tx.centreId, unitId, monthToNumber(span.from), monthToNumber(span.until)],
  );
  return row?.month ?? null;
}
