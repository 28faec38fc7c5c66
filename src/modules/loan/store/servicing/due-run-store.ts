import { newId } from '../../../../kernel/identifiers/uuid';
import type { Tx } from '../../../../platform/database/tx';

/** The first day up to `day` on which periods fall due that have not, and loans of that day in the order of their ids. */
export async function selectDueLoans(
  tx: Tx,
  day: string,
  limit: number,
): Promise<{ dueOn: string; loanIds: string[] } | null> {
  const rows = await tx.query<{ loanId: string; dueOn: string }>(
    `SELECT loan_id AS "loanId", next_due_on AS "dueOn" FROM loan_account
      WHERE centre_id = $1 AND next_due_on = (
        SELECT min(next_due_on) FROM loan_account WHERE centre_id = $1 AND next_due_on <= $2::date)
      ORDER BY loan_id LIMIT $3`,
    [tx.centreId, day, limit],
  );
  const [first] = rows;
  return first ? { dueOn: first.dueOn, loanIds: rows.map(({ loanId }) => loanId) } : null;
}

const drawnOn = `
  FROM hedging_agreement AS g
  JOIN hedging_party AS p ON p.centre_id = g.centre_id AND p.agreement_id = g.id AND p.left_on IS NULL
 WHERE g.centre_id = $1 AND g.loan_id = ANY ($2::uuid[]) AND g.state = 'in-force'`;

/** Locks every account that may be drawn on for these loans, in the order of their ids; those that courts wait on. */
export async function lockDrawnAccounts(tx: Tx, loanIds: readonly string[]): Promise<bigint[]> {
  const rows = await tx.query<{ accountId: bigint; courts: number }>(
    `SELECT b.account_id AS "accountId", b.courts FROM member_balance AS b
      WHERE b.centre_id = $1 AND b.account_id IN (
        SELECT m.account_id FROM member_account AS m
         WHERE m.centre_id = $1 AND m.state IN ('01', '02') AND m.person_id IN (SELECT p.person_id ${drawnOn}))
      ORDER BY b.account_id FOR NO KEY UPDATE`,
    [tx.centreId, loanIds],
  );
  return rows.filter(({ courts }) => courts > 0).map(({ accountId }) => accountId);
}

/**
 * Locks these loans, and tells those that go the common way: nothing overdue, neither the first nor the last period, and
 * no account that stands in for another of them as well.
 */
export async function lockDueLoans(
  tx: Tx,
  of: { loanIds: readonly string[]; dueOn: string },
): Promise<{ common: string[]; others: string[] }> {
  const rows = await tx.query<{ loanId: string; common: boolean }>(
    `SELECT a.loan_id AS "loanId", a.state = 'active' AND a.unpaid_periods = 0 AND a.transferred_fen = 0 AND a.next_no > 1
              AND a.periods_left > 1 AND a.planned_fen > a.instalment_fen AND a.loan_id <> ALL ($4::uuid[]) AS common
       FROM loan_account AS a WHERE a.centre_id = $1 AND a.loan_id = ANY ($2::uuid[]) AND a.next_due_on = $3::date
      ORDER BY a.loan_id FOR NO KEY UPDATE`,
    [tx.centreId, of.loanIds, of.dueOn, await selectSharing(tx, of.loanIds)],
  );
  return {
    common: rows.filter(({ common }) => common).map(({ loanId }) => loanId),
    others: rows.filter(({ common }) => !common).map(({ loanId }) => loanId),
  };
}

async function selectSharing(tx: Tx, loanIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ loanId: string }>(
    `SELECT DISTINCT s.loan_id AS "loanId"
       FROM (SELECT g.loan_id, count(*) OVER (PARTITION BY p.person_id) AS loans ${drawnOn}) AS s WHERE s.loans > 1`,
    [tx.centreId, loanIds],
  );
  return rows.map(({ loanId }) => loanId);
}

/**
 * Lets one period of each of these locked loans fall due and pays it: with what was kept in advance, then from the
 * accounts in their order, down to what must stay; the card is asked for the rest. Written by the statement that posts.
 * $1 centre, $2 loans, $3 what stays on an account, $4 beginning of the ids of vouchers, $5 due day, $6 day of the books,
 * $7 leaf 21904, $8 leaf 40103. A month's interest is one whole division, as the domain has it.
 */
