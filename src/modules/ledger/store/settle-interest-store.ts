import { newId } from '../../../kernel/identifiers/uuid';
import { together } from '../../../platform/database/together';
import type { Tx } from '../../../platform/database/tx';
import type { InterestYear } from '../domain/interest-year';

/** Accounts above `after` up to and including `to`. */
export interface AccountRange {
  readonly after: bigint;
  readonly to: bigint;
}

export interface SettledAccounts {
  readonly accounts: number;
  readonly interestFen: bigint;
}

/** Denominator of an exact numerator: 360 days at rates in 1e-8; half of it rounds half up. */
const divisor = '36000000000';
const halfDivisor = '18000000000';

/** Not being closed: a closing has fixed its own interest. */
export const notClosing = (row: string): string => `NOT EXISTS (SELECT FROM hold AS h
     WHERE h.centre_id = ${row}.centre_id AND h.account_id = ${row}.account_id AND h.state = 'active' AND h.kind = 'closing')`;

/** Something is on the account, or was on it since it was settled. */
export const something = `(b.carried_fen + b.current_fen <> 0 OR b.accumulation <> 0 OR b.closed_numerator <> 0)`;

/**
 * The exact numerator of a row `b` before a day: two multiplications where the row stands in the segment of the day
 * before (`since`, `rate`) and not past the day, else by the table of rates and the row's entries.
 */
export const numeratorBefore = (day: string, since: string, rate: string): string => `
  CASE WHEN b.accumulated_to BETWEEN ${since} AND ${day} THEN b.closed_numerator
       + (b.accumulation + (b.carried_fen + b.current_fen) * (${day} - b.accumulated_to))::numeric * ${rate}
     ELSE interest_numerator_at($1, b.account_id, b.closed_numerator, b.accumulation, b.carried_fen + b.current_fen, b.accumulated_to, ${day}) END`;

/** Numerator / 360, rounded once, half up; never below zero, for nobody pays interest to the centre. */
export const interestOfNumerator = (numerator: string): string => `
  CASE WHEN ${numerator} <= 0 THEN 0 WHEN ${numerator} < 9000000000000000000 THEN (${numerator}::bigint + ${halfDivisor}) / ${divisor}
       ELSE div(${numerator} + ${halfDivisor}, ${divisor})::bigint END`;

const lockRows = `
  SELECT count(*) FROM (
    SELECT FROM member_balance WHERE centre_id = $1 AND account_id > $2 AND account_id <= $3 AND settled_to < $4::date
     ORDER BY account_id FOR NO KEY UPDATE) AS locked`;

const leaveClosing = `
  INSERT INTO interest_left (centre_id, id, run_id, account_id)
  SELECT b.centre_id, gen_random_uuid(), $5, b.account_id FROM member_balance AS b
   WHERE b.centre_id = $1 AND b.account_id > $2 AND b.account_id <= $3 AND b.settled_to < $4::date
     AND EXISTS (SELECT FROM hold AS h WHERE h.centre_id = b.centre_id AND h.account_id = b.account_id AND h.state = 'active' AND h.kind = 'closing')
  ON CONFLICT DO NOTHING`;

/**
 * One pass over a range: reads each row once in the order of its key, reckons, writes one line for each account and one
 * of 211 for all, and updates the row in place (no indexed column changes, so the update is HOT).
 * $1 centre, $2 and $3 range, $4 1 July, $5 30 June, $6 journal, $7 source, $8 rate of 30 June and $9 its first day,
 * $10 leaf of 211.
 * The run starts when 30 June is over, so something may have been booked on the new year's days: for those accounts
 * (`late`, told by the index alone) the entries are asked; for all others two multiplications are enough. The rows are locked, so where they lie (`place`) is where they are updated, without a second look into the index.
 * Accounts with bookings or value dates behind 30 June keep what is of the new year: `kept` is current-year money, `open`
 * and `closed` what the days from 1 July have earned, in the open segment and in those that have ended.
 */
