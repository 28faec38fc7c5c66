import type { Fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';

/** A voluntary account whose month is to be taken from the card today. */
export interface DebitDue {
  readonly accountId: bigint;
  readonly personId: string;
  readonly caseId: string;
  readonly state: string;
  readonly baseFen: Fen;
  readonly monthlyFen: Fen;
  readonly firstMonth: Month;
  /** Last month paid or awaiting its money; null before the first. */
  readonly lastMonth: Month | null;
  /** The payment that awaits its money already; null: the next month is due. */
  readonly awaited: { readonly id: string; readonly amountFen: Fen } | null;
}

/** Agrees on the day, or ends the agreement (null). `from`: the last month that is not debited any more. */
export async function putDebit(
  tx: Tx,
  accountId: bigint,
  agreed: { day: number; caseId: string; from: Month } | null,
): Promise<void> {
  await tx.execute(
    `UPDATE flexible_terms SET debit_day = $3, debit_case_id = $4, debited_month = $5 WHERE centre_id = $1 AND account_id = $2`,
    [
      tx.centreId,
      accountId,
      agreed?.day ?? null,
      agreed?.caseId ?? null,
      agreed === null ? null : monthToNumber(agreed.from),
    ],
  );
}

/** Accounts whose agreed day has come this month and that were not taken up in it, in the order of their numbers. */
export async function selectDebitAccounts(
  tx: Tx,
  on: { month: Month; day: number },
  limit: number,
): Promise<bigint[]> {
  const rows = await tx.query<{ accountId: bigint }>(
    `SELECT account_id AS "accountId" FROM flexible_terms
      WHERE centre_id = $1 AND debit_day <= $3 AND debited_month < $2 ORDER BY account_id LIMIT $4`,
    [tx.centreId, monthToNumber(on.month), on.day, limit],
  );
  return rows.map(({ accountId }) => accountId);
}

/**
 * What they owe, once their accounts are locked; those that another run has taken up meanwhile are left out. Payments that
 * await their money are locked first: a transfer that comes at this moment is credited before, or finds the order.
 */
export async function takeDebitsUp(tx: Tx, accountIds: readonly bigint[], month: Month): Promise<DebitDue[]> {
  await tx.query(
    `SELECT id FROM flexible_payment WHERE centre_id = $1 AND account_id = ANY ($2::bigint[]) AND state = 'CONFIRMED'
      ORDER BY account_id FOR NO KEY UPDATE`,
    [tx.centreId, accountIds],
  );
  const rows = await tx.query<
    Omit<DebitDue, 'firstMonth' | 'lastMonth' | 'awaited'> & {
      firstMonth: number;
      lastMonth: number | null;
      awaitedId: string | null;
      awaitedFen: Fen | null;
    }
  >(
    `WITH taken AS (
       UPDATE flexible_terms SET debited_month = $3
        WHERE centre_id = $1 AND account_id = ANY ($2::bigint[]) AND debit_day IS NOT NULL AND debited_month < $3
       RETURNING account_id, debit_case_id, first_month
     )
     SELECT t.account_id AS "accountId", m.person_id AS "personId", t.debit_case_id AS "caseId", m.state,
            m.base_fen AS "baseFen", m.employee_fen AS "monthlyFen", t.first_month AS "firstMonth",
            (SELECT max(p.month) FROM flexible_payment AS p WHERE p.centre_id = $1 AND p.account_id = t.account_id) AS "lastMonth",
            a.id AS "awaitedId", a.amount_fen AS "awaitedFen"
       FROM taken AS t JOIN member_account AS m ON m.centre_id = $1 AND m.account_id = t.account_id
       LEFT JOIN flexible_payment AS a ON a.centre_id = $1 AND a.account_id = t.account_id AND a.state = 'CONFIRMED'
      ORDER BY t.account_id`,
    [tx.centreId, accountIds, monthToNumber(month)],
  );
  return rows.map(({ firstMonth, lastMonth, awaitedId, awaitedFen, ...due }) => ({
    ...due,
    firstMonth: monthFromNumber(firstMonth),
    lastMonth: lastMonth === null ? null : monthFromNumber(lastMonth),
    awaited: awaitedId === null || awaitedFen === null ? null : { id: awaitedId, amountFen: awaitedFen },
  }));
}

/** Payments that the debit makes, one a member, each under a number of its own. */
export async function insertStandingPayments(
  tx: Tx,
  payments: readonly {
    id: string;
    accountId: bigint;
    month: Month;
    baseFen: Fen;
    amountFen: Fen;
    paymentNo: string;
    caseId: string;
  }[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO flexible_payment (centre_id, id, account_id, month, base_fen, amount_fen, payment_no, state, case_id, standing)
     SELECT $1, p.id, p.account, p.month, p.base, p.amount, p.number, 'CONFIRMED', p.case_id, true
       FROM unnest($2::uuid[], $3::bigint[], $4::int[], $5::bigint[], $6::bigint[], $7::text[], $8::uuid[])
         AS p (id, account, month, base, amount, number, case_id)`,
    [
      tx.centreId,
      payments.map(({ id }) => id),
      payments.map(({ accountId }) => accountId),
      payments.map(({ month }) => monthToNumber(month)),
      payments.map(({ baseFen }) => baseFen),
      payments.map(({ amountFen }) => amountFen),
      payments.map(({ paymentNo }) => paymentNo),
      payments.map(({ caseId }) => caseId),
    ],
  );
}

/** So many numbers of the sequence behind payment numbers. */
export async function nextPaymentSequences(tx: Tx, count: number): Promise<bigint[]> {
  const rows = await tx.query<{ next: bigint }>(
    `SELECT nextval('remittance_payment_no') AS next FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ next }) => next);
}
