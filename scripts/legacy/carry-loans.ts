import { newId } from '../../src/kernel/identifiers/uuid';
import { type CarryScope, good, inTransaction } from './carry-over';
import { monthInterest } from './judge-loans';
import { TRANSIT_LEAF } from './legacy-files';
import { PREPAID_LEAF } from './loan-files';

/** Running loans with their people, plan, unpaid periods and history; a voucher a piece. */
export async function carryLoans(scope: CarryScope): Promise<number> {
  const { client, centreId, cutOver, piece: size } = scope;
  const { rowCount } = await client.query(
    `CREATE TEMP TABLE carry_loan AS
     SELECT row_number() OVER (ORDER BY t.jkhtbh COLLATE "C") AS n, t.*, c.line AS contract_line, s.unpaid_periods, s.oldest, s.oldest_penalty
       FROM typed_loan_account AS t JOIN typed_loan_contract AS c USING (jkhtbh) JOIN loan_sum AS s USING (dkzh)
      WHERE ${good('loan_account')} AND NOT EXISTS (SELECT FROM loan_on_books AS b WHERE b.jkhtbh = t.jkhtbh)`,
  );
  const count = rowCount ?? 0;
  if (count === 0) return 0;
  await client.query('CREATE INDEX ON carry_loan (n)');
  for (const key of ['loan_overdue', 'loan_detail'] as const)
    await client.query(`CREATE INDEX ON typed_${key} (dkzh)`);
  for (const key of ['loan_party', 'loan_guarantee'] as const)
    await client.query(`CREATE INDEX ON typed_${key} (jkhtbh)`);
  await client.query('ANALYZE carry_loan');
  for (let from = 0; from < count; from += size) {
    const piece = [centreId, from, from + size];
    await inTransaction(client, async () => {
      await client.query(loanPeopleSql, piece);
      await client.query(loansSql, [
        ...piece,
        cutOver,
        newId(),
        TRANSIT_LEAF.code,
        PREPAID_LEAF,
        beginningOfIds(),
      ]);
    });
    scope.print(`贷款 / loans：${Math.min(count, from + size)} / ${count}`);
  }
  await client.query(
    'ANALYZE loan_mortgage, payout_card, loan, loan_account, loan_plan, loan_due, loan_transaction, loan_party',
  );
  return count;
}

/** Ids rise as the loans do, piece by piece, like those of loans that are granted: runs over all of them read in their order. */
function beginningOfIds(): string {
  return newId().replaceAll('-', '').slice(0, 24);
}

const part = 'carry_loan AS c WHERE c.n > $2 AND c.n <= $3';

const loanPeopleSql = `
  INSERT INTO person (centre_id, id, name, id_no_index, id_no_sealed, created_at)
  SELECT DISTINCT ON (p.id) $1::int, p.id, p.name, p.index, p.sealed, now() FROM (
    SELECT s.jkrzjh_id, s.jkrxm, s.jkrzjh_index, s.jkrzjh_sealed
      FROM (SELECT contract_line FROM ${part}) AS c JOIN staged_loan_contract AS s ON s.line = c.contract_line
    UNION ALL
    SELECT s.gtjkrzjhm_id, s.gtjkrxm, s.gtjkrzjhm_index, s.gtjkrzjhm_sealed
      FROM (SELECT jkhtbh FROM ${part}) AS c JOIN typed_loan_party AS t USING (jkhtbh) JOIN staged_loan_party AS s ON s.line = t.line
  ) AS p (id, name, index, sealed) ORDER BY p.id ON CONFLICT DO NOTHING`;

const TERMS = `'{"takenOver":true}'`;

/** Of the next row, what a plan that straddles a change of rate goes on with after it. */
const afterNext = `w.wdqbj - least(w.wdqbj, CASE w.method WHEN '01' THEN w.mqhke - ${monthInterest('w.wdqbj', 'w.dkll')} ELSE w.mqhke END)`;