const raiseAndPay = `
  due AS MATERIALIZED (
    SELECT a.loan_id, a.account_id, a.next_no AS no, a.card_id, a.last_transaction, i.interest, i.principal, g.id AS agreement_id,
           CASE WHEN g.draw = 'card-first' AND a.card_id IS NULL THEN 'accounts-only' ELSE coalesce(g.draw, 'card-only') END AS draw,
           least(a.prepaid_fen, i.principal + i.interest) AS kept, row_number() OVER (ORDER BY a.loan_id) AS nth
      FROM loan_account AS a
      CROSS JOIN LATERAL (
        SELECT (2 * a.planned_fen * (a.annual_rate * 100000000)::bigint + 1200000000) / 2400000000 AS month) AS m
      CROSS JOIN LATERAL (
        SELECT coalesce(a.next_interest_fen, m.month) AS interest,
               least(a.planned_fen, CASE a.method WHEN '01' THEN a.instalment_fen - m.month ELSE a.instalment_fen END) AS principal) AS i
      LEFT JOIN hedging_agreement AS g ON g.centre_id = a.centre_id AND g.loan_id = a.loan_id AND g.state = 'in-force'
     WHERE a.centre_id = $1::int AND a.loan_id = ANY ($2::uuid[])
  ), account AS MATERIALIZED (
    SELECT d.loan_id, m.account_id, d.principal + d.interest - d.kept AS need,
           greatest(b.carried_fen + b.current_fen - b.held_fen - $3::bigint, 0) AS free, p.position
      FROM due AS d
      JOIN hedging_party AS p ON p.centre_id = $1::int AND p.agreement_id = d.agreement_id AND p.left_on IS NULL
      JOIN member_account AS m ON m.centre_id = $1::int AND m.person_id = p.person_id AND m.state IN ('01', '02')
      JOIN member_balance AS b ON b.centre_id = $1::int AND b.account_id = m.account_id
     WHERE d.draw IN ('accounts-first', 'accounts-only')
  ), drawn AS MATERIALIZED (
    SELECT * FROM (
      SELECT loan_id, account_id, least(free, greatest(need - coalesce(sum(free) OVER (PARTITION BY loan_id ORDER BY position
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
    SELECT $1::int, p.loan_id, p.last_transaction + t.nth, t.kind, $6::date, $5::date, p.no, t.principal, t.interest, t.paid_by, p.journal_id, p.source_id
      FROM paid AS p CROSS JOIN LATERAL (VALUES
        ('02', 'prepaid', p.kept - p.kept_interest, p.kept_interest, 1, p.kept),
        ('05', 'hpf', p.paid_principal - p.kept + p.kept_interest, p.paid_interest - p.kept_interest, 1 + (p.kept > 0)::int, p.hpf)
      ) AS t (kind, paid_by, principal, interest, nth, amount) WHERE t.amount > 0
  ), asked AS (
    INSERT INTO loan_deduction (centre_id, id, loan_id, card_id, due_on, amount_fen, wanted_on)
    SELECT $1::int, gen_random_uuid(), loan_id, card_id, $5::date, rest, $6::date FROM paid
     WHERE rest > 0 AND card_id IS NOT NULL AND draw <> 'accounts-only'
    ON CONFLICT (centre_id, loan_id) WHERE state IN ('wanted', 'sent') DO NOTHING
    RETURNING 1
  ), line AS MATERIALIZED (
    SELECT p.journal_id, p.source_id, l.account_id, l.side, l.amount_fen
      FROM paid AS p CROSS JOIN LATERAL (VALUES
        ($7::bigint, 'D', p.kept), (p.account_id, 'C', p.paid_principal), ($8::bigint, 'C', p.paid_interest)
      ) AS l (account_id, side, amount_fen) WHERE l.amount_fen > 0
    UNION ALL
    SELECT p.journal_id, p.source_id, d.account_id, 'D', d.amount FROM drawn AS d JOIN paid AS p ON p.loan_id = d.loan_id
  )`;

/** What one statement collected. */
export interface CollectedDues {
  readonly loans: number;
  readonly interestFen: bigint;
  readonly unpaid: number;
  readonly asked: number;
}

/** The statement for these locked loans, to be posted; see `raiseAndPay`. */
export function dueVouchers(
  tx: Tx,
  of: {
    loanIds: readonly string[];
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
    ],
    answer: `(SELECT count(*) FROM paid)::int AS loans, (SELECT coalesce(sum(paid_interest), 0) FROM paid)::bigint AS "interestFen",
      (SELECT count(*) FROM paid WHERE rest > 0)::int AS unpaid, (SELECT count(*) FROM asked)::int AS asked`,
  };
}
