import { newId } from '../../../../kernel/identifiers/uuid';
import type { Tx } from '../../../../platform/database/tx';

/** Loans of one due day in the order of their ids, and where they end. */
export interface DueLoans {
  readonly dueOn: string;
  readonly loanIds: readonly string[];
}

/** The next loans of the first day up to `day` on which periods fall due that have not: behind `after` where it is told. */
export async function selectDueLoans(
  tx: Tx,
  of: { day: string; limit: number; after: { dueOn: string; loanId: string } | null },
): Promise<DueLoans | null> {
  const { after } = of;
  const rows = await tx.query<{ loanId: string; dueOn: string }>(
    `SELECT loan_id AS "loanId", next_due_on AS "dueOn" FROM loan_account
      WHERE centre_id = $1 AND next_due_on <= $2::date ${after ? 'AND (next_due_on, loan_id) > ($4::date, $5::uuid)' : ''}
      ORDER BY next_due_on, loan_id LIMIT $3`,
    [tx.centreId, of.day, of.limit, ...(after ? [after.dueOn, after.loanId] : [])],
  );
  const [first] = rows;
  if (!first) return null;
  const { dueOn } = first;
  return { dueOn, loanIds: rows.filter((row) => row.dueOn === dueOn).map(({ loanId }) => loanId) };
}

/** What was found when the accounts of loans were locked, and then the loans. */
export interface LockedDues {
  /** Accounts that courts wait on. */
  readonly waiting: readonly bigint[];
  /** Loans one of whose accounts stands in for another of them as well. */
  readonly sharing: readonly string[];
  /** How many loans there are of them. */
  readonly held: number;
}

/**
 * Locks every account that may be drawn on for these loans, in the order of their ids, and after all of them the loans, in
 * the order of theirs.
 */
export async function lockDueLoans(tx: Tx, { loanIds, dueOn }: DueLoans): Promise<LockedDues> {
  const [row] = await tx.query<Omit<LockedDues, 'waiting'> & { waiting: string[] }>(
    `WITH stands_in AS MATERIALIZED (
       SELECT g.loan_id, p.person_id FROM unnest($2::uuid[]) AS w (loan_id)
         JOIN hedging_agreement AS g ON g.centre_id = $1 AND g.loan_id = w.loan_id AND g.state = 'in-force'
         JOIN hedging_party AS p ON p.centre_id = $1 AND p.agreement_id = g.id AND p.left_on IS NULL
     ), account AS MATERIALIZED (
       SELECT b.account_id, b.courts FROM member_balance AS b
        WHERE b.centre_id = $1 AND b.account_id IN (
          SELECT m.account_id FROM stands_in AS s
            JOIN member_account AS m ON m.centre_id = $1 AND m.person_id = s.person_id AND m.state IN ('01', '02'))
        ORDER BY b.account_id FOR NO KEY UPDATE
     ), accounts AS MATERIALIZED (
       SELECT coalesce(array_agg(account_id) FILTER (WHERE courts > 0), '{}') AS waiting FROM account
     ), held AS MATERIALIZED (
       SELECT a.loan_id FROM accounts CROSS JOIN loan_account AS a
        WHERE a.centre_id = $1 AND a.loan_id = ANY ($2::uuid[]) AND a.next_due_on = $3::date
        ORDER BY a.loan_id FOR NO KEY UPDATE OF a
     )
     SELECT waiting, (SELECT count(*) FROM held)::int AS held, ARRAY (
              SELECT DISTINCT loan_id FROM (SELECT loan_id, count(*) OVER (PARTITION BY person_id) AS loans FROM stands_in) AS s
               WHERE s.loans > 1) AS sharing
       FROM accounts`,
    [tx.centreId, loanIds, dueOn],
  );
  if (!row) throw new Error('what is locked is told');
  return { ...row, waiting: row.waiting.map(BigInt) };
}

/**
 * Lets one period fall due of each of these locked loans that goes the common way: nothing overdue, neither the first nor
 * the last period, no account that stands in for another of them as well. Pays it: with what was kept in advance, then from
 * the accounts in their order, down to what must stay; the card is asked for the rest. Written by the statement that posts.
 * $1 centre, $2 loans, $3 what stays on an account, $4 beginning of the ids of vouchers, $5 due day, $6 day of the books,
 * $7 leaf 21904, $8 leaf 40103, $9 loans that share. A month's interest is one whole division, as the domain has it. Lines go
 * voucher by voucher, as their keys rise: so the index of their keys is filled at its end and stays dense.
 */
