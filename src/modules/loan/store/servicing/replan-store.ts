import type { Tx } from '../../../../platform/database/tx';

/** Bounds of all ids. */
export const FIRST_LOAN = '00000000-0000-0000-0000-000000000000';
export const LAST_LOAN = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The rate that loans of a home and term go on with from a day. */
export interface NewRate {
  readonly home: 'first' | 'second';
  /** Of terms up to 60 months. */
  readonly isShort: boolean;
  /** With eight decimals. */
  readonly annual: string;
}

/** What one of principal costs each month at a rate over so many months: see `instalmentFactor`. */
export interface Factor {
  readonly annual: string;
  readonly periods: number;
  readonly factor: string;
}

/**
 * Loans with another rate whose running period the day falls in, and of each what a plan is made of; and those that an event
 * before the day planned for its rate already (it was published), while nobody has told of it.
 */
const held = (loans: string): string => `
    SELECT a.loan_id, a.planned_fen, a.annual_rate, a.method, a.instalment_fen, a.periods_left, a.next_no, a.next_due_on, a.plan_seq,
           r.annual AS new_rate, l.due_mode = 'fixed-day' AND a.next_no = 1 AS by_days, a.last_due_on = $2::date AS at_once,
           ($2::date - a.last_due_on)::numeric AS days_old, (a.next_due_on - $2::date)::numeric AS days_new,
           coalesce(a.then_rate, a.annual_rate) <> r.annual AS anew, coalesce(a.then_instalment_fen, a.instalment_fen) AS known_instalment
      FROM ${loans}
      JOIN unnest($3::text[], $4::boolean[], $5::numeric[]) AS r (home, is_short, annual)
        ON r.home = a.home_order AND r.is_short = (l.term_months <= 60)
     WHERE a.centre_id = $1 AND a.next_due_on IS NOT NULL AND l.term_months > 12 AND a.disbursed_on < $2::date
       AND a.last_due_on <= $2::date AND a.next_due_on >= $2::date
       AND (coalesce(a.then_rate, a.annual_rate) <> r.annual OR (
         EXISTS (SELECT FROM loan_plan AS p WHERE p.centre_id = $1 AND p.loan_id = a.loan_id AND p.seq = a.plan_seq
                    AND p.reason = 'rate-change' AND p.on_day = $2::date)
         AND NOT EXISTS (SELECT FROM event AS e WHERE e.centre_id = $1 AND e.case_id = a.loan_id AND e.kind = 'rate-changed'
                    AND e.body ->> 'from' = $2::date::text)))`;

/** Both tables by the same range of their keys: neither is read twice, whatever the order of the ranges. */
const ofRange = `${held('loan_account AS a JOIN loan AS l ON l.centre_id = a.centre_id AND l.id = a.loan_id')}
       AND a.loan_id > $10::uuid AND a.loan_id <= $11::uuid AND l.centre_id = $1 AND l.id > $10::uuid AND l.id <= $11::uuid`;

/** Named loans are looked up by their keys. */
const ofNamed =
  held(`unnest($10::uuid[]) AS w (loan_id) JOIN loan_account AS a ON a.centre_id = $1 AND a.loan_id = w.loan_id
      JOIN loan AS l ON l.centre_id = $1 AND l.id = w.loan_id`);

/**
 * Plans loans anew for a rate that is in force from a day (handbook 5.8): the period that straddles the day keeps its
 * principal and pays interest by days at both rates; what is left goes on at the new rate. Where a period begins on the day,
 * all of it is at the new rate. $6 to $8 are the factors, $9 the moment.
 */
