import type { Tx } from '../../../platform/database/tx';
import type { Json } from '../../../kernel/fact';
import type { NewEvent } from '../domain/case-event';
import type { CaseState } from '../domain/case-state';

export interface DeskAnswerRow {
  readonly fact: string;
  readonly seq: number;
  readonly evidenceNo: string;
  readonly evidenceKind: string;
  readonly valueSealed: Buffer;
  readonly evidenceSealed: Buffer;
  readonly reason: string | null;
  readonly clerk: string;
  readonly clerkPersonId: string;
  readonly answeredAt: Date;
}

const columns = `fact, seq, evidence_no AS "evidenceNo", evidence_kind AS "evidenceKind", value_sealed AS "valueSealed",
  evidence_sealed AS "evidenceSealed", reason, clerk, clerk_person_id AS "clerkPersonId", answered_at AS "answeredAt"`;

/** What a desk supplied to a case, fact by fact; of one fact the last holds. */
export async function selectDeskAnswers(tx: Tx, caseId: string): Promise<DeskAnswerRow[]> {
  return tx.query<DeskAnswerRow>(
    `SELECT ${columns} FROM desk_answer WHERE centre_id = $1 AND case_id = $2 ORDER BY fact, seq`,
    [tx.centreId, caseId],
  );
}

export interface NewDeskAnswer extends DeskAnswerRow {
  readonly id: string;
  readonly caseId: string;
}

/** Appends an answer; its hash over the sealed bytes is made here. */
export async function insertDeskAnswer(tx: Tx, made: NewDeskAnswer): Promise<void> {
  await tx.execute(
    `INSERT INTO desk_answer (centre_id, case_id, fact, seq, id, evidence_no, evidence_kind, value_sealed, evidence_sealed,
                              hash, reason, clerk, clerk_person_id, answered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, encode(sha256($8::bytea || $9::bytea), 'hex'), $10, $11, $12, $13)`,
    [
      tx.centreId,
      made.caseId,
      made.fact,
      made.seq,
      made.id,
      made.evidenceNo,
      made.evidenceKind,
      made.valueSealed,
      made.evidenceSealed,
      made.reason,
      made.clerk,
      made.clerkPersonId,
      made.answeredAt,
    ],
  );
}

export interface CaseAtDesk {
  readonly id: string;
  readonly item: string;
  readonly personId: string;
  readonly employerId: string | null;
  readonly submitter: string;
  readonly state: CaseState;
  readonly round: number;
  /** Its last round met a fault of ours, and nobody is at work on it now. */
  readonly stranded: boolean;
}

/** The case, its row held until the transaction ends; null when there is none. */
export async function lockCaseAtDesk(tx: Tx, id: string): Promise<CaseAtDesk | null> {
  const [row] = await tx.query<CaseAtDesk>(
    `SELECT id, item, person_id AS "personId", employer_id AS "employerId", submitter, state, round,
            faults > 0 AND (lease_until IS NULL OR lease_until <= clock_timestamp()) AS stranded
       FROM service_case WHERE centre_id = $1 AND id = $2 FOR NO KEY UPDATE`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/**
 * Takes a case over from whoever works on it, with an event: their token is not valid any more, so what they were
 * about to store is not stored. Due for a worker when this lease ends. Returns the new token.
 */
export async function takeCaseOver(
  tx: Tx,
  id: string,
  taken: { owner: string; leaseMs: number; event: NewEvent; at: Date },
): Promise<bigint> {
  const [row] = await tx.query<{ token: bigint }>(
    `WITH taken AS (
       UPDATE service_case SET lease_owner = $3, lease_until = clock_timestamp() + $4 * interval '1 millisecond',
              due_at = clock_timestamp() + $4 * interval '1 millisecond', lease_token = lease_token + 1, last_event = last_event + 1
        WHERE centre_id = $1 AND id = $2 RETURNING last_event, lease_token
     ), told AS (
       INSERT INTO event (centre_id, case_id, seq, kind, body, at) SELECT $1, $2, last_event, $5, $6, $7 FROM taken
     )
     SELECT lease_token AS token FROM taken`,
    [tx.centreId, id, taken.owner, taken.leaseMs, taken.event.kind, taken.event.body, taken.at],
  );
  if (!row) throw new Error(`case ${id} is gone`);
  return row.token;
}

/**
 * Ends an undecided case; whoever works on it loses the lease. With a token only while that lease holds: false when it
 * was lost, and nothing is stored.
 */
export async function cancelUndecided(
  tx: Tx,
  id: string,
  cancelled: { event: NewEvent; at: Date; token?: bigint },
): Promise<boolean> {
  const told = await tx.execute(
    `WITH ended AS (
       UPDATE service_case SET state = 'cancelled', finished_at = $3, due_at = NULL, lease_owner = NULL, lease_until = NULL,
              lease_token = lease_token + 1, last_event = last_event + 1, waits_for = '{}', lane = ''
        WHERE centre_id = $1 AND id = $2 AND finished_at IS NULL AND lease_token = coalesce($6::bigint, lease_token)
        RETURNING last_event)
     INSERT INTO event (centre_id, case_id, seq, kind, body, at) SELECT $1, $2, last_event, $4, $5, $3 FROM ended`,
    [tx.centreId, id, cancelled.at, cancelled.event.kind, cancelled.event.body, cancelled.token ?? null],
  );
  return told === 1;
}

export interface FactOfRound {
  readonly name: string;
  readonly personId: string;
  readonly body: Json;
}

/** Facts of one round as they were decided upon. */
export async function selectFactsOfRound(tx: Tx, caseId: string, round: number): Promise<Json[]> {
  const rows = await tx.query<{ body: Json }>(
    'SELECT body FROM case_fact WHERE centre_id = $1 AND case_id = $2 AND round = $3 ORDER BY name',
    [tx.centreId, caseId, round],
  );
  return rows.map(({ body }) => body);
}

/** Every value that a fact of these names ever had in a case of these people. */
export async function selectKnownOfPeople(
  tx: Tx,
  personIds: readonly string[],
  names: readonly string[],
): Promise<FactOfRound[]> {
  return tx.query<FactOfRound>(
    `SELECT DISTINCT f.name, c.person_id AS "personId", f.body -> 'value' AS body
       FROM service_case AS c JOIN case_fact AS f ON f.centre_id = c.centre_id AND f.case_id = c.id
      WHERE c.centre_id = $1 AND c.person_id = ANY ($2::uuid[]) AND f.name = ANY ($3::text[]) AND f.state = 'known'`,
    [tx.centreId, personIds, names],
  );
}

/** Remembers that somebody of the centre looked at a case. */
export async function insertCaseReading(
  tx: Tx,
  reading: { id: string; caseId: string; reader: string; role: string; at: Date },
): Promise<void> {
  await tx.execute(
    'INSERT INTO case_reading (centre_id, id, case_id, reader, role, at) VALUES ($1, $2, $3, $4, $5, $6)',
    [tx.centreId, reading.id, reading.caseId, reading.reader, reading.role, reading.at],
  );
}
