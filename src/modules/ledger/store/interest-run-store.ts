import { newId } from '../../../kernel/identifiers/uuid';
import type { Tx } from '../../../platform/database/tx';
import type { AccountRange, SettledAccounts } from './settle-interest-store';

export type InterestRunKind = 'year' | 'rate-change';

export interface InterestRun {
  readonly id: string;
  readonly kind: InterestRunKind;
  /** 30 June, or the first day of a new rate. */
  readonly day: string;
  readonly state: 'planned' | 'running' | 'finished';
  readonly startedBy: string;
  readonly plannedAt: Date;
  readonly finishedAt: Date | null;
  readonly expectedFen: bigint | null;
}

/** How far a run has come. */
export interface RunProgress {
  readonly chunks: number;
  readonly chunksDone: number;
  readonly accounts: number;
  /** Interest posted, that of accounts left at first among it. */
  readonly interestFen: bigint;
  readonly leftInterestFen: bigint;
  /** Accounts being closed that it left alone, and those of them that are still open. */
  readonly left: number;
  readonly leftOpen: number;
}

export interface InterestChunk {
  readonly id: string;
  readonly runId: string;
  readonly kind: InterestRunKind;
  readonly day: string;
  readonly range: AccountRange;
}

const columns = `r.id, r.kind, r.day, r.state, r.started_by AS "startedBy", r.planned_at AS "plannedAt",
  r.finished_at AS "finishedAt", r.expected_fen AS "expectedFen"`;

/** Rows to be worked on: a run is when it has no plan yet, and again when its last chunk is done. */
export const leasedRuns = {
  table: 'interest_run',
  work: `(t.state = 'planned' OR NOT EXISTS (SELECT FROM interest_chunk AS c
            WHERE c.centre_id = t.centre_id AND c.run_id = t.id AND c.finished_at IS NULL))`,
};
export const leasedChunks = { table: 'interest_chunk', work: 't.finished_at IS NULL' };

/** Plans a run; returns the one there is when the day has one already. */
export async function insertRun(
  tx: Tx,
  run: { id: string; kind: InterestRunKind; day: string; startedBy: string; at: Date },
): Promise<{ run: InterestRun; isNew: boolean }> {
  const stored = await tx.execute(
    `INSERT INTO interest_run (centre_id, id, kind, day, started_by, planned_at, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp()) ON CONFLICT DO NOTHING`,
    [tx.centreId, run.id, run.kind, run.day, run.startedBy, run.at],
  );
  const [row] = await tx.query<InterestRun>(
    `SELECT ${columns} FROM interest_run AS r WHERE r.centre_id = $1 AND r.kind = $2 AND r.day = $3`,
    [tx.centreId, run.kind, run.day],
  );
  if (!row) throw new Error('a run that was stored is there');
  return { run: row, isNew: stored === 1 };
}

