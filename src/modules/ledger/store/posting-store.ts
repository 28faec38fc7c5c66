import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import {
  type Line,
  type MemberCredits,
  type MemberVouchers,
  type NewJournal,
  PostingRefused,
} from '../domain/journal';

/**
 * Moves a member's balance by `m.delta`, valued on $4: accumulation (积数) grows by balance × days up to that day; a
 * movement valued before the day accumulated to corrects it by amount × days. Where no rate starts in between (`m.since`
 * and `m.until` bound the segment of that day) this is all; else the segments are reckoned apart, and those that have
 * ended go to the numerator. `b` is the balance row, `m` the movement.
 */
const inOneSegment = 'b.accumulated_to >= m.since AND b.accumulated_to < m.until';
export const moveBalance = `
  carried_fen = b.carried_fen + m.carried,
  current_fen = b.current_fen + m.delta - m.carried,
  accumulation = CASE WHEN ${inOneSegment} THEN b.accumulation
    + (b.carried_fen + b.current_fen) * greatest(0, $4::date - b.accumulated_to)
    + m.delta * greatest(0, b.accumulated_to - $4::date)
    ELSE interest_accumulation($1, b.accumulation, b.carried_fen + b.current_fen, b.accumulated_to, m.delta, $4::date) END,
  closed_numerator = CASE WHEN ${inOneSegment} THEN b.closed_numerator
    ELSE interest_numerator($1, b.closed_numerator, b.accumulation, b.carried_fen + b.current_fen, b.accumulated_to, m.delta, $4::date) END,
  accumulated_to = greatest(b.accumulated_to, $4::date),
  version = b.version + 1`;

/** The segment of rates that the value date lies in: what interest_since and interest_until say, without a call. */
export const segment = `segment AS MATERIALIZED (
    SELECT coalesce((SELECT max(valid_from) FROM interest_rate WHERE centre_id = $1 AND valid_from <= $4::date), '-infinity') AS since,
           coalesce((SELECT min(valid_from) FROM interest_rate WHERE centre_id = $1 AND valid_from > $4::date), 'infinity') AS until)`;

const insertJournal = `
  INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id, reverses_id)
  VALUES ($1, $2, $3::date, $4::date, $5, $6, $7)`;

const postLines = `
  WITH line AS (
    SELECT l.seq, l.side, l.amount_fen, l.carried_fen AS said, a.id, a.kind, a.subject
      FROM unnest($8::bigint[], $9::text[], $10::bigint[], $11::bigint[])
           WITH ORDINALITY AS l (account_id, side, amount_fen, carried_fen, seq)
      JOIN ledger_account AS a ON a.centre_id = $1 AND a.id = l.account_id
  ), locked AS MATERIALIZED (
    SELECT b.account_id, b.unit_id, b.carried_fen, b.settled_to FROM member_balance AS b
     WHERE b.centre_id = $1 AND b.account_id IN (SELECT id FROM line WHERE kind = 'member')
     ORDER BY b.account_id FOR NO KEY UPDATE
  ), split AS (
    SELECT line.*, coalesce(line.said,
             CASE WHEN locked.account_id IS NULL THEN 0
                  WHEN line.side = 'D' THEN least(line.amount_fen, locked.carried_fen)
                  -- Booked in a year whose turn the account has had already: it is carried over like the rest of it.
                  WHEN $3::date < locked.settled_to THEN line.amount_fen ELSE 0 END) AS carried,
           locked.unit_id, locked.account_id IS NOT NULL AS moves
      FROM line LEFT JOIN locked ON locked.account_id = line.id
  ), ${segment}, head AS (${insertJournal} RETURNING id
  ), posted AS (
    INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
    SELECT $1, head.id, s.seq, $3::date, s.id, s.subject, s.unit_id, s.side, s.amount_fen, s.carried
      FROM split AS s CROSS JOIN head
    RETURNING 1
  ), moved AS (
    UPDATE member_balance AS b SET ${moveBalance}
      FROM (SELECT id, CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END AS delta,
                   CASE side WHEN 'C' THEN carried ELSE -carried END AS carried, since, until
              FROM split CROSS JOIN segment WHERE moves) AS m
     WHERE b.centre_id = $1 AND b.account_id = m.id
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM posted)::int AS posted,
         (SELECT count(*) FROM moved)::int AS moved,
         (SELECT count(*) FROM line WHERE kind = 'member')::int AS members`;

