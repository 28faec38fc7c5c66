import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import type { MovingMembers, NewJournal } from '../domain/journal';

function shifted({ sql }: MovingMembers, by: number): string {
  return sql.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + by}`);
}

/**
 * V7 for many members in one statement: their rows are locked in id order, each balance leaves the 201 of its unit and
 * enters that of the other as the same carried-over and current-year parts, and the rows are the other unit's. No
 * interest is lost: nothing of balance or accumulation changes. Members without money move without a line; when nobody
 * has any there is no voucher.
 */
export async function insertMove(
  tx: Tx,
  journal: NewJournal,
  moving: MovingMembers,
): Promise<{ members: number; amountFen: bigint }> {
  const [row] = await tx.query<{ members: number; amountFen: bigint }>(
    `WITH locked AS MATERIALIZED (
       SELECT b.account_id, b.unit_id, b.carried_fen, b.carried_fen + b.current_fen AS fen
         FROM (${shifted(moving, 7)}) AS w JOIN member_balance AS b ON b.centre_id = $1 AND b.account_id = w.account_id
        ORDER BY b.account_id FOR NO KEY UPDATE OF b
     ), head AS (
       INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
       SELECT $1, $2::uuid, $3::date, $4::date, $5::text, $6::uuid WHERE EXISTS (SELECT FROM locked WHERE fen > 0) RETURNING id
     ), posted AS (
       INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
       SELECT $1, head.id, (row_number() OVER (ORDER BY l.account_id, s.side DESC))::int, $3::date, l.account_id, '201',
              CASE s.side WHEN 'D' THEN l.unit_id ELSE $7::bigint END, s.side, l.fen, l.carried_fen
         FROM head CROSS JOIN locked AS l CROSS JOIN (VALUES ('D'), ('C')) AS s (side) WHERE l.fen > 0
     ), moved AS (
       UPDATE member_balance AS b SET unit_id = $7::bigint, version = b.version + CASE WHEN l.fen > 0 THEN 2 ELSE 0 END
         FROM locked AS l WHERE b.centre_id = $1 AND b.account_id = l.account_id
     )
     SELECT count(*)::int AS members, coalesce(sum(fen), 0)::bigint AS "amountFen" FROM locked`,
    [
      tx.centreId,
      newId(),
      journal.businessDate,
      journal.valueDate,
      journal.kind,
      journal.sourceId,
      moving.toUnitId,
      ...moving.values,
    ],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}
