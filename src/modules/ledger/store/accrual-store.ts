import type { Tx } from '../../../platform/database/tx';
import { interestOfNumerator, notClosing, numeratorBefore, something } from './settle-interest-store';

interface RateOfDay {
  readonly since: string;
  readonly annual: bigint;
}

/**
 * Interest due to all members before `next`, in fen: the exact numerators added up, / 360, rounded once. What is being
 * closed counts with what has been accrued of it.
 */
export async function selectInterestDue(tx: Tx, next: string, rate: RateOfDay): Promise<bigint> {
  return dueOf(tx, `div(greatest(sum(numerator), 0) + 18000000000, 36000000000)`, 'true', [
    tx.centreId,
    next,
    rate.since,
    rate.annual,
  ]);
}

/** As `selectInterestDue` for what the yearly run will pay: rounded account by account. */
export async function selectYearDue(tx: Tx, next: string, rate: RateOfDay): Promise<bigint> {
  return dueOf(tx, `sum(${interestOfNumerator('numerator')})`, 'b.settled_to < $2::date', [
    tx.centreId,
    next,
    rate.since,
    rate.annual,
  ]);
}

async function dueOf(tx: Tx, sum: string, which: string, values: readonly unknown[]): Promise<bigint> {
  const [row] = await tx.query<{ due: bigint }>(
    `SELECT (coalesce(${sum}, 0) + (SELECT coalesce(sum(accrued_fen), 0) FROM hold
              WHERE centre_id = $1 AND kind = 'closing' AND state = 'active'))::bigint AS due
       FROM (SELECT ${numeratorBefore('$2::date', '$3::date', '$4::bigint')} AS numerator
               FROM member_balance AS b
              WHERE b.centre_id = $1 AND ${something} AND ${which} AND ${notClosing('b')}) AS n`,
    values,
  );
  if (!row) throw new Error('a sum always answers');
  return row.due;
}

/** Balance of a leaf on the credit side, over all vouchers booked up to and including a day. */
export async function selectLeafCredit(tx: Tx, leafId: bigint, day: string): Promise<bigint> {
  const [row] = await tx.query<{ balance: bigint }>(
    `SELECT coalesce(sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END), 0)::bigint AS balance
       FROM entry WHERE centre_id = $1 AND account_id = $2 AND business_date <= $3::date`,
    [tx.centreId, leafId, day],
  );
  if (!row) throw new Error('a sum always answers');
  return row.balance;
}

export type AccrualKind = 'month' | 'year' | 'year-end';

export interface Accrual {
  readonly id: string;
  readonly kind: AccrualKind;
  readonly day: string;
  readonly dueFen: bigint;
  readonly amountFen: bigint;
}

/** False when that day has one already. */
export async function insertAccrual(tx: Tx, accrual: Accrual): Promise<boolean> {
  const { id, kind, day, dueFen, amountFen } = accrual;
  const stored = await tx.execute(
    `INSERT INTO interest_accrual (centre_id, id, kind, day, due_fen, amount_fen) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [tx.centreId, id, kind, day, dueFen, amountFen],
  );
  return stored === 1;
}

export async function hasAccrual(tx: Tx, kind: AccrualKind, day: string): Promise<boolean> {
  const rows = await tx.query(
    'SELECT FROM interest_accrual WHERE centre_id = $1 AND kind = $2 AND day = $3',
    [tx.centreId, kind, day],
  );
  return rows.length > 0;
}