/**
 * Posts one voucher in one statement. Every line's account must exist; a member stands on one line at most.
 * The statement trigger refuses unbalanced, single-line and closed-period vouchers; a CHECK refuses overdrawing.
 */
export async function insertPosting(tx: Tx, journal: NewJournal, lines: readonly Line[]): Promise<string> {
  const id = newId();
  const [result] = await tx.query<{ posted: number; moved: number; members: number }>(postLines, [
    tx.centreId,
    id,
    journal.businessDate,
    journal.valueDate,
    journal.kind,
    journal.sourceId,
    journal.reversesId ?? null,
    lines.map((line) => line.accountId),
    lines.map((line) => line.side),
    lines.map((line) => line.amountFen),
    lines.map((line) => line.carriedFen ?? null),
  ]);
  if (result?.posted !== lines.length)
    throw new PostingRefused('a line names an account that does not exist');
  if (result.moved !== result.members)
    throw new PostingRefused('a member stands on two lines of one voucher');
  return id;
}

/** Shifts `$n` so that a caller's own SELECT can follow the posting's values. */
function shifted(source: MemberCredits, by: number): string {
  return source.sql.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + by}`);
}

const memberCreditsStatements = new Map<string, string>();

/**
 * One statement: the members' rows are locked in id order, credited and written together with the debit lines.
 * Both sides are inserted by one INSERT so that the statement trigger sees the whole voucher.
 */
function memberCreditsSql(source: MemberCredits): string {
  const known = memberCreditsStatements.get(source.sql);
  if (known) return known;
  const sql = `
    WITH locked AS MATERIALIZED (
      SELECT c.account_id, c.amount_fen, b.unit_id,
             CASE WHEN $3::date < b.settled_to THEN c.amount_fen ELSE 0 END AS carried_fen
        FROM (${shifted(source, 9)}) AS c JOIN member_balance AS b ON b.centre_id = $1 AND b.account_id = c.account_id
       ORDER BY b.account_id FOR NO KEY UPDATE OF b
    ), ${segment}, head AS (${insertJournal} RETURNING id
    ), posted AS (
      INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
      SELECT $1, head.id, (row_number() OVER ())::int, $3::date,
             line.account_id, line.subject, line.unit_id, line.side, line.amount_fen, line.carried_fen
        FROM head CROSS JOIN (
          SELECT account_id, '201' AS subject, unit_id, 'C' AS side, amount_fen, carried_fen FROM locked
          UNION ALL
          SELECT d.account_id, a.subject, NULL, 'D', d.amount_fen, 0
            FROM unnest($8::bigint[], $9::bigint[]) AS d (account_id, amount_fen)
            JOIN ledger_account AS a ON a.centre_id = $1 AND a.id = d.account_id) AS line
    ), moved AS (
      UPDATE member_balance AS b SET ${moveBalance}
        FROM (SELECT account_id, amount_fen AS delta, carried_fen AS carried, since, until FROM locked CROSS JOIN segment) AS m
       WHERE b.centre_id = $1 AND b.account_id = m.account_id
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM locked)::int AS wanted, (SELECT count(*) FROM moved)::int AS moved`;
  memberCreditsStatements.set(source.sql, sql);
  return sql;
}

/**
 * Credits many members at once against `debits` (V1). Throws when a member is credited twice; the trigger refuses the
 * voucher when a line's account is not there, for then debits and credits differ.
 * Returns journal id and member count.
 */
export async function insertMemberCredits(
  tx: Tx,
  journal: NewJournal,
  source: MemberCredits,
  debits: readonly Line[],
): Promise<{ journalId: string; members: number }> {
  const id = newId();
  const [result] = await tx.query<{ wanted: number; moved: number }>(memberCreditsSql(source), [
    tx.centreId,
    id,
    journal.businessDate,
    journal.valueDate,
    journal.kind,
    journal.sourceId,
    journal.reversesId ?? null,
    debits.map((line) => line.accountId),
    debits.map((line) => line.amountFen),
    ...source.values,
  ]);
  if (!result || result.moved !== result.wanted)
    throw new PostingRefused('a member is credited twice by one voucher');
  return { journalId: id, members: result.moved };
}

/** As memberCreditsSql, for several vouchers: `wanted` are the vouchers, each with its debit line. */
const creditsTogetherSql = (source: MemberCredits): string => `
  WITH wanted AS MATERIALIZED (
    SELECT * FROM unnest($5::uuid[], $6::uuid[], $7::bigint[], $8::bigint[]) AS w (journal_id, source_id, debit_id, amount_fen)
  ), locked AS MATERIALIZED (
    SELECT w.journal_id, c.account_id, c.amount_fen, b.unit_id,
           CASE WHEN $3::date < b.settled_to THEN c.amount_fen ELSE 0 END AS carried_fen
      FROM (${shifted(source, 8)}) AS c JOIN wanted AS w ON w.source_id = c.source_id
      JOIN member_balance AS b ON b.centre_id = $1 AND b.account_id = c.account_id
     ORDER BY b.account_id FOR NO KEY UPDATE OF b
  ), ${segment}, head AS (
    INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
    SELECT $1, journal_id, $3::date, $4::date, $2, source_id FROM wanted
  ), posted AS (
    INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
    SELECT $1, line.journal_id, (row_number() OVER (PARTITION BY line.journal_id))::int, $3::date,
           line.account_id, line.subject, line.unit_id, line.side, line.amount_fen, line.carried_fen
      FROM (
        SELECT journal_id, account_id, '201' AS subject, unit_id, 'C' AS side, amount_fen, carried_fen FROM locked
        UNION ALL
        SELECT w.journal_id, a.id, a.subject, NULL, 'D', w.amount_fen, 0
          FROM wanted AS w JOIN ledger_account AS a ON a.centre_id = $1 AND a.id = w.debit_id) AS line
  ), moved AS (
    UPDATE member_balance AS b SET ${moveBalance}
      FROM (SELECT account_id, amount_fen AS delta, carried_fen AS carried, since, until FROM locked CROSS JOIN segment) AS m
     WHERE b.centre_id = $1 AND b.account_id = m.account_id
    RETURNING 1
  )
  SELECT w.source_id AS "sourceId", count(l.account_id)::int AS wanted, (SELECT count(*) FROM moved)::int AS moved
    FROM wanted AS w LEFT JOIN locked AS l ON l.journal_id = w.journal_id GROUP BY w.source_id`;

/**
 * Credits the members of several vouchers in one statement, all or none. Throws when a member is credited twice.
 * @returns the number of members credited, by the voucher's source.
 */
export async function insertMemberCreditsTogether(
  tx: Tx,
  { kind, businessDate, valueDate, vouchers }: MemberVouchers,
  source: MemberCredits,
): Promise<Map<string, number>> {
  const rows = await tx.query<{ sourceId: string; wanted: number; moved: number }>(
    creditsTogetherSql(source),
    [
      tx.centreId,
      kind,
      businessDate,
      valueDate,
      vouchers.map(() => newId()),
      vouchers.map(({ sourceId }) => sourceId),
      vouchers.map(({ debit }) => debit.accountId),
      vouchers.map(({ debit }) => debit.amountFen),
      ...source.values,
    ],
  );
  if (rows.reduce((sum, { wanted }) => sum + wanted, 0) !== (rows[0]?.moved ?? 0))
    throw new PostingRefused('a member is credited twice by vouchers posted together');
  return new Map(rows.map(({ sourceId, wanted }) => [sourceId, wanted]));
}

/** The part of a posted line that moved the carried-over balance, in fen; null when there is no such line. */
export async function selectCarried(
  tx: Tx,
  posting: { readonly kind: string; readonly sourceId: string; readonly accountId: bigint },
): Promise<bigint | null> {
  const [row] = await tx.query<{ carried: bigint }>(
    `SELECT e.carried_fen AS carried FROM journal AS j
       JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id AND e.business_date = j.business_date
      WHERE j.centre_id = $1 AND j.kind = $2 AND j.source_id = $3 AND e.account_id = $4`,
    [tx.centreId, posting.kind, posting.sourceId, posting.accountId],
  );
  return row?.carried ?? null;
}