const raiseAndPay = `
  held AS MATERIALIZED (
    SELECT a.loan_id, a.account_id, a.next_no, a.card_id, a.last_transaction, a.planned_fen, a.method, a.instalment_fen, a.prepaid_fen,
           a.next_interest_fen, (2 * a.planned_fen * (a.annual_rate * 100000000)::bigint + 1200000000) / 2400000000 AS month,
           a.state = 'active' AND a.unpaid_periods = 0 AND a.transferred_fen = 0 AND a.next_no > 1 AND a.periods_left > 1
             AND a.planned_fen > a.instalment_fen AND a.loan_id <> ALL ($9::uuid[]) AS common
      FROM loan_account AS a WHERE a.centre_id = $1::int AND a.loan_id = ANY ($2::uuid[]) AND a.next_due_on = $5::date
  ), due AS MATERIALIZED (
    SELECT a.loan_id, a.account_id, a.next_no AS no, a.card_id, a.last_transaction, i.interest, i.principal, g.id AS agreement_id,
           CASE WHEN a.card_id IS NOT NULL AND g.draw <> 'yearly' AND EXISTS (
                  SELECT FROM hedging_party AS f
                    JOIN member_account AS m ON m.centre_id = $1::int AND m.person_id = f.person_id AND m.state = '06'
                   WHERE f.centre_id = $1::int AND f.agreement_id = g.id AND f.left_on IS NULL) THEN 'card-only'
                WHEN g.draw = 'card-first' AND a.card_id IS NULL THEN 'accounts-only' ELSE coalesce(g.draw, 'card-only') END AS draw,
           least(a.prepaid_fen, i.principal + i.interest) AS kept, row_number() OVER (ORDER BY a.loan_id) AS nth
      FROM held AS a
      CROSS JOIN LATERAL (
        SELECT coalesce(a.next_interest_fen, a.month) AS interest,
               least(a.planned_fen, CASE a.method WHEN '01' THEN a.instalment_fen - a.month ELSE a.instalment_fen END) AS principal) AS i
      LEFT JOIN hedging_agreement AS g ON g.centre_id = $1::int AND g.loan_id = a.loan_id AND g.state = 'in-force'
     WHERE a.common
  ), account AS MATERIALIZED (
    SELECT d.loan_id, m.account_id, b.unit_id, b.carried_fen, b.settled_to, d.principal + d.interest - d.kept AS need,
           greatest(b.carried_fen + b.current_fen - b.held_fen - $3::bigint, 0) AS free, p.position
      FROM due AS d
      JOIN hedging_party AS p ON p.centre_id = $1::int AND p.agreement_id = d.agreement_id AND p.left_on IS NULL
      JOIN member_account AS m ON m.centre_id = $1::int AND m.person_id = p.person_id AND m.state IN ('01', '02')
      JOIN member_balance AS b ON b.centre_id = $1::int AND b.account_id = m.account_id
     WHERE d.draw IN ('accounts-first', 'accounts-only')
  ), drawn AS MATERIALIZED (
    SELECT * FROM (
      SELECT loan_id, account_id, unit_id, carried_fen, settled_to, position, least(free, greatest(need - coalesce(sum(free) OVER (PARTITION BY loan_id ORDER BY position
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 0))::bigint AS amount FROM account) AS s
     WHERE amount > 0
  ), paid AS MATERIALIZED (
    SELECT d.*, ($4::text || lpad(to_hex(d.nth), 8, '0'))::uuid AS journal_id, md5(d.loan_id::text || d.no)::uuid AS source_id,
           coalesce(h.hpf, 0) AS hpf, least(d.kept, d.interest) AS kept_interest,
           least(d.kept + coalesce(h.hpf, 0), d.interest) AS paid_interest,
           d.kept + coalesce(h.hpf, 0) - least(d.kept + coalesce(h.hpf, 0), d.interest) AS paid_principal,
           d.principal + d.interest - d.kept - coalesce(h.hpf, 0) AS rest
      FROM due AS d LEFT JOIN (SELECT loan_id, sum(amount)::bigint AS hpf FROM drawn GROUP BY loan_id) AS h ON h.loan_id = d.loan_id
  ), raised AS (
    INSERT INTO loan_due (centre_id, loan_id, no, due_on, principal_fen, interest_fen, paid_principal_fen, paid_interest_fen, penalty_to, cleared_on)
    SELECT $1::int, loan_id, no, $5::date, principal, interest, paid_principal, paid_interest, $5::date, CASE WHEN rest = 0 THEN $5::date END
      FROM paid
  ), stepped AS (
    UPDATE loan_account AS a
       SET principal_fen = a.principal_fen - p.paid_principal, planned_fen = a.planned_fen - p.principal, prepaid_fen = a.prepaid_fen - p.kept,
           annual_rate = coalesce(a.then_rate, a.annual_rate), instalment_fen = coalesce(a.then_instalment_fen, a.instalment_fen),
           then_rate = NULL, then_instalment_fen = NULL, next_interest_fen = NULL, periods_left = a.periods_left - 1,
           next_no = a.next_no + 1, next_due_on = (a.next_due_on + interval '1 month')::date, last_due_on = a.next_due_on,
           oldest_due_on = CASE WHEN p.rest > 0 THEN a.next_due_on END, unpaid_periods = (p.rest > 0)::int,
           last_transaction = a.last_transaction + (p.kept > 0)::int + (p.hpf > 0)::int, version = a.version + 1
      FROM paid AS p WHERE a.centre_id = $1::int AND a.loan_id = p.loan_id
  ), detailed AS (
    INSERT INTO loan_transaction (centre_id, loan_id, seq, kind, business_date, value_date, period_no, principal_fen, interest_fen,
      paid_by, journal_id, source_id)
    SELECT $1::int, loan_id, last_transaction + 1, '02', $6::date, $5::date, no, kept - kept_interest, kept_interest, 'prepaid', journal_id, source_id
      FROM paid WHERE kept > 0
    UNION ALL
    SELECT $1::int, loan_id, last_transaction + 1 + (kept > 0)::int, '05', $6::date, $5::date, no, paid_principal - kept + kept_interest,
           paid_interest - kept_interest, 'hpf', journal_id, source_id
      FROM paid WHERE hpf > 0
  ), asked AS (
    INSERT INTO loan_deduction (centre_id, id, loan_id, card_id, due_on, amount_fen, wanted_on)
    SELECT $1::int, gen_random_uuid(), loan_id, card_id, $5::date, rest, $6::date FROM paid
     WHERE rest > 0 AND card_id IS NOT NULL AND draw <> 'accounts-only'
    ON CONFLICT (centre_id, loan_id) WHERE state IN ('wanted', 'sent') DO NOTHING
    RETURNING 1
  ), voucher AS (
    SELECT journal_id, source_id FROM paid WHERE kept + hpf > 0
  ), line AS MATERIALIZED (
    SELECT * FROM (
      SELECT nth, journal_id, 1 AS seq, $7::bigint AS account_id, '219' AS subject, 'D' AS side, kept AS amount_fen, NULL::bigint AS unit_id,
             NULL::bigint AS carried_fen, NULL::date AS settled_to FROM paid WHERE kept > 0
      UNION ALL
      SELECT nth, journal_id, 2, account_id, '121', 'C', paid_principal, NULL, NULL, NULL FROM paid WHERE paid_principal > 0
      UNION ALL
      SELECT nth, journal_id, 3, $8::bigint, '401', 'C', paid_interest, NULL, NULL, NULL FROM paid WHERE paid_interest > 0
      UNION ALL
      SELECT p.nth, p.journal_id, 3 + d.position, d.account_id, '201', 'D', d.amount, d.unit_id, d.carried_fen, d.settled_to
        FROM drawn AS d JOIN paid AS p ON p.loan_id = d.loan_id
    ) AS l ORDER BY nth, seq
  )`;

