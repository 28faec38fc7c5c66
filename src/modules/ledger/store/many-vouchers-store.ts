import type { Tx } from '../../../platform/database/tx';
import { PostingRefused } from '../domain/journal';
import type { ManyVouchers } from '../domain/many-vouchers';
import { moveBalance, segment } from './posting-store';

/** Values of our own come first: centre, $2 kind, $3 business date, $4 value date. */
const OWN_VALUES = 4;

const shift = (sql: string): string =>
  sql.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + OWN_VALUES}`);

/** What of a line moves the carried-over balance, as for a single voucher. */
const carried = `CASE WHEN settled_to IS NULL THEN 0 WHEN side = 'D' THEN least(amount_fen, carried_fen)
                   WHEN $3::date < settled_to THEN amount_fen ELSE 0 END`;

/**
 * All vouchers by one statement. The members' rows are locked by the caller in a statement before it, so that balances
 * are read as they are. The statement trigger refuses a voucher that is not whole; a CHECK refuses overdrawing.
 */
export async function insertManyVouchers<R extends object>(
  tx: Tx,
  { kind, businessDate, valueDate, expressions, vouchers, lines, values, answer }: ManyVouchers,
): Promise<R & { vouchers: number; members: number; moved: number }> {
  const [row] = await tx.query<R & { vouchers: number; members: number; moved: number }>(
    `WITH ${shift(expressions)}, ${segment}, head AS (
       INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
       SELECT $1::int, journal_id, $3::date, $4::date, $2, source_id FROM ${vouchers}
       RETURNING 1
     ), posted AS (
       INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
       SELECT $1::int, journal_id, seq, $3::date, account_id, subject, unit_id, side, amount_fen, ${carried} FROM ${lines}
     ), moved AS (
       UPDATE member_balance AS b SET ${moveBalance}
         FROM (SELECT account_id, CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END AS delta,
                      CASE side WHEN 'C' THEN 1 ELSE -1 END * ${carried} AS carried, since, until
                 FROM ${lines} CROSS JOIN segment WHERE settled_to IS NOT NULL) AS m
        WHERE b.centre_id = $1 AND b.account_id = m.account_id
       RETURNING 1
     )
     SELECT (SELECT count(*) FROM head)::int AS vouchers, (SELECT count(*) FROM ${lines} WHERE settled_to IS NOT NULL)::int AS members,
            (SELECT count(*) FROM moved)::int AS moved${answer ? `, ${answer}` : ''}`,
    [tx.centreId, kind, businessDate, valueDate, ...values],
  );
  if (!row) throw new Error('what is posted is told');
  if (row.moved !== row.members) throw new PostingRefused('a member stands on two lines of one posting');
  return row;
}
