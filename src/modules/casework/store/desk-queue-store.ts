import type { Tx } from '../../../platform/database/tx';
import type { UnknownReason } from '../../../kernel/fact';

export interface QueueFilter {
  readonly item?: string;
  /** Name of a fact that is missing. */
  readonly missing?: string;
  /** Past the legal deadline, or waiting for longer than registries are given. */
  readonly overdue?: boolean;
  readonly today: string;
}

/** Where a page starts: the sort key of the last entry shown. 'infinity' is the day of an order to a bank. */
export interface QueueKey {
  readonly day: string;
  /** UTC instant with microseconds. */
  readonly at: string;
  readonly id: string;
}

export interface MissingRow {
  readonly fact: string;
  readonly source: string;
  readonly reason: UnknownReason;
  readonly askedAt: string;
}

export interface QueueRow extends QueueKey {
  readonly item: string;
  readonly personId: string;
  /** A case in 'accepted' or 'waiting' stands here when its time has passed and its rounds fail by our fault. */
  readonly state: 'counter' | 'overdue' | 'accepted' | 'waiting';
  readonly deadline: string | null;
  readonly personBy: string;
  readonly acceptedAt: Date;
  readonly since: Date;
  readonly nextAskAt: Date | null;
  readonly missing: readonly MissingRow[] | null;
}

/** Facts of the case's last round that are unknown, each with who was asked and why there is no answer. */
export const missingOfCase = `(SELECT jsonb_agg(jsonb_build_object('fact', f.name, 'source', f.body ->> 'source',
      'reason', f.body ->> 'reason', 'askedAt', f.body ->> 'askedAt') ORDER BY f.name)
    FROM case_fact AS f WHERE f.centre_id = c.centre_id AND f.case_id = c.id AND f.round = c.round AND f.state = 'unknown')`;

const day = `coalesce(c.deadline, c.person_by)`;
const instant = `to_char(c.accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

// Two ways into the queue, each by its own index: few cases are open at any moment.
const waitsForPerson = `(c.state IN ('counter', 'overdue')
    OR c.finished_at IS NULL AND c.state IN ('accepted', 'waiting') AND c.faults > 0 AND least(c.deadline, c.person_by) < $9::date)`;

/**
 * Cases that wait for a person: the nearest deadline first, then the oldest. Beside those at the counter and past
 * their time it finds those that should have been decided by now, and whose rounds have not come so far.
 */
export async function selectDeskQueue(
  tx: Tx,
  filter: QueueFilter,
  after: QueueKey | null,
  limit: number,
): Promise<QueueRow[]> {
  return tx.query<QueueRow>(
    `SELECT c.id, ${day}::text AS day, ${instant} AS at, c.item, c.person_id AS "personId", c.state, c.deadline, c.person_by AS "personBy",
            c.accepted_at AS "acceptedAt", c.due_at AS "nextAskAt", ${missingOfCase} AS missing,
            coalesce((SELECT max(e.at) FROM event AS e WHERE e.centre_id = c.centre_id AND e.case_id = c.id AND e.kind = c.state),
                     c.accepted_at) AS since
       FROM service_case AS c
      WHERE c.centre_id = $1 AND ${waitsForPerson}
        AND ($2::boolean IS NULL OR (c.state = 'overdue' OR ${day} < $9::date) = $2)
        AND ($3::text IS NULL OR c.item = $3) AND ($4::text IS NULL OR $4 = ANY (c.missing))
        AND (${day}, c.accepted_at, c.id) > ($5::date, $6::timestamptz, $7::uuid)
      ORDER BY ${day}, c.accepted_at, c.id LIMIT $8`,
    [
      tx.centreId,
      filter.overdue ?? null,
      filter.item ?? null,
      filter.missing ?? null,
      after?.day ?? '-infinity',
      after?.at ?? '-infinity',
      after?.id ?? '00000000-0000-0000-0000-000000000000',
      limit,
      filter.today,
    ],
  );
}

/** Which items and people cases are about, for entries of another kind. */
export async function selectCasesOf(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; item: string; personId: string }[]> {
  return tx.query(
    `SELECT c.id, c.item, c.person_id AS "personId" FROM unnest($2::uuid[]) AS w (id)
       JOIN service_case AS c ON c.centre_id = $1 AND c.id = w.id`,
    [tx.centreId, ids],
  );
}

/** What an undecided case misses now; empty when nothing is unknown or nothing was asked yet. */
export async function selectMissing(
  tx: Tx,
  id: string,
): Promise<{ missing: readonly MissingRow[]; nextAskAt: Date | null }> {
  const [row] = await tx.query<{ missing: MissingRow[] | null; nextAskAt: Date | null }>(
    `SELECT ${missingOfCase} AS missing, c.due_at AS "nextAskAt" FROM service_case AS c
      WHERE c.centre_id = $1 AND c.id = $2 AND c.finished_at IS NULL`,
    [tx.centreId, id],
  );
  return { missing: row?.missing ?? [], nextAskAt: row?.nextAskAt ?? null };
}
