import type { Tx } from '../../../platform/database/tx';

export interface NewReplayRun {
  readonly id: string;
  readonly kind: 'nightly' | 'asked';
  readonly fromDay: string;
  readonly toDay: string;
  readonly size: number;
  readonly seed: string;
  readonly askedBy: string;
  readonly at: Date;
  /** Milliseconds until a worker takes it up. */
  readonly dueInMs: number;
}

export interface ReplayRun {
  readonly id: string;
  readonly kind: 'nightly' | 'asked';
  readonly fromDay: string;
  readonly toDay: string;
  readonly size: number;
  readonly seed: string;
  readonly askedBy: string;
  readonly plannedAt: Date;
  readonly decisions: number;
  readonly replayed: number;
  readonly differing: number;
  readonly finishedAt: Date | null;
}

export interface ReplayDifference {
  readonly caseId: string;
  readonly round: number;
  readonly path: string;
  readonly storedHash: string;
  readonly replayedHash: string | null;
}

const columns = `id, kind, from_day AS "fromDay", to_day AS "toDay", size, seed, asked_by AS "askedBy",
  planned_at AS "plannedAt", decisions, replayed, differing, finished_at AS "finishedAt"`;

/** Plans a run; false when that night has one. */
export async function insertReplayRun(tx: Tx, run: NewReplayRun): Promise<boolean> {
  const stored = await tx.execute(
    `INSERT INTO replay_run (centre_id, id, kind, from_day, to_day, size, seed, asked_by, planned_at, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp() + $10 * interval '1 millisecond')
     ON CONFLICT DO NOTHING`,
    [
      tx.centreId,
      run.id,
      run.kind,
      run.fromDay,
      run.toDay,
      run.size,
      run.seed,
      run.askedBy,
      run.at,
      run.dueInMs,
    ],
  );
  return stored === 1;
}

/** Last day that a nightly run has covered; null before the first. */
export async function selectLastNight(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ day: string | null }>(
    `SELECT max(to_day) AS day FROM replay_run WHERE centre_id = $1 AND kind = 'nightly'`,
    [tx.centreId],
  );
  return row?.day ?? null;
}

export async function selectReplayRun(tx: Tx, id: string): Promise<ReplayRun | null> {
  const [row] = await tx.query<ReplayRun>(
    `SELECT ${columns} FROM replay_run WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** Keeps the lease while a run goes on. False when it is another's by now. */
export async function renewReplayLease(tx: Tx, id: string, token: bigint, ttlMs: number): Promise<boolean> {
  const kept = await tx.execute(
    `UPDATE replay_run SET lease_until = clock_timestamp() + $4 * interval '1 millisecond'
      WHERE centre_id = $1 AND id = $2 AND lease_token = $3 AND finished_at IS NULL`,
    [tx.centreId, id, token, ttlMs],
  );
  return kept === 1;
}

/** Takes a run that was just planned for this process. Returns the token. */
export async function leaseReplayRun(tx: Tx, id: string, owner: string, ttlMs: number): Promise<bigint> {
  const [row] = await tx.query<{ token: bigint }>(
    `UPDATE replay_run SET lease_owner = $3, lease_token = lease_token + 1, attempts = attempts + 1,
            lease_until = clock_timestamp() + $4 * interval '1 millisecond'
      WHERE centre_id = $1 AND id = $2 RETURNING lease_token AS token`,
    [tx.centreId, id, owner, ttlMs],
  );
  if (!row) throw new Error(`replay run ${id} is gone`);
  return row.token;
}

/** Ends a run with what it found, in one statement. False when the lease was lost: then another run of it counts. */
export async function finishReplayRun(
  tx: Tx,
  run: {
    id: string;
    token: bigint;
    decisions: number;
    replayed: number;
    differing: number;
    /** What is kept of them. */
    differences: readonly ReplayDifference[];
    at: Date;
  },
): Promise<boolean> {
  const { differences } = run;
  const [row] = await tx.query<{ ended: number }>(
    `WITH ended AS (
       UPDATE replay_run SET decisions = $4::int, replayed = $5::int, differing = $6::int, finished_at = $7::timestamptz,
              due_at = NULL, lease_owner = NULL, lease_until = NULL
        WHERE centre_id = $1::int AND id = $2::uuid AND lease_token = $3::bigint AND finished_at IS NULL RETURNING id
     ), found AS (
       INSERT INTO replay_difference (centre_id, run_id, case_id, round, path, stored_hash, replayed_hash, found_at)
       SELECT $1::int, ended.id, d.case_id, d.round, d.path, d.stored_hash, d.replayed_hash, $7::timestamptz FROM ended
        CROSS JOIN unnest($8::uuid[], $9::int[], $10::text[], $11::text[], $12::text[])
          AS d (case_id, round, path, stored_hash, replayed_hash)
     ) SELECT count(*)::int AS ended FROM ended`,
    [
      tx.centreId,
      run.id,
      run.token,
      run.decisions,
      run.replayed,
      run.differing,
      run.at,
      differences.map(({ caseId }) => caseId),
      differences.map(({ round }) => round),
      differences.map(({ path }) => path),
      differences.map(({ storedHash }) => storedHash),
      differences.map(({ replayedHash }) => replayedHash),
    ],
  );
  return row?.ended === 1;
}

export interface RunWithDifferences extends ReplayRun {
  /** The first hundred. */
  readonly differences: readonly ReplayDifference[];
  /** Sort key with microseconds. */
  readonly at: string;
}

/** Runs, the latest first, each with what differed. */
export async function selectReplayRuns(
  tx: Tx,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<RunWithDifferences[]> {
  return tx.query<RunWithDifferences>(
    `SELECT ${columns}, to_char(planned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('caseId', d.case_id, 'round', d.round, 'path', d.path,
                      'storedHash', d.stored_hash, 'replayedHash', d.replayed_hash)), '[]')
               FROM (SELECT * FROM replay_difference AS x WHERE x.centre_id = r.centre_id AND x.run_id = r.id
                      ORDER BY x.case_id, x.round LIMIT 100) AS d) AS differences
       FROM replay_run AS r
      WHERE r.centre_id = $1 AND (r.planned_at, r.id) < ($2::timestamptz, $3::uuid)
      ORDER BY r.planned_at DESC, r.id DESC LIMIT $4`,
    [tx.centreId, after?.at ?? 'infinity', after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit],
  );
}