/** What one statement collected. */
export interface CollectedDues {
  readonly loans: number;
  readonly interestFen: bigint;
  readonly unpaid: number;
  readonly asked: number;
  /** Loans that do not go the common way. */
  readonly others: readonly string[];
}

/** The statement for locked loans, to be posted; see `raiseAndPay`. */
export function dueVouchers(
  tx: Tx,
  of: {
    loanIds: readonly string[];
    sharing: readonly string[];
    dueOn: string;
    businessDate: string;
    minimumRetained: bigint;
    keptLeaf: bigint;
    interestLeaf: bigint;
  },
) {
  return {
    kind: 'loan-instalment',
    businessDate: of.businessDate,
    valueDate: of.dueOn,
    expressions: raiseAndPay,
    vouchers: 'voucher',
    lines: 'line',
    values: [
      tx.centreId,
      of.loanIds,
      of.minimumRetained,
      newId().replaceAll('-', '').slice(0, 24),
      of.dueOn,
      of.businessDate,
      of.keptLeaf,
      of.interestLeaf,
      of.sharing,
    ],
    answer: `(SELECT count(*) FROM paid)::int AS loans, (SELECT coalesce(sum(paid_interest), 0) FROM paid)::bigint AS "interestFen",
      (SELECT count(*) FROM paid WHERE rest > 0)::int AS unpaid, (SELECT count(*) FROM asked)::int AS asked,
      ARRAY (SELECT loan_id FROM held WHERE NOT common ORDER BY loan_id) AS others`,
  };
}
