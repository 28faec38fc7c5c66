import type { Fen } from '../../../kernel/money';
import { type Month, monthFromNumber, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';

/** A voluntary account as its payments meet it. */
export interface FlexibleAccount {
  readonly accountId: bigint;
  readonly unitId: bigint;
  readonly district: string;
  readonly state: string;
  readonly baseFen: Fen;
  readonly monthlyFen: Fen;
  /** Decimal text, '0.1000'. */
  readonly ratio: string;
  readonly firstMonth: Month;
  /** Last month paid or awaiting its money; null before the first. */
  readonly lastMonth: Month | null;
  readonly awaited: Month | null;
}

/** The terms of an account; null for one that is not voluntary. The account's lock keeps them. */
export async function selectFlexible(tx: Tx, accountId: bigint): Promise<FlexibleAccount | null> {
  type Row = Omit<FlexibleAccount, 'firstMonth' | 'lastMonth' | 'awaited'> &
    Record<'firstMonth', number> &
    Record<'lastMonth' | 'awaited', number | null>;
  const [row] = await tx.query<Row>(
    `SELECT m.account_id AS "accountId", m.unit_id AS "unitId", u.district, m.state, m.base_fen AS "baseFen",
            m.employee_fen AS "monthlyFen", t.ratio::text AS ratio, t.first_month AS "firstMonth",
            (SELECT max(p.month) FROM flexible_payment AS p WHERE p.centre_id = m.centre_id AND p.account_id = m.account_id) AS "lastMonth",
            (SELECT max(p.month) FROM flexible_payment AS p
              WHERE p.centre_id = m.centre_id AND p.account_id = m.account_id AND p.state = 'CONFIRMED') AS awaited
       FROM member_account AS m
       JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id AND u.kind = 'flexible'
       JOIN flexible_terms AS t ON t.centre_id = m.centre_id AND t.account_id = m.account_id
      WHERE m.centre_id = $1 AND m.account_id = $2`,
    [tx.centreId, accountId],
  );
  if (!row) return null;
  const month = (value: number | null): Month | null => (value === null ? null : monthFromNumber(value));
  const { firstMonth, lastMonth, awaited, ...rest } = row;
  return {
    ...rest,
    firstMonth: monthFromNumber(firstMonth),
    lastMonth: month(lastMonth),
    awaited: month(awaited),
  };
}

/** Terms of an account that joins, or joins again. */
export async function putTerms(
  tx: Tx,
  terms: { accountId: bigint; ratio: string; firstMonth: Month },
): Promise<void> {
  await tx.execute(
    `INSERT INTO flexible_terms (centre_id, account_id, ratio, first_month) VALUES ($1, $2, $3, $4)
     ON CONFLICT (centre_id, account_id) DO UPDATE SET ratio = excluded.ratio, first_month = excluded.first_month`,
    [tx.centreId, terms.accountId, terms.ratio, monthToNumber(terms.firstMonth)],
  );
}

export interface NewFlexiblePayment {
  readonly id: string;
  readonly accountId: bigint;
  readonly month: Month;
  readonly baseFen: Fen;
  readonly amountFen: Fen;
  readonly paymentNo: string;
  readonly caseId: string;
}

export async function insertFlexiblePayment(tx: Tx, payment: NewFlexiblePayment): Promise<void> {
  await tx.execute(
    `INSERT INTO flexible_payment (centre_id, id, account_id, month, base_fen, amount_fen, payment_no, state, case_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'CONFIRMED', $8)`,
    [
      tx.centreId,
      payment.id,
      payment.accountId,
      monthToNumber(payment.month),
      payment.baseFen,
      payment.amountFen,
      payment.paymentNo,
      payment.caseId,
    ],
  );
}

/** A payment that awaits its money. */
export interface AwaitedPayment {
  readonly id: string;
  readonly accountId: bigint;
  readonly month: Month;
  readonly amountFen: Fen;
  readonly caseId: string;
  readonly paymentNo: string;
  /** Made by the monthly debit: its case has ended. */
  readonly standing: boolean;
}

/** The payment of that number while it awaits its money, locked; null when none does. */
export async function lockAwaitedPayment(tx: Tx, paymentNo: string): Promise<AwaitedPayment | null> {
  const [row] = await tx.query<Omit<AwaitedPayment, 'month'> & { month: number }>(
    `SELECT id, account_id AS "accountId", month, amount_fen AS "amountFen", case_id AS "caseId", payment_no AS "paymentNo", standing FROM flexible_payment
      WHERE centre_id = $1 AND payment_no = $2 AND state = 'CONFIRMED' FOR NO KEY UPDATE`,
    [tx.centreId, paymentNo],
  );
  return row ? { ...row, month: monthFromNumber(row.month) } : null;
}

/** The payment of that id, locked: an order to collect it keeps it awaiting its money. */
export async function lockPayment(tx: Tx, id: string): Promise<AwaitedPayment> {
  const [row] = await tx.query<Omit<AwaitedPayment, 'month'> & { month: number }>(
    `SELECT id, account_id AS "accountId", month, amount_fen AS "amountFen", case_id AS "caseId", payment_no AS "paymentNo", standing
       FROM flexible_payment WHERE centre_id = $1 AND id = $2 AND state = 'CONFIRMED' FOR NO KEY UPDATE`,
    [tx.centreId, id],
  );
  if (!row) throw new Error(`payment ${id} awaits no money`);
  return { ...row, month: monthFromNumber(row.month) };
}

export async function postFlexiblePayment(
  tx: Tx,
  posted: { id: string; receiptId: string; on: string },
): Promise<void> {
  await tx.execute(
    `UPDATE flexible_payment SET state = 'POSTED', receipt_id = $3, posted_on = $4::date WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, posted.id, posted.receiptId, posted.on],
  );
}