const loansSql = `
  WITH wanted AS MATERIALIZED (
    SELECT c.*, ($8::text || lpad(to_hex(c.n), 8, '0'))::uuid AS id, nextval('ledger_account_id') AS account_id,
           CASE WHEN c.yqzcbj > 0 THEN nextval('ledger_account_id') END AS overdue_account_id,
           k.dkhkfs AS method, k.htdkje, k.dkqs, k.fwzl, k.fwzj, k.gfhtbh, k.jkhtqdrq, k.ydhkr, k.bdcdyh, k.dkyt, k.fwts, k.hkrlx,
           s.jkrzjh_id AS borrower_id, s.hkzh, s.hkzh_index, s.hkzh_sealed, s.hkzh_phone, k.zhkhyhdm,
           CASE WHEN s.hkzh_sealed IS NOT NULL THEN gen_random_uuid() END AS card_id, CASE c.dkzt WHEN '5' THEN 'overdue' ELSE 'active' END AS state
      FROM (SELECT * FROM ${part} ORDER BY c.n) AS c
      JOIN typed_loan_contract AS k ON k.line = c.contract_line JOIN staged_loan_contract AS s ON s.line = c.contract_line
  ), accounts AS (
    INSERT INTO ledger_account (centre_id, id, kind, subject)
    SELECT $1::int, account_id, 'loan', '121' FROM wanted
    UNION ALL SELECT $1::int, overdue_account_id, 'loan', '122' FROM wanted WHERE overdue_account_id IS NOT NULL
  ), loans AS (
    INSERT INTO loan (centre_id, id, loan_no, purpose, state, borrower_id, unit_key, contract_no, value_fen, amount_fen, term_months, method,
      due_mode, due_day, home_order, terms, terms_hash, details_sealed, law_day, decided_on, state_since)
    SELECT $1::int, id, jkhtbh, dkyt, state, borrower_id, bdcdyh, gfhtbh, fwzj, htdkje, dkqs, method, hkrlx, ydhkr, fwts, ${TERMS},
           encode(sha256(convert_to(${TERMS}, 'UTF8')), 'hex'), fwzl, jkhtqdrq, jkhtqdrq, now() FROM wanted ORDER BY n
  ), cards AS (
    -- Not bound by its holder: it repays this loan as the contract says, and nothing is paid out to it.
    INSERT INTO payout_card (centre_id, id, person_id, bank_code, card_index, card_sealed, phone_sealed, last4, evidence_id, bound_at, replaced_at)
    SELECT $1::int, card_id, borrower_id, zhkhyhdm, hkzh_index, hkzh_sealed, hkzh_phone, hkzh, 'takeover', now(), now()
      FROM wanted WHERE card_id IS NOT NULL ORDER BY n
  ), mortgages AS (
    INSERT INTO loan_mortgage (centre_id, id, loan_id, kind, apply_no, state, seq, cert_no, mortgagee, ours, registered_on, requested_at)
    SELECT $1::int, gen_random_uuid(), w.id, 'mortgage', w.jkhtbh || 'M1', 'registered', 1, g.dywtxqzh, c.name, true, g.dyqjlrq, now()
      FROM wanted AS w JOIN typed_loan_guarantee AS g USING (jkhtbh) JOIN centre AS c ON c.id = $1::int
  ), parties AS (
    INSERT INTO loan_party (centre_id, loan_id, person_id, role, unit_key, granted_fen, overdue_since)
    SELECT $1::int, id, borrower_id, 'borrower', bdcdyh, htdkje, CASE state WHEN 'overdue' THEN oldest + 1 END FROM wanted
    UNION ALL
    SELECT DISTINCT ON (w.id, s.gtjkrzjhm_id) $1::int, w.id, s.gtjkrzjhm_id, p.cyrlx, w.bdcdyh, w.htdkje, CASE w.state WHEN 'overdue' THEN w.oldest + 1 END
      FROM wanted AS w JOIN typed_loan_party AS p USING (jkhtbh) JOIN staged_loan_party AS s ON s.line = p.line
     WHERE s.gtjkrzjhm_id <> w.borrower_id
  ), repaid AS (
    INSERT INTO loan_account (centre_id, loan_id, account_id, overdue_account_id, state, disbursed_fen, disbursed_on, principal_fen,
      transferred_fen, method, home_order, annual_rate, plan_seq, planned_fen, instalment_fen, periods_left, next_no, next_due_on,
      next_interest_fen, due_day, last_due_on, prepaid_fen, oldest_due_on, unpaid_periods, overdue_periods, risk_class, then_rate,
      then_instalment_fen, last_transaction, former_no, card_id)
    SELECT $1::int, id, account_id, overdue_account_id, state, dkffe, dkffrq, dkye, yqzcbj, method, fwts, dkll,
           CASE WHEN xll IS NULL THEN 1 ELSE 2 END, wdqbj, mqhke, syqs, xqqc, xqdqrq, xqlx, dqhkr, sqdqrq, yshk, oldest, unpaid_periods,
           CASE state WHEN 'overdue' THEN unpaid_periods ELSE 0 END, dkfxdj, xll, xmqhke,
           (SELECT count(*) FROM typed_loan_detail AS d WHERE d.dkzh = w.dkzh), dkzh, card_id
      FROM wanted AS w ORDER BY n
  ), plans AS (
    INSERT INTO loan_plan (centre_id, loan_id, seq, reason, on_day, from_no, start_fen, annual_rate, periods, method, instalment_fen,
      first_interest_fen, first_due_on)
    SELECT $1::int, id, 1, 'takeover', least(sqdqrq, oldest_penalty), xqqc, CASE WHEN wdqbj > 0 THEN wdqbj ELSE dkye END, dkll, greatest(syqs, 1),
           method, mqhke, xqlx, coalesce(xqdqrq, sqdqrq) FROM wanted
    UNION ALL
    SELECT $1::int, id, 2, 'rate-change', date_trunc('year', xqdqrq)::date, xqqc + 1, ${afterNext}, xll, syqs - 1, method, xmqhke, NULL::bigint,
           (xqdqrq + interval '1 month')::date FROM wanted AS w WHERE xll IS NOT NULL
  ), dues AS (
    INSERT INTO loan_due (centre_id, loan_id, no, due_on, principal_fen, interest_fen, paid_principal_fen, paid_interest_fen, penalty_fen,
      paid_penalty_fen, penalty_to, penalty_numerator)
    SELECT $1::int, w.id, o.yqqc, o.dqrq, o.yqbj, o.yqlx, o.ssyqbjje, o.ssyqlxje, o.yqfx, o.ssyqfxje, o.fxjzrq,
           coalesce(o.fxfz, o.yqfx::numeric * 3600000000000000000)
      FROM wanted AS w JOIN typed_loan_overdue AS o USING (dkzh)
  ), details AS (
    INSERT INTO loan_transaction (centre_id, loan_id, seq, kind, business_date, value_date, period_no, principal_fen, interest_fen,
      penalty_fen, paid_by, source_id)
    SELECT $1::int, w.id, row_number() OVER (PARTITION BY w.id ORDER BY length(d.ywlsh), d.ywlsh COLLATE "C"), d.dkywmxlx, d.jzrq, d.ywfsrq, d.dqqc,
           d.bjje, d.lxje, d.fxje, 'takeover', gen_random_uuid()
      FROM wanted AS w JOIN typed_loan_detail AS d USING (dkzh)
  ), head AS (
    INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
    SELECT $1::int, $5::uuid, $4::date, $4::date, 'opening-loans', $5::uuid WHERE EXISTS (SELECT FROM wanted) RETURNING id
  ), line AS (
    SELECT account_id, '121' AS subject, 'D' AS side, dkye - yqzcbj AS amount FROM wanted WHERE dkye > yqzcbj
    UNION ALL
    SELECT overdue_account_id, '122', 'D', yqzcbj FROM wanted WHERE yqzcbj > 0
    UNION ALL
    SELECT l.id, l.subject, s.side, s.amount
      FROM (SELECT sum(dkye)::bigint AS lent, sum(yshk)::bigint AS prepaid FROM wanted) AS w
      CROSS JOIN LATERAL (VALUES ($7::text, 'C', w.prepaid), ($6::text, CASE WHEN w.lent > w.prepaid THEN 'C' ELSE 'D' END, abs(w.lent - w.prepaid)))
        AS s (code, side, amount)
      JOIN ledger_account AS l ON l.centre_id = $1::int AND l.code = s.code WHERE s.amount > 0
  )
  INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
  SELECT $1::int, head.id, (row_number() OVER (ORDER BY line.account_id))::int, $4::date, line.account_id, line.subject, line.side, line.amount
    FROM line CROSS JOIN head`;
