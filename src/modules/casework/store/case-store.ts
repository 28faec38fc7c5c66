import { canonicalJson, sha256Hex } from '../../../kernel/canonical-json';
import type { Decision } from '../../../kernel/decision';
import type { Fact, Json } from '../../../kernel/fact';
import { parseYuan } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';
import { decisionBytes } from '../../policy';
import { factsHash } from '../domain/facts-hash';
import type { NewEvent } from '../domain/case-event';
import type { CaseState } from '../domain/case-state';
import type { CaseRecord, StoredEvent } from '../domain/case-view';

export interface NewCase {
  readonly id: string;
  readonly item: string;
  readonly personId: string;
  readonly employerId: string | null;
  readonly accountId: bigint | null;
  readonly businessKey: string;
  readonly lawDay: string;
  readonly deadline: string | null;
  /** Last day on which it waits for registries alone. */
  readonly personBy: string;
  readonly channel: string;
  readonly legalBasis: string;
  readonly inputSealed: Buffer;
  readonly submitter: string;
  /** The clerk who took it in at a counter, as a person; null where nobody did. */
  readonly clerkPersonId: string | null;
  readonly acceptedAt: Date;
  readonly leaseOwner: string;
  readonly leaseMs: number;
}

/** The unique index an application meets when the same act is already open. */
export const oneOpenCase = 'service_case_one_open';

/** Stores the case with its first event; leased to this process, due for a worker when the lease ends. */
export async function insertCase(tx: Tx, made: NewCase, event: NewEvent): Promise<void> {
  await tx.execute(
    `WITH made AS (
       INSERT INTO service_case (centre_id, id, item, person_id, employer_id, account_id, business_key, state, law_day,
         deadline, channel, legal_basis, input_sealed, submitter, last_event, accepted_at, due_at, lease_owner, lease_until, lease_token, clerk_person_id, person_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'accepted', $8, $9, $10, $11, $12, $13, 1, $14,
         clock_timestamp() + $16 * interval '1 millisecond', $15, clock_timestamp() + $16 * interval '1 millisecond', 1, $19, $20))
     INSERT INTO event (centre_id, case_id, seq, kind, body, at) VALUES ($1, $2, 1, $17, $18, $14)`,
    [
      tx.centreId,
      made.id,
      made.item,
      made.personId,
      made.employerId,
      made.accountId,
      made.businessKey,
      made.lawDay,
      made.deadline,
      made.channel,
      made.legalBasis,
      made.inputSealed,
      made.submitter,
      made.acceptedAt,
      made.leaseOwner,
      made.leaseMs,
      event.kind,
      event.body,
      made.clerkPersonId,
      made.personBy,
    ],
  );
}

export interface OpenCase {
  readonly id: string;
  readonly item: string;
  readonly personId: string;
  readonly employerId: string | null;
  readonly accountId: bigint | null;
  readonly state: CaseState;
  readonly lawDay: string;
  readonly deadline: string | null;
  readonly personBy: string;
  readonly inputSealed: Buffer;
  readonly round: number;
  readonly token: bigint;
}

const openColumns = `id, item, person_id AS "personId", employer_id AS "employerId", account_id AS "accountId", state,
  law_day AS "lawDay", deadline, person_by AS "personBy", input_sealed AS "inputSealed", round, lease_token AS token`;

