import { type Day, parseDay } from '../../../kernel/calendar';
import type { Rate } from '../../../kernel/rate';
import type { Tx } from '../../../platform/database/tx';
import type { InterestRate } from '../domain/interest-rate-table';

/** A rate with the instrument that set it. */
export interface AnnouncedRate extends InterestRate {
  readonly instrument: string;
  readonly announcedBy: string;
}

/** All rates of the centre, earliest first. */
export async function selectRates(tx: Tx): Promise<AnnouncedRate[]> {
  const rows = await tx.query<{ from: string; annual: bigint; instrument: string; announcedBy: string }>(
    `SELECT valid_from AS "from", annual_e8 AS annual, instrument, announced_by AS "announcedBy"
       FROM interest_rate WHERE centre_id = $1 ORDER BY valid_from`,
    [tx.centreId],
  );
  return rows.map(({ from, annual, ...rest }) => ({ from: parseDay(from), annual: annual as Rate, ...rest }));
}

/**
 * Stores a rate that starts later than any day accumulated so far; the postings under way are waited for, and those
 * behind know it. Returns the day some account is accumulated past `from` already, null when the rate was stored.
 */
export async function insertRate(tx: Tx, rate: AnnouncedRate): Promise<Day | null> {
  await tx.query('SELECT pg_advisory_xact_lock(7001, $1)', [tx.centreId]);
  const [row] = await tx.query<{ ahead: string | null }>(
    'SELECT max(accumulated_to) AS ahead FROM member_balance WHERE centre_id = $1',
    [tx.centreId],
  );
  const ahead = row?.ahead ?? null;
  if (ahead !== null && ahead >= rate.from) return parseDay(ahead);
  await tx.execute(
    `INSERT INTO interest_rate (centre_id, valid_from, annual_e8, instrument, announced_by) VALUES ($1, $2, $3, $4, $5)`,
    [tx.centreId, rate.from, rate.annual, rate.instrument, rate.announcedBy],
  );
  return null;
}
