import type { Tx } from '../../../../platform/database/tx';

/** Money that goes back to the card it came from. */
export interface LoanRefund {
  readonly id: string;
  readonly loanId: string;
  readonly cardId: string;
  readonly amountFen: bigint;
}

const columns = `id, loan_id AS "loanId", card_id AS "cardId", amount_fen AS "amountFen"`;

/** What is kept of settled loans and not under way. */
const kept = `loan_account AS a
  CROSS JOIN LATERAL (SELECT a.prepaid_fen - coalesce(sum(r.amount_fen) FILTER (WHERE r.state IN ('due', 'sent')), 0)::bigint AS fen
    FROM loan_refund AS r WHERE r.centre_id = a.centre_id AND r.loan_id = a.loan_id) AS k
  WHERE a.centre_id = $1 AND a.state = 'settled' AND a.prepaid_fen > 0 AND k.fen > 0`;

/** The card that gave last to that loan. */
const gaveLast = (loanId: string) => `(SELECT d.card_id FROM loan_deduction AS d
    WHERE d.centre_id = $1 AND d.loan_id = ${loanId} AND d.paid_fen > 0 ORDER BY d.answered_on DESC, d.id DESC LIMIT 1)`;

/** Whether anything is kept of a loan that is settled. */
export async function isKept(tx: Tx, loanId: string): Promise<boolean> {
  const [row] = await tx.query(`SELECT 1 FROM ${kept} AND a.loan_id = $2`, [tx.centreId, loanId]);
  return row !== undefined;
}

/**
 * Lets what is kept of a settled loan go back to the card that gave last; false where nothing is kept, or no card is known
 * that has not refused it. The loan is locked.
 */
export async function insertRefund(
  tx: Tx,
  refund: { readonly id: string; readonly loanId: string; readonly at: Date },
): Promise<boolean> {
  const stored = await tx.execute(
    `INSERT INTO loan_refund (centre_id, id, loan_id, card_id, amount_fen, state, begun_at)
     SELECT $1, $3, w.loan_id, w.card_id, w.fen, 'due', $4 FROM (
       SELECT a.loan_id, k.fen, coalesce(${gaveLast('a.loan_id')}, a.card_id) AS card_id
         FROM ${kept} AND a.loan_id = $2) AS w
      WHERE w.card_id IS NOT NULL AND NOT EXISTS (SELECT FROM loan_refund AS r WHERE r.centre_id = $1 AND r.loan_id = w.loan_id
              AND r.card_id = w.card_id AND r.state IN ('rejected', 'returned'))`,
    [tx.centreId, refund.loanId, refund.id, refund.at],
  );
  return stored === 1;
}

/**
 * Where the first card does not take it, the one that its holder has bound since: whoever gave the money, the borrower
 * where no card has given any. A card that took the place of another one waits for `coolingDays`, as everywhere.
 * @returns how many.
 */
export async function insertRefundsAnew(
  tx: Tx,
  of: { readonly at: Date; readonly today: string; readonly coolingDays: number; readonly limit: number },
): Promise<number> {
  const wanted = `(SELECT a.loan_id, k.fen FROM ${kept}) AS w
       JOIN loan AS l ON l.centre_id = $1 AND l.id = w.loan_id
       JOIN payout_card AS c ON c.centre_id = $1 AND c.replaced_at IS NULL AND c.person_id = coalesce(
              (SELECT g.person_id FROM payout_card AS g WHERE g.centre_id = $1 AND g.id = ${gaveLast('w.loan_id')}), l.borrower_id)
      WHERE ((c.bound_at AT TIME ZONE 'Asia/Shanghai')::date + $3::int <= $2::date OR NOT EXISTS (
              SELECT FROM payout_card AS f WHERE f.centre_id = $1 AND f.person_id = c.person_id AND f.card_index <> c.card_index
                 AND f.replaced_at <= c.bound_at AND f.evidence_id <> 'takeover'))
        AND NOT EXISTS (SELECT FROM loan_refund AS r WHERE r.centre_id = $1 AND r.loan_id = w.loan_id AND r.card_id = c.id
              AND r.state IN ('rejected', 'returned'))`;
  // Locked first: what is under way of a loan is looked at when nobody else changes it.
  const locked = await tx.query<{ id: string }>(
    `SELECT loan_id AS id FROM loan_account WHERE centre_id = $1 AND loan_id IN (SELECT w.loan_id FROM ${wanted} ORDER BY w.loan_id LIMIT $4)
      ORDER BY loan_id FOR NO KEY UPDATE`,
    [tx.centreId, of.today, of.coolingDays, of.limit],
  );
  if (locked.length === 0) return 0;
  return tx.execute(
    `INSERT INTO loan_refund (centre_id, id, loan_id, card_id, amount_fen, state, begun_at)
     SELECT $1, gen_random_uuid(), w.loan_id, c.id, w.fen, 'due', $4 FROM ${wanted} AND w.loan_id = ANY ($5::uuid[])`,
    [tx.centreId, of.today, of.coolingDays, of.at, locked.map(({ id }) => id)],
  );
}

/** What nobody has sent, marked as sent in this transaction: whoever takes it orders it in it. */
export function takeRefunds(tx: Tx, limit: number): Promise<LoanRefund[]> {
  return tx.query<LoanRefund>(
    `UPDATE loan_refund AS r SET state = 'sent' FROM (
        SELECT id FROM loan_refund WHERE centre_id = $1 AND state = 'due' ORDER BY id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED) AS w
      WHERE r.centre_id = $1 AND r.id = w.id
      RETURNING r.id, r.loan_id AS "loanId", r.card_id AS "cardId", r.amount_fen AS "amountFen"`,
    [tx.centreId, limit],
  );
}

export async function lockRefund(tx: Tx, id: string): Promise<LoanRefund> {
  const [row] = await tx.query<LoanRefund>(
    `SELECT ${columns} FROM loan_refund WHERE centre_id = $1 AND id = $2 FOR NO KEY UPDATE`,
    [tx.centreId, id],
  );
  if (!row) throw new Error(`there is no refund ${id}`);
  return row;
}

/** @param ended.fen what is kept of the loan afterwards is so much more. */
export async function storeRefundEnd(
  tx: Tx,
  refund: LoanRefund,
  ended: {
    readonly state: 'paid' | 'rejected' | 'returned';
    readonly code: string | null;
    readonly fen: bigint;
    readonly at: Date;
  },
): Promise<void> {
  await tx.execute(
    'UPDATE loan_refund SET state = $3, reject_code = $4, ended_at = $5 WHERE centre_id = $1 AND id = $2',
    [tx.centreId, refund.id, ended.state, ended.code, ended.at],
  );
  if (ended.fen !== 0n)
    await tx.execute(
      'UPDATE loan_account SET prepaid_fen = prepaid_fen + $3, version = version + 1 WHERE centre_id = $1 AND loan_id = $2',
      [tx.centreId, refund.loanId, ended.fen],
    );
}
