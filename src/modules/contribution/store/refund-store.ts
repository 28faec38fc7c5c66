import type { Fen } from '../../../kernel/money';
import { type Month, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import { LOAN_PAYMENTS } from '../domain/refund/refund-fact';

export interface LineWanted {
  readonly unitId: bigint;
  readonly personId: string;
  readonly month: Month;
  /** The back payment the line stands on; null: the remittance list of the month. */
  readonly backPaymentId: string | null;
}

/** A credited line with what was refunded of it, and the receipts its money came with. */
export interface RefundLine {
  readonly sourceId: string;
  readonly accountId: bigint;
  readonly creditedOn: string;
  readonly employerFen: Fen;
  readonly employeeFen: Fen;
  /** Refunded or on its way back, a side each. */
  readonly backEmployerFen: Fen;
  readonly backEmployeeFen: Fen;
  /** Receipts that paid its list; with one that cannot be traced, null among them. */
  readonly receipts: readonly (string | null)[];
  readonly state: string;
  readonly hedged: boolean;
}

const listLine = `
  SELECT l.id, r.account_id, l.posted_on, r.employer_fen, r.employee_fen,
         (SELECT array_agg(x.receipt_id) FROM remittance_receipt AS x
           WHERE x.centre_id = l.centre_id AND x.list_id = l.id AND x.outcome = 'decomposed') AS direct
    FROM remittance_list AS l JOIN remittance_line AS r ON r.centre_id = l.centre_id AND r.list_id = l.id
    JOIN member_account AS m ON m.centre_id = r.centre_id AND m.account_id = r.account_id AND m.person_id = $3
   WHERE l.centre_id = $1 AND l.unit_id = $2 AND l.month = $4 AND l.state = 'POSTED' AND $5::uuid IS NULL`;

const backLine = `
  SELECT p.id, b.account_id, p.posted_on, b.employer_fen, b.employee_fen,
         (SELECT array_agg(x.receipt_id) FROM back_payment_receipt AS x
           WHERE x.centre_id = p.centre_id AND x.payment_id = p.id AND x.outcome = 'decomposed') AS direct
    FROM back_payment AS p JOIN back_payment_line AS b ON b.centre_id = p.centre_id AND b.payment_id = p.id AND b.month = $4
    JOIN member_account AS m ON m.centre_id = b.centre_id AND m.account_id = b.account_id AND m.person_id = $3
   WHERE p.centre_id = $1 AND p.unit_id = $2 AND p.id = $5::uuid AND p.state = 'POSTED'`;

/** The line of a person and month that was credited by that unit; null when there is none. */
export async function selectRefundLine(tx: Tx, wanted: LineWanted): Promise<RefundLine | null> {
  const [row] = await tx.query<RefundLine>(
    `WITH line AS MATERIALIZED (${listLine} UNION ALL ${backLine})
     SELECT line.id AS "sourceId", line.account_id AS "accountId", line.posted_on AS "creditedOn",
            line.employer_fen AS "employerFen", line.employee_fen AS "employeeFen",
            coalesce(f.employer, 0)::bigint AS "backEmployerFen", coalesce(f.employee, 0)::bigint AS "backEmployeeFen",
            coalesce(line.direct, '{}') || coalesce(d.receipts, '{}') AS receipts, m.state,
            EXISTS (SELECT FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
                     WHERE e.centre_id = $1 AND e.account_id = line.account_id AND e.side = 'D'
                       AND e.business_date >= line.posted_on AND j.kind = ANY ($6::text[])) AS hedged
       FROM line JOIN member_account AS m ON m.centre_id = $1 AND m.account_id = line.account_id
       LEFT JOIN LATERAL (
         SELECT sum(employer_fen) AS employer, sum(employee_fen) AS employee FROM contribution_refund
          WHERE centre_id = $1 AND source_id = line.id AND account_id = line.account_id AND month = $4 AND state IN ('held', 'paid')) AS f ON true
       LEFT JOIN LATERAL (
         SELECT array_agg(CASE s.origin WHEN 'receipt' THEN s.receipt_id ELSE s.payer_receipt_id END) AS receipts
           FROM suspense_draw AS w JOIN unit_suspense AS s ON s.centre_id = w.centre_id AND s.receipt_id = w.receipt_id
          WHERE w.centre_id = $1 AND w.target_id = line.id) AS d ON true`,
    [
      tx.centreId,
      wanted.unitId,
      wanted.personId,
      monthToNumber(wanted.month),
      wanted.backPaymentId,
      LOAN_PAYMENTS,
    ],
  );
  return row ?? null;
}

export interface NewRefund {
  readonly caseId: string;
  readonly unitId: bigint;
  readonly accountId: bigint;
  readonly source: 'list' | 'back-payment';
  readonly sourceId: string;
  readonly month: Month;
  readonly employerFen: Fen;
  readonly employeeFen: Fen;
  readonly goesTo: 'payer' | 'suspense';
  readonly payerReceiptId: string | null;
  /** Nothing of the line is left. */
  readonly whole: boolean;
  readonly on: string;
}

/** Notes a refund: held until the bank has paid, or done at once when its money stays in the unit's suspense. */
export async function insertRefund(tx: Tx, refund: NewRefund): Promise<void> {
  await tx.execute(
    `INSERT INTO contribution_refund (centre_id, case_id, unit_id, account_id, source, source_id, month, employer_fen, employee_fen,
       goes_to, payer_receipt_id, whole, state, made_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, CASE $10 WHEN 'payer' THEN 'held' ELSE 'paid' END, $13::date)`,
    [
      tx.centreId,
      refund.caseId,
      refund.unitId,
      refund.accountId,
      refund.source,
      refund.sourceId,
      monthToNumber(refund.month),
      refund.employerFen,
      refund.employeeFen,
      refund.goesTo,
      refund.payerReceiptId,
      refund.whole,
      refund.on,
    ],
  );
}

/** What became of money on its way back. The trigger refuses a step that there is not. */
export async function moveRefund(
  tx: Tx,
  caseId: string,
  state: 'paid' | 'released' | 'restored',
): Promise<void> {
  await tx.execute('UPDATE contribution_refund SET state = $3 WHERE centre_id = $1 AND case_id = $2', [
    tx.centreId,
    caseId,
    state,
  ]);
}