const replan = (loans: string): string => `
  WITH held AS MATERIALIZED (
    ${loans} ORDER BY a.loan_id FOR NO KEY UPDATE OF a
  ), straddled AS (
    SELECT s.*, CASE WHEN s.at_once THEN s.planned_fen WHEN s.periods_left = 1 THEN 0 ELSE s.planned_fen
                  - least(s.planned_fen, CASE s.method WHEN '01' THEN s.instalment_fen - m.month ELSE s.instalment_fen END) END AS start_fen,
           s.periods_left - CASE WHEN s.at_once THEN 0 ELSE 1 END AS periods,
           CASE WHEN s.by_days THEN div(2 * s.planned_fen * 100000000 * w.weighted + 36000000000, 72000000000)
                WHEN s.at_once THEN NULL
                ELSE div(2 * s.planned_fen * 100000000 * w.weighted + 1200000000 * (s.days_old + s.days_new),
                         2400000000 * (s.days_old + s.days_new)) END::bigint AS interest
      FROM held AS s CROSS JOIN LATERAL (SELECT s.annual_rate * s.days_old + s.new_rate * s.days_new AS weighted) AS w
      CROSS JOIN LATERAL (
        SELECT (2 * s.planned_fen * (s.annual_rate * 100000000)::bigint + 1200000000) / 2400000000 AS month) AS m
     WHERE s.anew
  ), planned AS MATERIALIZED (
    SELECT s.*, s.start_fen > 0 AND s.periods > 0 AS goes_on,
           CASE s.method WHEN '01' THEN round(s.start_fen * f.factor)::bigint ELSE s.instalment_fen END AS instalment
      FROM straddled AS s LEFT JOIN unnest($6::numeric[], $7::int[], $8::numeric[]) AS f (annual, periods, factor)
        ON f.annual = s.new_rate AND f.periods = s.periods
  ), plan AS (
    INSERT INTO loan_plan (centre_id, loan_id, seq, reason, on_day, from_no, start_fen, annual_rate, periods, method, instalment_fen,
      first_interest_fen, first_due_on)
    SELECT $1, loan_id, plan_seq + 1, 'rate-change', $2::date, next_no + CASE WHEN at_once THEN 0 ELSE 1 END, start_fen, new_rate, periods,
           method, instalment, CASE WHEN at_once THEN interest END,
           CASE WHEN at_once THEN next_due_on ELSE (next_due_on + interval '1 month')::date END
      FROM planned WHERE goes_on
  ), account AS (
    UPDATE loan_account AS a
       SET annual_rate = CASE WHEN p.at_once THEN p.new_rate ELSE a.annual_rate END,
           instalment_fen = CASE WHEN p.at_once THEN p.instalment ELSE a.instalment_fen END,
           then_rate = CASE WHEN NOT p.at_once THEN p.new_rate END,
           then_instalment_fen = CASE WHEN NOT p.at_once THEN coalesce(p.instalment, a.instalment_fen) END,
           next_interest_fen = p.interest, plan_seq = a.plan_seq + p.goes_on::int, version = a.version + 1
      FROM planned AS p WHERE a.centre_id = $1 AND a.loan_id = p.loan_id
  ), told AS (
    UPDATE loan AS l SET last_event = l.last_event + 1
      FROM (SELECT loan_id, new_rate, instalment FROM planned
             UNION ALL SELECT loan_id, new_rate, known_instalment FROM held WHERE NOT anew) AS p
     WHERE l.centre_id = $1 AND l.id = p.loan_id
    RETURNING l.id, l.last_event, p.new_rate, p.instalment
  ), event AS (
    INSERT INTO event (centre_id, case_id, seq, kind, body, at)
    SELECT $1, id, last_event, 'rate-changed', jsonb_build_object('from', $2::date::text, 'annualRate', new_rate::text, 'instalmentFen', instalment::text),
           $9::timestamptz FROM told
  )
  SELECT count(*)::int AS loans FROM held`;

const replanRange = replan(ofRange);
const replanNamed = replan(ofNamed);

export interface Replan {
  readonly day: string;
  readonly rates: readonly NewRate[];
  readonly factors: readonly Factor[];
  /** These, or all after one through another in the order of their ids. */
  readonly loans: { readonly ids: readonly string[] } | { readonly after: string; readonly through: string };
  readonly at: Date;
}

/** @returns how many loans were planned anew, or told of it. */
export async function replanLoans(tx: Tx, of: Replan): Promise<number> {
  const { day, rates, factors, loans, at } = of;
  const [sql, which] =
    'ids' in loans ? [replanNamed, [loans.ids]] : [replanRange, [loans.after, loans.through]];
  const [row] = await tx.query<{ loans: number }>(sql, [
    tx.centreId,
    day,
    rates.map(({ home }) => home),
    rates.map(({ isShort }) => isShort),
    rates.map(({ annual }) => annual),
    factors.map(({ annual }) => annual),
    factors.map(({ periods }) => periods),
    factors.map(({ factor }) => factor),
    at,
    ...which,
  ]);
  return row?.loans ?? 0;
}

/** The last of the next `count` loans after one; null when fewer are left. */
export async function selectEndOfRange(tx: Tx, after: string, count: number): Promise<string | null> {
  const [row] = await tx.query<{ loanId: string }>(
    `SELECT loan_id AS "loanId" FROM loan_account WHERE centre_id = $1 AND loan_id > $2::uuid
      ORDER BY loan_id OFFSET $3 LIMIT 1`,
    [tx.centreId, after, count - 1],
  );
  return row?.loanId ?? null;
}

/**
 * Up to which loan, in the order of their ids, all were looked at for a rate from a day on with their running periods about
 * it: by nights of new rates that were planned after all that fell due before the day had fallen due. The bound of all ids
 * once such a night is done; null when none has begun.
 */
export async function selectRatesReached(tx: Tx, newYear: string): Promise<string | null> {
  const [row] = await tx.query<{ reached: string | null }>(
    `SELECT max(CASE WHEN r.finished_at IS NULL THEN r.reached ELSE $3 END COLLATE "C") AS reached FROM loan_night AS r
      WHERE r.centre_id = $1 AND r.kind = 'loan-rates' AND r.day >= $2::date AND r.day < $2::date + 100
        AND EXISTS (SELECT FROM loan_night AS d WHERE d.centre_id = $1 AND d.kind = 'loan-dues' AND d.day >= $2::date - 1
                       AND d.day < r.day AND d.finished_at <= r.planned_at)`,
    [tx.centreId, newYear, LAST_LOAN],
  );
  return row?.reached ?? null;
}
