import type { Tx } from '../../../platform/database/tx';

/** The old mortgage of a bank loan that was paid off by ours (商转公). */
export interface LoanClearance {
  readonly id: string;
  readonly loanId: string;
  readonly state: 'asking' | 'standing' | 'cleared';
  readonly since: Date;
  readonly paidOn: string;
  readonly reported: boolean;
}

const columns = `id, loan_id AS "loanId", state, since, paid_on AS "paidOn", reported`;

/** Watched from the moment the lender was paid; once a loan. */
export async function insertClearance(
  tx: Tx,
  clearance: { readonly id: string; readonly loanId: string; readonly paidOn: string; readonly at: Date },
): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_clearance (centre_id, id, loan_id, state, since, paid_on, due_at)
     VALUES ($1, $2, $3, 'asking', $4, $5::date, clock_timestamp()) ON CONFLICT (centre_id, loan_id) DO NOTHING`,
    [tx.centreId, clearance.id, clearance.loanId, clearance.at, clearance.paidOn],
  );
}

export async function selectClearance(
  tx: Tx,
  of: { readonly id: string } | { readonly loanId: string },
): Promise<LoanClearance | null> {
  const [column, value] = 'id' in of ? ['id', of.id] : ['loan_id', of.loanId];
  const [row] = await tx.query<LoanClearance>(
    `SELECT ${columns} FROM loan_clearance WHERE centre_id = $1 AND ${column} = $2`,
    [tx.centreId, value],
  );
  return row ?? null;
}

/** Keeps what the registry said; false, storing nothing, where the lease has passed to another. */
export async function storeClearance(
  tx: Tx,
  of: { readonly id: string; readonly token: bigint },
  to: {
    readonly state: LoanClearance['state'];
    readonly reported: boolean;
    readonly at: Date;
    readonly dueInMs: number | null;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE loan_clearance SET since = CASE WHEN state = $4 THEN since ELSE $5 END, state = $4, reported = $6,
            due_at = clock_timestamp() + $7::int * interval '1 millisecond', attempts = 0, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 RETURNING id`,
    [tx.centreId, of.id, of.token, to.state, to.at, to.reported, to.dueInMs],
  );
  return rows.length === 1;
}

/** Asked again later: there was no answer. */
export async function postponeClearance(
  tx: Tx,
  later: { readonly id: string; readonly token: bigint; readonly dueInMs: number },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_clearance SET due_at = clock_timestamp() + $4::int * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND state <> 'cleared'`,
    [tx.centreId, later.id, later.token, later.dueInMs],
  );
}
