import type { Tx } from '../../../../platform/database/tx';

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

/** Loans with another rate whose running period the day falls in. */
const otherRate = `
    FROM loan_account AS a JOIN loan AS l ON l.centre_id = a.centre_id AND l.id = a.loan_id
    JOIN unnest($3::text[], $4::boolean[], $5::numeric[]) AS r (home, is_short, annual)
      ON r.home = a.home_order AND r.is_short = (l.term_months <= 60)
   WHERE a.centre_id = $1 AND a.next_due_on IS NOT NULL AND l.term_months > 12 AND a.disbursed_on < $2::date
     AND a.last_due_on <= $2::date AND a.next_due_on >= $2::date AND coalesce(a.then_rate, a.annual_rate) <> r.annual`;

/**
 * Plans loans anew for a rate that is in force from a day (handbook 5.8), at most $6 and where $7 names some only those: the
 * period that straddles the day keeps its principal and pays interest by days at both rates; what is left goes on at the new
 * rate. Where a period begins on the day, all of it is at the new rate. $8 to $10 are the factors, $11 the moment.
 */
const replan = `
  WITH held AS MATERIALIZED (
    SELECT a.loan_id, r.annual ${otherRate} AND ($7::uuid[] IS NULL OR a.loan_id = ANY ($7::uuid[]))
     ORDER BY a.loan_id LIMIT $6 FOR NO KEY UPDATE OF a
  ), loans AS MATERIALIZED (
    SELECT a.*, h.annual AS new_rate, l.due_mode = 'fixed-day' AND a.next_no = 1 AS by_days, a.last_due_on = $2::date AS at_once,
           div(2 * a.planned_fen * a.annual_rate * 100000000 + 1200000000, 2400000000)::bigint AS month,
           ($2::date - a.last_due_on)::numeric AS days_old, (a.next_due_on - $2::date)::numeric AS days_new
      FROM held AS h JOIN loan_account AS a ON a.centre_id = $1 AND a.loan_id = h.loan_id
      JOIN loan AS l ON l.centre_id = $1 AND l.id = h.loan_id
  ), straddled AS MATERIALIZED (
    SELECT s.*, CASE WHEN s.at_once THEN s.planned_fen WHEN s.periods_left = 1 THEN 0 ELSE s.planned_fen
                  - least(s.planned_fen, CASE s.method WHEN '01' THEN s.instalment_fen - s.month ELSE s.instalment_fen END) END AS start_fen,
           s.periods_left - CASE WHEN s.at_once THEN 0 ELSE 1 END AS periods,
           CASE WHEN s.by_days THEN div(2 * s.planned_fen * 100000000 * w.weighted + 36000000000, 72000000000)
                WHEN s.at_once THEN NULL
                ELSE div(2 * s.planned_fen * 100000000 * w.weighted + 1200000000 * (s.days_old + s.days_new),
                         2400000000 * (s.days_old + s.days_new)) END::bigint AS interest
      FROM loans AS s CROSS JOIN LATERAL (SELECT s.annual_rate * s.days_old + s.new_rate * s.days_new AS weighted) AS w
  ), planned AS MATERIALIZED (
    SELECT s.*, s.start_fen > 0 AND s.periods > 0 AS goes_on,
           CASE s.method WHEN '01' THEN round(s.start_fen * f.factor)::bigint ELSE s.instalment_fen END AS instalment
      FROM straddled AS s LEFT JOIN unnest($8::numeric[], $9::int[], $10::numeric[]) AS f (annual, periods, factor)
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
    UPDATE loan AS l SET last_event = l.last_event + 1 FROM planned AS p WHERE l.centre_id = $1 AND l.id = p.loan_id
    RETURNING l.id, l.last_event, p.new_rate, p.instalment
  ), event AS (
    INSERT INTO event (centre_id, case_id, seq, kind, body, at)
    SELECT $1, id, last_event, 'rate-changed', jsonb_build_object('from', $2::date::text, 'annualRate', new_rate::text, 'instalmentFen', instalment::text),
           $11::timestamptz FROM told
  )
  SELECT count(*)::int AS loans FROM planned`;

export interface Replan {
  readonly day: string;
  readonly rates: readonly NewRate[];
  readonly factors: readonly Factor[];
  readonly limit: number;
  /** Null: any. */
  readonly loanIds: readonly string[] | null;
  readonly at: Date;
}

/** @returns how many loans were planned anew. */
export async function replanLoans(tx: Tx, of: Replan): Promise<number> {
  const { day, rates, factors, limit, loanIds, at } = of;
  const [row] = await tx.query<{ loans: number }>(replan, [
    tx.centreId,
    day,
    rates.map(({ home }) => home),
    rates.map(({ isShort }) => isShort),
    rates.map(({ annual }) => annual),
    limit,
    loanIds,
    factors.map(({ annual }) => annual),
    factors.map(({ periods }) => periods),
    factors.map(({ factor }) => factor),
    at,
  ]);
  return row?.loans ?? 0;
}
