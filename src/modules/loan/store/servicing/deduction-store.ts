import type { Tx } from '../../../../platform/database/tx';

/** What is asked of a borrower's card for a loan. */
export interface Deduction {
  readonly id: string;
  readonly loanId: string;
  readonly cardId: string;
  readonly dueOn: string;
  readonly amountFen: bigint;
  readonly paidFen: bigint;
  readonly state: 'wanted' | 'sent' | 'answered' | 'withdrawn';
}

const columns = `id, loan_id AS "loanId", card_id AS "cardId", due_on AS "dueOn", amount_fen AS "amountFen",
  paid_fen AS "paidFen", state`;

/**
 * The state of a deduction that is found by its key. By `=` it would fit the indexes of all that are open as well, and where
 * the day's deductions are newer than the statistics a session plans to go through all of those, once for each answer.
 */
const is = (state: Deduction['state']): string => `state IS NOT DISTINCT FROM '${state}'`;

/** Asks the card; false when the card is asked for this loan already. */
export async function insertDeduction(
  tx: Tx,
  deduction: { id: string; loanId: string; cardId: string; dueOn: string; amountFen: bigint; on: string },
): Promise<boolean> {
  const { id, loanId, cardId, dueOn, amountFen, on } = deduction;
  const asked = await tx.execute(
    `INSERT INTO loan_deduction (centre_id, id, loan_id, card_id, due_on, amount_fen, wanted_on)
     VALUES ($1, $2, $3, $4, $5::date, $6, $7::date) ON CONFLICT (centre_id, loan_id) WHERE state IN ('wanted', 'sent') DO NOTHING`,
    [tx.centreId, id, loanId, cardId, dueOn, amountFen, on],
  );
  return asked === 1;
}

/** A deduction, locked; null when there is none of that id. */
export async function lockDeduction(tx: Tx, id: string): Promise<Deduction | null> {
  const [row] = await tx.query<Deduction>(
    `SELECT ${columns} FROM loan_deduction WHERE centre_id = $1 AND id = $2 FOR NO KEY UPDATE`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** What is wanted of cards and not sent, locked and marked as sent, in the order of their ids. */
export function takeWanted(tx: Tx, limit: number): Promise<Deduction[]> {
  return tx.query<Deduction>(
    `UPDATE loan_deduction AS d SET state = 'sent' FROM (
        SELECT id FROM loan_deduction WHERE centre_id = $1 AND state = 'wanted' ORDER BY id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED) AS w
      WHERE d.centre_id = $1 AND d.id = w.id
      RETURNING d.id, d.loan_id AS "loanId", d.card_id AS "cardId", d.due_on AS "dueOn", d.amount_fen AS "amountFen",
                d.paid_fen AS "paidFen", d.state`,
    [tx.centreId, limit],
  );
}

/** What the bank said of a deduction; false when it was said before. */
export async function answerDeduction(
  tx: Tx,
  answer: { id: string; paidFen: bigint; reason: string | null; on: string },
): Promise<boolean> {
  const answered = await tx.execute(
    `UPDATE loan_deduction SET state = 'answered', paid_fen = $3, reason = $4, answered_on = $5::date
      WHERE centre_id = $1 AND id = $2 AND ${is('sent')}`,
    [tx.centreId, answer.id, answer.paidFen, answer.reason, answer.on],
  );
  return answered === 1;
}

/** What was not sent for a loan asks for no more than is owed, and is taken back when that is nothing: it is paid another way. */
export async function fitWanted(tx: Tx, of: { loanId: string; owedFen: bigint; on: string }): Promise<void> {
  await tx.execute(
    `UPDATE loan_deduction SET amount_fen = CASE WHEN $3::bigint > 0 THEN $3::bigint ELSE amount_fen END,
            state = CASE WHEN $3::bigint > 0 THEN state ELSE 'withdrawn' END, answered_on = CASE WHEN $3::bigint > 0 THEN NULL ELSE $4::date END
      WHERE centre_id = $1 AND loan_id = $2 AND state IN ('wanted', 'sent') AND ${is('wanted')} AND amount_fen > $3::bigint`,
    [tx.centreId, of.loanId, of.owedFen, of.on],
  );
}

/** The open deduction of a loan; null when its card is asked for nothing. */
export async function selectOpenDeduction(tx: Tx, loanId: string): Promise<Deduction | null> {
  const [row] = await tx.query<Deduction>(
    `SELECT ${columns} FROM loan_deduction WHERE centre_id = $1 AND loan_id = $2 AND state IN ('wanted', 'sent')`,
    [tx.centreId, loanId],
  );
  return row ?? null;
}
