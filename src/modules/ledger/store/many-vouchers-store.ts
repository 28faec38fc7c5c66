import type { Tx } from '../../../platform/database/tx';
import { PostingRefused } from '../domain/journal';
import type { ManyVouchers } from '../domain/many-vouchers';
import { moveBalance, segment } from './posting-store';

/** Values of our own come first: centre, $2 kind, $3 business date, $4 value date. */
const OWN_VALUES = 4;

const shift = (sql: string): string =>
  sql.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + OWN_VALUES}`);

/**
 * All vouchers by one statement. The members' rows are locked by the caller in a statement before it, so that balances
 * are read as they are. The statement trigger refuses a voucher that is not whole; a CHECK refuses overdrawing.
 */
export async function insertManyVouchers<R extends object>(
  tx: Tx,
  { kind, businessDate, valueDate, expressions, lines, values, answer }: ManyVouchers,
): Promise<R & { vouchers: number; members: number; moved: number }> {
  const [row] = await tx.query<R & { vouchers: number; members: number; moved: number }>(
    `WITH ${shift(expressions)}, ${segment}, voucher AS MATERIALIZED (
       SELECT l.journal_id, l.source_id, l.account_id, l.side, l.amount_fen, a.subject, b.unit_id, b.account_id IS NOT NULL AS moves,
              CASE WHEN b.account_id IS NULL THEN 0 WHEN l.side = 'D' THEN least(l.amount_fen, b.carried_fen)
                   WHEN $3::date < b.settled_to THEN l.amount_fen ELSE 0 END AS carried
         FROM ${lines} AS l JOIN ledger_account AS a ON a.centre_id = $1 AND a.id = l.account_id
         LEFT JOIN member_balance AS b ON b.centre_id = $1 AND b.account_id = l.account_id AND a.kind = 'member'
     ), head AS (
       INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
       SELECT DISTINCT $1::int, journal_id, $3::date, $4::date, $2, source_id FROM voucher
       RETURNING 1
     ), posted AS (
       INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
       SELECT $1, journal_id, (row_number() OVER (PARTITION BY journal_id))::int, $3::date, account_id, subject, unit_id, side, amount_fen, carried
         FROM voucher
       RETURNING 1
     ), moved AS (
       UPDATE member_balance AS b SET ${moveBalance}
         FROM (SELECT account_id, CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END AS delta,
                      CASE side WHEN 'C' THEN carried ELSE -carried END AS carried, since, until
                 FROM voucher CROSS JOIN segment WHERE moves) AS m
        WHERE b.centre_id = $1 AND b.account_id = m.account_id
       RETURNING 1
     )
     SELECT (SELECT count(*) FROM head)::int AS vouchers, (SELECT count(*) FROM voucher WHERE moves)::int AS members,
            (SELECT count(*) FROM moved)::int AS moved, (SELECT count(*) FROM ${lines})::int AS wanted,
            (SELECT count(*) FROM posted)::int AS posted${answer ? `, ${answer}` : ''}`,
    [tx.centreId, kind, businessDate, valueDate, ...values],
  );
  const counts = row as typeof row & { wanted: number; posted: number };
  if (!row || counts.wanted !== counts.posted)
    throw new PostingRefused('a line names an account that does not exist');
  if (row.moved !== row.members) throw new PostingRefused('a member stands on two lines of one posting');
  return row;
}