export async function selectRun(tx: Tx, id: string): Promise<InterestRun | null> {
  const [row] = await tx.query<InterestRun>(
    `SELECT ${columns} FROM interest_run AS r WHERE r.centre_id = $1 AND r.id = $2`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** Runs of a kind, the latest day first. */
export function selectRuns(tx: Tx, limit: number): Promise<InterestRun[]> {
  return tx.query<InterestRun>(
    `SELECT ${columns} FROM interest_run AS r WHERE r.centre_id = $1 ORDER BY r.day DESC, r.kind LIMIT $2`,
    [tx.centreId, limit],
  );
}

export async function selectProgress(tx: Tx, runId: string): Promise<RunProgress> {
  const [row] = await tx.query<RunProgress>(
    `SELECT c.chunks, c.done AS "chunksDone", (c.accounts + l.settled)::int AS accounts, (c.interest + l.interest)::bigint AS "interestFen",
            l.interest::bigint AS "leftInterestFen", l.left, l.open AS "leftOpen"
       FROM (SELECT count(*)::int AS chunks, count(finished_at)::int AS done, coalesce(sum(accounts), 0) AS accounts,
                    coalesce(sum(interest_fen), 0) AS interest
               FROM interest_chunk WHERE centre_id = $1 AND run_id = $2) AS c
      CROSS JOIN (SELECT count(*)::int AS left, count(*) FILTER (WHERE settled_at IS NULL)::int AS open,
                         count(*) FILTER (WHERE interest_fen > 0) AS settled, coalesce(sum(interest_fen), 0) AS interest
                    FROM interest_left WHERE centre_id = $1 AND run_id = $2) AS l`,
    [tx.centreId, runId],
  );
  if (!row) throw new Error('a count always answers');
  return row;
}

/** Locks a run for the worker that holds its lease; false when the lease is another's by now. */
export async function holdRun(tx: Tx, id: string, token: bigint): Promise<boolean> {
  const rows = await tx.query(
    `SELECT FROM interest_run WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL FOR NO KEY UPDATE`,
    [tx.centreId, id, token],
  );
  return rows.length === 1;
}

/** Cuts the accounts into ranges of `size` in the order of their ids; the last is open, for accounts opened meanwhile. */
export async function insertChunks(tx: Tx, runId: string, size: number): Promise<void> {
  const bounds = await tx.query<{ to: bigint }>(
    `SELECT account_id AS "to" FROM (
       SELECT account_id, row_number() OVER (ORDER BY account_id) AS n FROM member_balance WHERE centre_id = $1) AS numbered
      WHERE n % $2 = 0 ORDER BY account_id`,
    [tx.centreId, size],
  );
  const ends = [...bounds.map(({ to }) => to), 9_223_372_036_854_775_807n];
  await tx.execute(
    `INSERT INTO interest_chunk (centre_id, id, run_id, seq, after_account, to_account, due_at)
     SELECT $1, c.id, $2, c.seq, c.after, c.to, clock_timestamp()
       FROM unnest($3::uuid[], $4::int[], $5::bigint[], $6::bigint[]) AS c (id, seq, after, "to")`,
    [
      tx.centreId,
      runId,
      ends.map(newId),
      ends.map((_, index) => index + 1),
      [0n, ...ends.slice(0, -1)],
      ends,
    ],
  );
}

export async function markRunning(tx: Tx, id: string, expectedFen: bigint | null): Promise<void> {
  await tx.execute(
    `UPDATE interest_run SET state = 'running', expected_fen = $3, lease_owner = NULL, lease_until = NULL WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id, expectedFen],
  );
}

export async function markFinished(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.execute(
    `UPDATE interest_run SET state = 'finished', finished_at = $3, due_at = NULL, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id, at],
  );
}

/** A chunk, locked for the worker that holds its lease; null when the lease is another's or the chunk is done. */
export async function holdChunk(tx: Tx, id: string, token: bigint): Promise<InterestChunk | null> {
  const [row] = await tx.query<Omit<InterestChunk, 'range'> & AccountRange>(
    `SELECT c.id, c.run_id AS "runId", r.kind, r.day, c.after_account AS after, c.to_account AS "to"
       FROM interest_chunk AS c JOIN interest_run AS r ON r.centre_id = c.centre_id AND r.id = c.run_id
      WHERE c.centre_id = $1 AND c.id = $2 AND c.lease_token = $3 AND c.finished_at IS NULL FOR NO KEY UPDATE OF c`,
    [tx.centreId, id, token],
  );
  if (!row) return null;
  const { after, to, ...chunk } = row;
  return { ...chunk, range: { after, to } };
}

/** What was done is stored with what it did. */
export async function finishChunk(tx: Tx, id: string, done: SettledAccounts, at: Date): Promise<void> {
  await tx.execute(
    `UPDATE interest_chunk SET finished_at = $3, accounts = $4, interest_fen = $5, due_at = NULL, lease_owner = NULL, lease_until = NULL
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id, at, done.accounts, done.interestFen],
  );
}

export interface LeftAccount {
  readonly id: string;
  readonly runId: string;
  readonly accountId: bigint;
  readonly day: string;
}

/** Accounts a run has left whose closing has ended, one way or the other; locked, those of other workers skipped. */
export function lockFreeLeft(tx: Tx, limit: number): Promise<LeftAccount[]> {
  return tx.query<LeftAccount>(
    `SELECT l.id, l.run_id AS "runId", l.account_id AS "accountId", r.day
       FROM interest_left AS l JOIN interest_run AS r ON r.centre_id = l.centre_id AND r.id = l.run_id
      WHERE l.centre_id = $1 AND l.settled_at IS NULL AND NOT EXISTS (
        SELECT FROM hold AS h WHERE h.centre_id = l.centre_id AND h.account_id = l.account_id AND h.state = 'active' AND h.kind = 'closing')
      ORDER BY l.account_id LIMIT $2 FOR NO KEY UPDATE OF l SKIP LOCKED`,
    [tx.centreId, limit],
  );
}

export async function finishLeft(tx: Tx, id: string, interestFen: bigint, at: Date): Promise<void> {
  await tx.execute(
    'UPDATE interest_left SET settled_at = $3, interest_fen = $4 WHERE centre_id = $1 AND id = $2',
    [tx.centreId, id, at, interestFen],
  );
}

/** Whether the books of a month (YYYYMM) take no voucher any more. */
export async function isMonthClosed(tx: Tx, month: number): Promise<boolean> {
  const rows = await tx.query('SELECT FROM closed_period WHERE centre_id = $1 AND month = $2', [
    tx.centreId,
    month,
  ]);
  return rows.length > 0;
}