/** A case that is not finished; null when there is none of that id. */
export async function selectOpenCase(tx: Tx, id: string): Promise<OpenCase | null> {
  const [row] = await tx.query<OpenCase>(
    `SELECT ${openColumns} FROM service_case WHERE centre_id = $1 AND id = $2 AND finished_at IS NULL`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** The open case of the same act, whose existence refuses a second one. */
export async function selectOpenCaseOf(tx: Tx, item: string, businessKey: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT id FROM service_case WHERE centre_id = $1 AND item = $2 AND business_key = $3 AND finished_at IS NULL`,
    [tx.centreId, item, businessKey],
  );
  return row?.id ?? null;
}

export interface DecidedStep {
  readonly id: string;
  readonly token: bigint;
  readonly round: number;
  readonly from: CaseState;
  readonly to: CaseState;
  readonly finished: boolean;
  readonly at: Date;
  readonly receipt: { readonly [key: string]: Json } | null;
  readonly missing: readonly string[];
  /** Registries whose answer is missing and may still come. */
  readonly waitsFor: readonly string[];
  /** Queue in which the case is taken up again. */
  readonly lane: string;
  /** When to ask again, for a waiting case; null ends the worker's interest. */
  readonly dueInMs: number | null;
  readonly facts: readonly Fact[];
  readonly decision: Decision;
  readonly events: readonly NewEvent[];
}

const storeStep = `
  WITH moved AS (
    UPDATE service_case SET state = $5::text, round = $4::int, last_event = last_event + jsonb_array_length($10::jsonb),
           decided_at = $6::timestamptz, finished_at = CASE WHEN $7::boolean THEN $6::timestamptz END, receipt = $8::jsonb, missing = $9::text[],
           due_at = clock_timestamp() + $11::float8 * interval '1 millisecond', lease_owner = NULL, lease_until = NULL,
           waits_for = $21::text[], lane = $22::text, faults = 0
     WHERE centre_id = $1::int AND id = $2::uuid AND lease_token = $3::bigint AND state = $12::text
    RETURNING last_event
  ), told AS (
    INSERT INTO event (centre_id, case_id, seq, kind, body, at)
    SELECT $1::int, $2::uuid, moved.last_event - jsonb_array_length($10::jsonb) + e.n, e.value ->> 'kind', e.value -> 'body', $6::timestamptz
      FROM moved CROSS JOIN jsonb_array_elements($10::jsonb) WITH ORDINALITY AS e (value, n)
     ORDER BY e.n
  ), known AS (
    INSERT INTO case_fact (centre_id, case_id, round, name, state, body, hash)
    SELECT $1::int, $2::uuid, $4::int, f.value ->> 'name', f.value ->> 'state', f.value, f.hash
      FROM moved CROSS JOIN unnest($13::jsonb[], $14::text[]) AS f (value, hash)
  ), ruled AS (
    INSERT INTO decision (centre_id, case_id, round, outcome, headline, amount_fen, parameters, body, hash, decided_at, law_day, today, facts_hash)
    SELECT $1::int, $2::uuid, $4::int, $15::text, $16::text, $17::bigint, $18::text, $19::text, $20::text, $6::timestamptz,
           $23::date, $24::date, $25::text FROM moved
  )
  SELECT count(*)::int AS moved FROM moved`;

/**
 * Stores a round: new state, facts, decision and events, in one statement. Returns false, storing nothing, when the
 * lease was lost or the case has moved on: the caller rolls back.
 */
export async function storeDecidedStep(tx: Tx, step: DecidedStep): Promise<boolean> {
  const facts = step.facts.map((fact) => canonicalJson(fact as unknown as Json));
  const hashes = facts.map(sha256Hex);
  const body = decisionBytes(step.decision);
  const [row] = await tx.query<{ moved: number }>(storeStep, [
    tx.centreId,
    step.id,
    step.token,
    step.round,
    step.to,
    step.at,
    step.finished,
    step.receipt === null ? null : JSON.stringify(step.receipt),
    step.missing,
    JSON.stringify(step.events),
    step.dueInMs,
    step.from,
    facts,
    hashes,
    step.decision.outcome,
    step.decision.headline,
    step.decision.amount === null ? null : parseYuan(step.decision.amount),
    step.decision.parameters,
    body,
    sha256Hex(body),
    step.waitsFor,
    step.lane,
    step.decision.lawDay,
    step.decision.today,
    factsHash(step.facts.map(({ name }, index) => ({ name, hash: hashes[index] ?? '' }))),
  ]);
  return row?.moved === 1;
}

/** Adds an event that changes no state, e.g. that the bank has not confirmed yet. */
export async function insertEvent(tx: Tx, id: string, event: NewEvent, at: Date): Promise<void> {
  await tx.execute(
    `WITH told AS (UPDATE service_case SET last_event = last_event + 1 WHERE centre_id = $1 AND id = $2 RETURNING last_event)
     INSERT INTO event (centre_id, case_id, seq, kind, body, at) SELECT $1, $2, last_event, $3, $4, $5 FROM told`,
    [tx.centreId, id, event.kind, event.body, at],
  );
}

const eventJson = `jsonb_build_object('seq', e.seq, 'kind', e.kind, 'body', e.body,
              'at', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;

/** The case with its latest decision and all events; null when the centre has none of that id. */
export async function selectCaseRecord(tx: Tx, id: string): Promise<CaseRecord | null> {
  const [row] = await tx.query<CaseRecord>(
    `SELECT c.id, c.item, c.person_id AS "personId", c.employer_id AS "employerId", c.state, c.law_day AS "lawDay",
            c.deadline, c.accepted_at AS "acceptedAt", c.decided_at AS "decidedAt", c.finished_at AS "finishedAt",
            c.receipt, c.missing,
            (SELECT d.body FROM decision AS d WHERE d.centre_id = c.centre_id AND d.case_id = c.id AND d.round = c.round) AS decision,
            (SELECT jsonb_agg(${eventJson} ORDER BY e.seq)
               FROM event AS e WHERE e.centre_id = c.centre_id AND e.case_id = c.id) AS events
       FROM service_case AS c WHERE c.centre_id = $1 AND c.id = $2`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** Facts of earlier rounds that may be used again: known and still valid at `now`, newest first. */
export async function selectReusableFacts(tx: Tx, id: string, now: Date): Promise<Fact[]> {
  const rows = await tx.query<{ body: Fact }>(
    `SELECT DISTINCT ON (name) body FROM case_fact
      WHERE centre_id = $1 AND case_id = $2 AND state = 'known' AND (body ->> 'validUntil')::timestamptz > $3
      ORDER BY name, round DESC`,
    [tx.centreId, id, now],
  );
  return rows.map((row) => row.body);
}

/** Whose case it is. */
export interface CaseOwner {
  readonly personId: string;
  readonly employerId: string | null;
}

export type ItemOwner = CaseOwner & { readonly item: string };

/** Whose case it is, and of which item. */
export async function selectCaseOwner(tx: Tx, id: string): Promise<ItemOwner | null> {
  const [row] = await tx.query<ItemOwner>(
    `SELECT item, person_id AS "personId", employer_id AS "employerId" FROM service_case WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id],
  );
  return row ?? null;
}

/** Events after `afterSeq`, and whether the case is over. */
export async function selectEventsAfter(
  tx: Tx,
  id: string,
  afterSeq: number,
): Promise<{ events: StoredEvent[]; finished: boolean }> {
  const [row] = await tx.query<{ events: StoredEvent[] | null; finished: boolean }>(
    `SELECT c.finished_at IS NOT NULL AS finished,
            (SELECT jsonb_agg(${eventJson} ORDER BY e.seq) FROM event AS e
              WHERE e.centre_id = c.centre_id AND e.case_id = c.id AND e.seq > $3) AS events
       FROM service_case AS c WHERE c.centre_id = $1 AND c.id = $2`,
    [tx.centreId, id, afterSeq],
  );
  return { events: row?.events ?? [], finished: row?.finished ?? true };
}
