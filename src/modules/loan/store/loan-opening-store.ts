import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

/** A loan account as its money has just been paid (6.0.5): amounts in fen, rates as decimals, days 'YYYY-MM-DD'. */
export interface OpenedAccount {
  readonly loanId: string;
  readonly accountId: bigint;
  readonly principalFen: Fen;
  readonly disbursedOn: string;
  readonly method: '01' | '02';
  readonly homeOrder: 'first' | 'second';
  readonly annualRate: string;
  readonly instalmentFen: Fen;
  readonly periods: number;
  readonly firstDueOn: string;
  /** Interest of the first period where it goes by days; null: a month of it. */
  readonly firstInterestFen: Fen | null;
}

/** The loan's account of subject 121, and whether money was paid on it before; null when it has none. */
export async function selectOpenedAccount(
  tx: Tx,
  loanId: string,
): Promise<{ accountId: bigint; untouched: boolean } | null> {
  const [row] = await tx.query<{ accountId: bigint; untouched: boolean }>(
    `SELECT account_id AS "accountId", state = 'active' AND next_no = 1 AND principal_fen = disbursed_fen AND prepaid_fen = 0 AS untouched
       FROM loan_account WHERE centre_id = $1 AND loan_id = $2 FOR NO KEY UPDATE`,
    [tx.centreId, loanId],
  );
  return row ?? null;
}

/** Opens the account with its plan, or opens it again after its money had come back; one statement. */
export async function insertOpenedAccount(tx: Tx, opened: OpenedAccount): Promise<void> {
  await tx.execute(
    `WITH account AS (
       INSERT INTO loan_account AS a (centre_id, loan_id, account_id, disbursed_fen, disbursed_on, principal_fen, method, home_order,
         annual_rate, plan_seq, planned_fen, instalment_fen, periods_left, next_no, next_due_on, next_interest_fen, due_day, last_due_on)
       VALUES ($1, $2, $3, $4, $5::date, $4, $6, $7, $8::numeric, 1, $4, $9, $10, 1, $11::date, $12, extract(day FROM $11::date)::int, $5::date)
       ON CONFLICT (centre_id, loan_id) DO UPDATE
         SET state = 'active', settled_on = NULL, disbursed_fen = excluded.disbursed_fen, disbursed_on = excluded.disbursed_on,
             principal_fen = excluded.principal_fen, annual_rate = excluded.annual_rate, plan_seq = a.plan_seq + 1,
             planned_fen = excluded.planned_fen, instalment_fen = excluded.instalment_fen, periods_left = excluded.periods_left,
             next_no = 1, next_due_on = excluded.next_due_on, next_interest_fen = excluded.next_interest_fen,
             due_day = excluded.due_day, last_due_on = excluded.last_due_on, version = a.version + 1
       RETURNING plan_seq)
     INSERT INTO loan_plan (centre_id, loan_id, seq, reason, on_day, from_no, start_fen, annual_rate, periods, method, instalment_fen,
       first_interest_fen, first_due_on)
     SELECT $1, $2, plan_seq, 'disbursement', $5::date, 1, $4, $8::numeric, $10, $6, $9, $12, $11::date FROM account`,
    [
      tx.centreId,
      opened.loanId,
      opened.accountId,
      opened.principalFen,
      opened.disbursedOn,
      opened.method,
      opened.homeOrder,
      opened.annualRate,
      opened.instalmentFen,
      opened.periods,
      opened.firstDueOn,
      opened.firstInterestFen,
    ],
  );
}

/** The money came back before anything fell due: nothing is owed and nothing is planned. */
export async function closeReturnedAccount(tx: Tx, loanId: string, on: string): Promise<void> {
  await tx.execute(
    `UPDATE loan_account SET state = 'settled', settled_on = $3::date, principal_fen = 0, planned_fen = 0, instalment_fen = 0,
            periods_left = 0, next_due_on = NULL, next_interest_fen = NULL, version = version + 1
      WHERE centre_id = $1 AND loan_id = $2`,
    [tx.centreId, loanId, on],
  );
}

/** A line of the loan's details (6.0.6): 01 disbursed; 99 taken back. The account is open by then, and counts it. */
export async function insertDisbursementLine(
  tx: Tx,
  line: {
    loanId: string;
    kind: '01' | '99';
    principalFen: bigint;
    businessDate: string;
    valueDate: string;
    journalId: string;
    sourceId: string;
  },
): Promise<void> {
  await tx.execute(
    `WITH line AS (
       INSERT INTO loan_transaction (centre_id, loan_id, seq, kind, business_date, value_date, principal_fen, paid_by, journal_id, source_id)
       SELECT $1, $2, 1 + coalesce(max(seq), 0), $3, $4::date, $5::date, $6, 'bank', $7, $8
         FROM loan_transaction WHERE centre_id = $1 AND loan_id = $2
       RETURNING seq)
     UPDATE loan_account SET last_transaction = line.seq FROM line WHERE centre_id = $1 AND loan_id = $2`,
    [
      tx.centreId,
      line.loanId,
      line.kind,
      line.businessDate,
      line.valueDate,
      line.principalFen,
      line.journalId,
      line.sourceId,
    ],
  );
}
