import type { Tx } from '../../../platform/database/tx';
import { type Month, monthFromNumber, monthToNumber, previousMonth } from '../../../kernel/month';

/** An employer's account; ratios are decimal texts such as '0.1200'. */
export interface UnitAccount {
  readonly unitId: bigint;
  readonly employerId: string;
  readonly unitAccountNo: string;
  readonly district: string;
  readonly state: string;
  readonly payday: number;
  readonly ratioEmployer: string;
  readonly ratioEmployee: string;
  readonly firstMonth: Month;
  /** Paid through (缴至年月); the month before the first one while nothing was remitted. */
  readonly paidThrough: Month;
  readonly openedOn: string;
}

interface Row extends Omit<UnitAccount, 'firstMonth' | 'paidThrough'> {
  readonly firstMonth: number;
  readonly paidThrough: number | null;
}

const SELECT = `
  SELECT ledger_account_id AS "unitId", employer_id AS "employerId", unit_account_no AS "unitAccountNo", district, state,
         payday, ratio_employer AS "ratioEmployer", ratio_employee AS "ratioEmployee", first_month AS "firstMonth",
         paid_through AS "paidThrough", opened_on AS "openedOn"
    FROM unit_account`;

export async function insertUnitAccount(tx: Tx, unit: Omit<UnitAccount, 'paidThrough'>): Promise<void> {
  await tx.execute(
    `INSERT INTO unit_account (centre_id, ledger_account_id, employer_id, unit_account_no, district, state, payday,
       ratio_employer, ratio_employee, first_month, opened_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tx.centreId,
      unit.unitId,
      unit.employerId,
      unit.unitAccountNo,
      unit.district,
      unit.state,
      unit.payday,
      unit.ratioEmployer,
      unit.ratioEmployee,
      monthToNumber(unit.firstMonth),
      unit.openedOn,
    ],
  );
}

/** The account of an employer, locked when asked; null when there is none. */
export function selectUnitOfEmployer(
  tx: Tx,
  employerId: string,
  options: { lock: boolean },
): Promise<UnitAccount | null> {
  return selectUnitWhere(tx, 'employer_id = $2', employerId, options);
}

/** The account by its ledger account, locked when asked; null when there is none. */
export function selectUnit(tx: Tx, unitId: bigint, options: { lock: boolean }): Promise<UnitAccount | null> {
  return selectUnitWhere(tx, 'ledger_account_id = $2', unitId, options);
}

/** Locks units in the order of their ids. */
export async function lockUnits(tx: Tx, unitIds: readonly bigint[]): Promise<void> {
  await tx.query(
    `SELECT 1 FROM unit_account WHERE centre_id = $1 AND ledger_account_id = ANY ($2::bigint[])
      ORDER BY ledger_account_id FOR NO KEY UPDATE`,
    [tx.centreId, unitIds],
  );
}

/** The accounts that bear these numbers and are not closed: a closed one (04) keeps no money and nobody acts for it. */
export function selectUnitsByAccountNo(
  tx: Tx,
  numbers: readonly string[],
): Promise<Pick<UnitAccount, 'unitId' | 'unitAccountNo'>[]> {
  return tx.query(
    `SELECT ledger_account_id AS "unitId", unit_account_no AS "unitAccountNo"
       FROM unit_account WHERE centre_id = $1 AND unit_account_no = ANY ($2::text[]) AND state <> '04'`,
    [tx.centreId, numbers],
  );
}

/** Those of these employers whose account is active (state 01). */
export function selectActiveUnitsOf(
  tx: Tx,
  employerIds: readonly string[],
): Promise<Pick<UnitAccount, 'unitId' | 'unitAccountNo'>[]> {
  return tx.query(
    `SELECT ledger_account_id AS "unitId", unit_account_no AS "unitAccountNo"
       FROM unit_account WHERE centre_id = $1 AND employer_id = ANY ($2::uuid[]) AND state = '01'`,
    [tx.centreId, employerIds],
  );
}

/** Paid through as it is understood: before the first remittance, the month before the first one. */
export function paidThroughOf(firstMonth: number, paidThrough: number | null): Month {
  return paidThrough === null ? previousMonth(monthFromNumber(firstMonth)) : monthFromNumber(paidThrough);
}

async function selectUnitWhere(
  tx: Tx,
  condition: string,
  value: unknown,
  { lock }: { lock: boolean },
): Promise<UnitAccount | null> {
  const sql = `${SELECT} WHERE centre_id = $1 AND ${condition}${lock ? ' FOR NO KEY UPDATE' : ''}`;
  const [row] = await tx.query<Row>(sql, [tx.centreId, value]);
  if (!row) return null;
  const paidThrough = paidThroughOf(row.firstMonth, row.paidThrough);
  return { ...row, firstMonth: monthFromNumber(row.firstMonth), paidThrough };
}
