import type { Tx } from '../../../platform/database/tx';
import type { LeasedTable } from '../../../platform/lease/lease';
import type { MonthCondition } from '../../ledger';
import type { Hindrance } from '../domain/hindrance';

export const leasedMonths: LeasedTable = { table: 'month_end', work: 't.finished_at IS NULL' };

/** An account at a bank without a line: nobody hears of it, its statement is compared by hand. */
export interface UnaskedAccount {
  readonly bankCode: string;
  readonly accountNo: string;
  readonly name: string;
}

/** A month that is over, YYYYMM. */
export interface MonthEnd {
  readonly id: string;
  readonly month: number;
  readonly lookedAt: Date | null;
  readonly hindrances: readonly Hindrance[];
  readonly unasked: readonly UnaskedAccount[];
  readonly closedAt: Date | null;
  readonly finishedAt: Date | null;
}

const columns = `id, month, looked_at AS "lookedAt", hindrances, unasked, closed_at AS "closedAt", finished_at AS "finishedAt"`;

/** Plans every month over since the first voucher, up to the one that ended on or before a day. Again it changes nothing. */
export async function planMonths(tx: Tx, until: string, at: Date): Promise<void> {
  await tx.execute(
    `INSERT INTO month_end (centre_id, id, month, planned_at, due_at)
     SELECT $1, gen_random_uuid(), to_char(m, 'YYYYMM')::int, $3, clock_timestamp()
       FROM (SELECT coalesce((SELECT to_date(max(e.month)::text, 'YYYYMM') FROM month_end AS e WHERE e.centre_id = $1),
                             (SELECT min(j.business_date) FROM journal AS j WHERE j.centre_id = $1)) AS since) AS f
      CROSS JOIN LATERAL generate_series(date_trunc('month', f.since), $2::date, interval '1 month') AS m
      WHERE (m + interval '1 month')::date - 1 <= $2::date
     ON CONFLICT (centre_id, month) DO NOTHING`,
    [tx.centreId, until, at],
  );
}

export async function selectMonthEnd(tx: Tx, id: string): Promise<MonthEnd> {
  const [row] = await tx.query<MonthEnd>(
    `SELECT ${columns} FROM month_end WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id],
  );
  if (!row) throw new Error(`there is no month ${id}`);
  return row;
}

/** Months that are over, the latest first. */
export function selectMonthEnds(tx: Tx, limit: number): Promise<MonthEnd[]> {
  return tx.query<MonthEnd>(
    `SELECT ${columns} FROM month_end WHERE centre_id = $1 ORDER BY month DESC LIMIT $2`,
    [tx.centreId, limit],
  );
}

/** Everything that stands in the way of closing a month, in one statement. */
export async function selectHindrances(
  tx: Tx,
  month: number,
  conditions: readonly MonthCondition[],
): Promise<Hindrance[]> {
  const asked = conditions
    .map(({ sql }, place) => `SELECT ${place} AS place, coalesce((${sql}), 0)::int AS count`)
    .join(' UNION ALL ');
  const rows = await tx.query<{ place: number; count: number }>(
    `WITH month AS MATERIALIZED (
       SELECT $1::int AS centre_id, to_date($2::int::text, 'YYYYMM') AS first_day, (to_date($2::int::text, 'YYYYMM') + interval '1 month')::date - 1 AS last_day
     ) SELECT * FROM (${asked}) AS found WHERE count > 0 ORDER BY place`,
    [tx.centreId, month],
  );
  return rows.map(({ place, count }) => ({ code: conditions[place]?.code ?? '', count }));
}

/** Accounts of the centre at banks that are not among `lines`. */
export function selectUnasked(tx: Tx, lines: readonly string[]): Promise<UnaskedAccount[]> {
  return tx.query<UnaskedAccount>(
    `SELECT bank_code AS "bankCode", account_no AS "accountNo", name FROM bank_account
      WHERE centre_id = $1 AND bank_code <> ALL ($2::text[]) ORDER BY bank_code, account_no`,
    [tx.centreId, lines],
  );
}

/** What a look found. */
export interface Look {
  readonly hindrances: readonly Hindrance[];
  readonly unasked: readonly UnaskedAccount[];
  readonly at: Date;
}

interface Held {
  readonly id: string;
  readonly token: bigint;
}

/** What the look found; the month is looked at again in an hour. False when the lease is another's by now. */
export async function noteHindrances(tx: Tx, { id, token }: Held, found: Look): Promise<boolean> {
  const noted = await tx.execute(
    `UPDATE month_end SET hindrances = $4::jsonb, looked_at = $5, unasked = $6::jsonb, due_at = clock_timestamp() + interval '1 hour',
            lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND closed_at IS NULL`,
    [tx.centreId, id, token, JSON.stringify(found.hindrances), found.at, JSON.stringify(found.unasked)],
  );
  return noted === 1;
}

/** Nothing stood in the way. False when the lease is another's by now. */
export async function noteClosed(tx: Tx, { id, token }: Held, { unasked, at }: Look): Promise<boolean> {
  const noted = await tx.execute(
    `UPDATE month_end SET hindrances = '[]', unasked = $5::jsonb, looked_at = $4, closed_at = $4
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND closed_at IS NULL`,
    [tx.centreId, id, token, at, JSON.stringify(unasked)],
  );
  return noted === 1;
}

/** The balances are frozen too. False when the lease is another's by now. */
export async function finishMonth(tx: Tx, { id, token }: Held, at: Date): Promise<boolean> {
  const finished = await tx.execute(
    `UPDATE month_end SET finished_at = $4, due_at = NULL, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL`,
    [tx.centreId, id, token, at],
  );
  return finished === 1;
}
