import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import { type NewJournal, PostingRefused } from '../domain/journal';

/**
 * Moves members' balances to another unit (V7: D201 of the old unit, C201 of the new) with one voucher and one
 * statement. Both parts of the balance stay what they are; accumulation (积数), holds and what they wait for stay on the
 * row, so no day of interest is lost. An empty account moves without a line.
 * @returns what was moved, in fen, and how many accounts; the journal's id, null where nothing was to be posted.
 */
export async function moveToUnit(
  tx: Tx,
  journal: NewJournal,
  accountIds: readonly bigint[],
  unitId: bigint,
): Promise<{ journalId: string | null; movedFen: bigint; accounts: number }> {
  const id = newId();
  const [row] = await tx.query<{ moved: bigint; accounts: number; lines: number }>(
    `WITH locked AS MATERIALIZED (
       SELECT account_id, unit_id, carried_fen, carried_fen + current_fen AS posted FROM member_balance
        WHERE centre_id = $1 AND account_id = ANY ($7::bigint[]) AND unit_id <> $8
        ORDER BY account_id FOR NO KEY UPDATE
     ), head AS (
       INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
       SELECT $1, $2, $3::date, $4::date, $5, $6 WHERE EXISTS (SELECT FROM locked WHERE posted > 0) RETURNING id
     ), posted AS (
       INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
       SELECT $1, head.id, (row_number() OVER (ORDER BY l.account_id, s.side DESC))::int, $3::date, l.account_id, '201',
              CASE s.side WHEN 'D' THEN l.unit_id ELSE $8 END, s.side, l.posted, l.carried_fen
         FROM head CROSS JOIN locked AS l CROSS JOIN (VALUES ('D'), ('C')) AS s (side)
        WHERE l.posted > 0
       RETURNING 1
     ), moved AS (
       UPDATE member_balance AS b SET unit_id = $8, version = b.version + CASE WHEN l.posted > 0 THEN 2 ELSE 0 END
         FROM locked AS l WHERE b.centre_id = $1 AND b.account_id = l.account_id RETURNING l.posted
     )
     SELECT coalesce(sum(posted), 0)::bigint AS moved, count(*)::int AS accounts,
            (SELECT count(*) FROM posted)::int AS lines FROM moved`,
    [
      tx.centreId,
      id,
      journal.businessDate,
      journal.valueDate,
      journal.kind,
      journal.sourceId,
      accountIds,
      unitId,
    ],
  );
  if (!row) throw new PostingRefused('a move always answers');
  return { journalId: row.lines > 0 ? id : null, movedFen: row.moved, accounts: row.accounts };
}
