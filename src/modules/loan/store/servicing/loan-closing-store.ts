import type { Tx } from '../../../../platform/database/tx';

/** A settled loan is to be closed: work from this moment. */
export async function insertClosing(
  tx: Tx,
  closing: { id: string; loanId: string; on: string },
): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_closing (centre_id, id, loan_id, settled_on, due_at) VALUES ($1, $2, $3, $4::date, clock_timestamp())
     ON CONFLICT (centre_id, loan_id) DO NOTHING`,
    [tx.centreId, closing.id, closing.loanId, closing.on],
  );
}

export async function selectClosing(
  tx: Tx,
  id: string,
): Promise<{ loanId: string; borrowerId: string } | null> {
  const [row] = await tx.query<{ loanId: string; borrowerId: string }>(
    `SELECT c.loan_id AS "loanId", l.borrower_id AS "borrowerId" FROM loan_closing AS c
       JOIN loan AS l ON l.centre_id = c.centre_id AND l.id = c.loan_id
      WHERE c.centre_id = $1 AND c.id = $2`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** The first case that certified the loan closes it. */
export async function storeClosed(tx: Tx, loanId: string, caseId: string): Promise<void> {
  await tx.execute(
    `UPDATE loan_closing SET case_id = $3, due_at = NULL, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND loan_id = $2 AND case_id IS NULL`,
    [tx.centreId, loanId, caseId],
  );
}

/** It was not closed yet, and is looked at again. */
export async function postponeClosing(
  tx: Tx,
  later: { id: string; token: bigint; dueInMs: number },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_closing SET due_at = clock_timestamp() + $4 * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND case_id IS NULL`,
    [tx.centreId, later.id, later.token, later.dueInMs],
  );
}

/** Tells the present employers of those who borrowed, each once; @returns how many were told now. */
export function insertStopNotices(
  tx: Tx,
  of: { loanId: string; settledOn: string; on: string },
): Promise<number> {
  return tx.execute(
    `INSERT INTO loan_stop_notice (centre_id, id, loan_id, employer_id, person_id, settled_on, told_on)
     SELECT DISTINCT ON (u.employer_id, p.person_id) $1::int, gen_random_uuid(), p.loan_id, u.employer_id, p.person_id, $3::date, $4::date
       FROM loan_party AS p
       JOIN member_account AS m ON m.centre_id = p.centre_id AND m.person_id = p.person_id AND m.state = '01'
       JOIN unit_account AS u ON u.centre_id = m.centre_id AND u.ledger_account_id = m.unit_id AND u.kind = 'employer'
      WHERE p.centre_id = $1 AND p.loan_id = $2 AND p.role <> 'guarantor' AND p.void_on IS NULL
     ON CONFLICT DO NOTHING`,
    [tx.centreId, of.loanId, of.settledOn, of.on],
  );
}

/** What an employer was told, the latest first. */
export function selectStopNotices(
  tx: Tx,
  employerId: string,
  limit: number,
): Promise<{ loanNo: string; personId: string; settledOn: string; toldOn: string }[]> {
  return tx.query(
    `SELECT l.loan_no AS "loanNo", n.person_id AS "personId", n.settled_on AS "settledOn", n.told_on AS "toldOn"
       FROM loan_stop_notice AS n JOIN loan AS l ON l.centre_id = n.centre_id AND l.id = n.loan_id
      WHERE n.centre_id = $1 AND n.employer_id = $2 ORDER BY n.told_on DESC, n.id LIMIT $3`,
    [tx.centreId, employerId, limit],
  );
}