const settleRows = `
  WITH late AS MATERIALIZED (
    SELECT DISTINCT account_id FROM entry
     WHERE centre_id = $1 AND account_id > $2 AND account_id <= $3 AND business_date > $5::date
  ), due AS MATERIALIZED (
    SELECT b.ctid AS place, b.account_id, b.unit_id, b.carried_fen + b.current_fen AS balance, b.current_fen, b.accumulated_to,
           b.accumulation, b.closed_numerator, ${numeratorBefore('$4::date', '$9::date', '$8::bigint')} AS numerator,
           l.account_id IS NOT NULL OR b.accumulated_to > $4::date AS is_late
      FROM member_balance AS b LEFT JOIN late AS l ON l.account_id = b.account_id
     WHERE b.centre_id = $1 AND b.account_id > $2 AND b.account_id <= $3 AND b.settled_to < $4::date AND ${something} AND ${notClosing('b')}
     ORDER BY b.account_id
  ), reckoned AS (
    SELECT place, account_id, unit_id, balance, current_fen, numerator, ${interestOfNumerator('numerator')} AS interest,
           0::bigint AS booked, 0::bigint AS open, least(numerator, 0) AS closed, $4::date AS accumulated_to
      FROM due WHERE NOT is_late
    UNION ALL
    SELECT d.place, d.account_id, d.unit_id, d.balance, d.current_fen, d.numerator, i.interest, x.booked, o.open,
           least(d.numerator, 0) + CASE WHEN d.accumulated_to > $4::date
             THEN d.closed_numerator + d.accumulation::numeric * interest_rate_on($1, d.accumulated_to) - d.numerator
                  + i.interest * interest_between($1, $4::date, a.day) - o.open::numeric * interest_rate_on($1, a.day)
             ELSE 0 END,
           a.day
      FROM due AS d
      CROSS JOIN LATERAL (SELECT ${interestOfNumerator('d.numerator')} AS interest) AS i
      CROSS JOIN LATERAL (SELECT greatest(d.accumulated_to, $4::date) AS day) AS a
      CROSS JOIN LATERAL (SELECT greatest(interest_since($1, a.day), $4::date) AS since) AS s
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(e.amount_fen - e.carried_fen) FILTER (WHERE e.side = 'C' AND e.business_date > $5::date), 0)::bigint AS booked,
               coalesce(sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END * (j.value_date - s.since))
                 FILTER (WHERE j.value_date > s.since), 0)::bigint AS later
          FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
         WHERE e.centre_id = $1 AND e.account_id = d.account_id AND (e.business_date > $5::date OR j.value_date > $4::date)) AS x
      CROSS JOIN LATERAL (SELECT (d.balance + i.interest) * (a.day - s.since) - x.later AS open) AS o
     WHERE d.is_late
  ), settled AS MATERIALIZED (
    SELECT r.*, balance + interest AS total, least(booked, balance + interest) AS kept FROM reckoned AS r
  ), line AS MATERIALIZED (
    SELECT account_id, unit_id, interest, interest + current_fen - kept AS carried FROM settled
     WHERE interest <> 0 OR current_fen <> kept
  ), head AS (
    INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
    SELECT $1, $6, $5::date, $4::date, 'annual-interest', $7 WHERE EXISTS (SELECT FROM line)
    RETURNING id
  ), posted AS (
    INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
    SELECT $1, head.id, (row_number() OVER ())::int, $5::date, l.account_id, l.subject, l.unit_id, l.side, l.amount_fen, l.carried_fen
      FROM head CROSS JOIN (
        SELECT account_id, '201' AS subject, unit_id, 'C' AS side, interest AS amount_fen, carried AS carried_fen FROM line
        UNION ALL
        SELECT $10, '211', NULL, 'D', sum(interest)::bigint, 0 FROM line HAVING count(*) > 0) AS l
  ), moved AS (
    UPDATE member_balance AS b
       SET carried_fen = s.total - s.kept, current_fen = s.kept, accumulation = s.open,
           closed_numerator = s.closed, accumulated_to = s.accumulated_to, settled_to = $4::date,
           settled_numerator = b.settled_numerator + greatest(s.numerator, 0),
           version = b.version + CASE WHEN s.interest <> 0 OR s.current_fen <> s.kept THEN 1 ELSE 0 END
      FROM settled AS s WHERE b.ctid = s.place AND b.centre_id = $1 AND b.account_id = s.account_id
    RETURNING s.interest
  )
  SELECT count(*)::int AS accounts, coalesce(sum(interest), 0)::bigint AS "interestFen" FROM moved`;

export interface YearOfRange {
  readonly runId: string;
  readonly year: InterestYear;
  /** Source of the voucher: unique, so a range is booked once. */
  readonly sourceId: string;
  readonly range: AccountRange;
  readonly rate: { readonly since: string; readonly annual: bigint };
  readonly payableLeaf: bigint;
}

/**
 * Settles the year for all accounts of a range that it has not been settled for, in the transaction given: locks their
 * rows, notes those being closed, posts V14 in one voucher. What arrived while it waited for a lock is seen, for the
 * statement that reckons begins after the locks are held.
 */
export async function settleYear(tx: Tx, of: YearOfRange): Promise<SettledAccounts> {
  const { range, year, rate } = of;
  const bounds = [tx.centreId, range.after, range.to, year.next];
  const [, , [settled]] = await together([
    tx.query(lockRows, bounds),
    tx.execute(leaveClosing, [...bounds, of.runId]),
    tx.query<{ accounts: number; interestFen: bigint }>(settleRows, [
      ...bounds,
      year.lastDay,
      newId(),
      of.sourceId,
      rate.annual,
      rate.since,
      of.payableLeaf,
    ]),
  ]);
  if (!settled) throw new Error('a count always answers');
  return settled;
}

/**
 * Closes the segment that ended on the eve of `day` for all rows of a range that stand before it. A row that a movement
 * has carried past the day closed its segment then and is left as it is, so the statement may be run any number of times.
 */
export async function closeSegments(
  tx: Tx,
  range: AccountRange,
  day: string,
  ended: { readonly since: string; readonly annual: bigint },
): Promise<number> {
  const [row] = await tx.query<{ accounts: number }>(
    `WITH due AS MATERIALIZED (
       SELECT b.* FROM member_balance AS b
        WHERE b.centre_id = $1 AND b.account_id > $2 AND b.account_id <= $3 AND b.accumulated_to < $4::date AND ${something}
        ORDER BY b.account_id FOR NO KEY UPDATE
     ), moved AS (
       UPDATE member_balance AS m
          SET closed_numerator = d.numerator, accumulation = 0, accumulated_to = $4::date
         FROM (SELECT b.account_id, ${numeratorBefore('$4::date', '$5::date', '$6::bigint')} AS numerator FROM due AS b) AS d
        WHERE m.centre_id = $1 AND m.account_id = d.account_id RETURNING 1
     ) SELECT count(*)::int AS accounts FROM moved`,
    [tx.centreId, range.after, range.to, day, ended.since, ended.annual],
  );
  if (!row) throw new Error('a count always answers');
  return row.accounts;
}
