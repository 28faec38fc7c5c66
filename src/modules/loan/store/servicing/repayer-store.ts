import type { Tx } from '../../../../platform/database/tx';

/** Whether somebody borrows in a disbursed loan; a guarantor and a stranger do not. */
export async function borrowsIn(tx: Tx, loanId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM loan_party AS p JOIN loan_account AS a ON a.centre_id = p.centre_id AND a.loan_id = p.loan_id
      WHERE p.centre_id = $1 AND p.loan_id = $2 AND p.person_id = $3 AND p.role <> 'guarantor' AND p.void_on IS NULL`,
    [tx.centreId, loanId, personId],
  );
  return rows.length > 0;
}

/** Whether somebody borrows in a loan whose money has not left: it is theirs, and there is nothing to repay. */
export async function awaitsMoneyOf(tx: Tx, loanId: string, personId: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM loan_party AS p JOIN loan AS l ON l.centre_id = p.centre_id AND l.id = p.loan_id
      WHERE p.centre_id = $1 AND p.loan_id = $2 AND p.person_id = $3 AND p.role <> 'guarantor' AND p.void_on IS NULL
        AND NOT EXISTS (SELECT FROM loan_account AS a WHERE a.centre_id = $1 AND a.loan_id = $2)`,
    [tx.centreId, loanId, personId],
  );
  return rows.length > 0;
}

/** The person's open account that money may be taken from; null when there is none, or a court has frozen all of it. */
export async function selectPayingAccount(tx: Tx, personId: string): Promise<bigint | null> {
  const [row] = await tx.query<{ id: bigint }>(
    `SELECT account_id AS id FROM member_account WHERE centre_id = $1 AND person_id = $2 AND state IN ('01', '02')`,
    [tx.centreId, personId],
  );
  return row?.id ?? null;
}
