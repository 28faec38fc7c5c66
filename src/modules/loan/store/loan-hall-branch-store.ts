import type { Json } from '../../../kernel/fact';
import type { Tx } from '../../../platform/database/tx';
import type { HallBranchName } from '../domain/hall/hall-branch';

/** A sub-case of a joint case, as stored. */
export interface HallBranch {
  readonly id: string;
  readonly loanId: string;
  readonly branch: HallBranchName;
  readonly state: string;
  readonly seq: number;
  readonly shown: { readonly [key: string]: Json };
  readonly since: Date;
}

const columns = `id, loan_id AS "loanId", branch, state, seq, shown, since`;

export async function insertBranches(
  tx: Tx,
  loanId: string,
  branches: readonly {
    readonly id: string;
    readonly branch: HallBranchName;
    readonly state: string;
    readonly dueInMs: number | null;
  }[],
  at: Date,
): Promise<void> {
  await tx.execute(
    `INSERT INTO loan_hall_branch (centre_id, id, loan_id, branch, state, since, due_at)
     SELECT $1, b.id, $2, b.branch, b.state, $3, clock_timestamp() + b.due * interval '1 millisecond'
       FROM unnest($4::uuid[], $5::text[], $6::text[], $7::int[]) AS b (id, branch, state, due)`,
    [
      tx.centreId,
      loanId,
      at,
      branches.map(({ id }) => id),
      branches.map(({ branch }) => branch),
      branches.map(({ state }) => state),
      branches.map(({ dueInMs }) => dueInMs),
    ],
  );
}

export async function selectBranch(tx: Tx, id: string): Promise<HallBranch | null> {
  const [row] = await tx.query<HallBranch>(
    `SELECT ${columns} FROM loan_hall_branch WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id],
  );
  return row ?? null;
}

export function selectBranches(tx: Tx, loanId: string): Promise<HallBranch[]> {
  return tx.query<HallBranch>(
    `SELECT ${columns} FROM loan_hall_branch WHERE centre_id = $1 AND loan_id = $2`,
    [tx.centreId, loanId],
  );
}

/** Moves a branch; whoever asks its department meanwhile is told by the token that it is another matter now. */
export async function storeBranchState(
  tx: Tx,
  of: { readonly loanId: string; readonly branch: HallBranchName },
  to: { readonly state: string; readonly at: Date; readonly dueInMs: number | null },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_hall_branch SET state = $4, since = $5, due_at = clock_timestamp() + $6::int * interval '1 millisecond', attempts = 0,
            lease_owner = NULL, lease_until = NULL, lease_token = lease_token + 1
      WHERE centre_id = $1 AND loan_id = $2 AND branch = $3`,
    [tx.centreId, of.loanId, of.branch, to.state, to.at, to.dueInMs],
  );
}

/** Asked about at once, whoever is asking now; false where nobody is asked about it. */
export async function nudgeBranch(
  tx: Tx,
  of: { readonly loanId: string; readonly branch: HallBranchName },
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE loan_hall_branch SET due_at = clock_timestamp(), attempts = 0, lease_owner = NULL, lease_until = NULL, lease_token = lease_token + 1
      WHERE centre_id = $1 AND loan_id = $2 AND branch = $3 AND due_at IS NOT NULL RETURNING id`,
    [tx.centreId, of.loanId, of.branch],
  );
  return rows.length === 1;
}

/** Keeps what a department said; false, storing nothing, where the lease has passed to another. */
export async function storeSaid(
  tx: Tx,
  of: { readonly id: string; readonly token: bigint },
  said: { readonly seq: number; readonly shown: { readonly [key: string]: Json }; readonly dueInMs: number },
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE loan_hall_branch SET seq = greatest(seq, $4), shown = $5, due_at = clock_timestamp() + $6::int * interval '1 millisecond',
            attempts = 0, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND due_at IS NOT NULL RETURNING id`,
    [tx.centreId, of.id, of.token, said.seq, said.shown, said.dueInMs],
  );
  return rows.length === 1;
}

/** Asked again later: there was no answer. */
export async function postponeBranch(
  tx: Tx,
  later: { readonly id: string; readonly token: bigint; readonly dueInMs: number },
): Promise<void> {
  await tx.execute(
    `UPDATE loan_hall_branch SET due_at = clock_timestamp() + $4::int * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND due_at IS NOT NULL`,
    [tx.centreId, later.id, later.token, later.dueInMs],
  );
}

/** Nobody is asked about anything of it any more. */
export async function stopAsking(
  tx: Tx,
  loanId: string,
  except: readonly HallBranchName[] = [],
): Promise<void> {
  await tx.execute(
    `UPDATE loan_hall_branch SET due_at = NULL, lease_owner = NULL, lease_until = NULL, lease_token = lease_token + 1
      WHERE centre_id = $1 AND loan_id = $2 AND due_at IS NOT NULL AND NOT branch = ANY ($3::text[])`,
    [tx.centreId, loanId, except],
  );
}
