import type { Tx } from '../../../platform/database/tx';

export interface NewFollowUp {
  readonly id: string;
  /** The case that it carries on. */
  readonly follows: string;
  readonly item: string;
  readonly lawDay: string;
  readonly deadline: string | null;
  readonly personBy: string;
  readonly acceptedAt: Date;
}

/**
 * A case like the one it follows, with its key and first event, due at once; in one statement. False when there is one
 * already: `service_case_follows` allows one successor, `service_case_one_open` one open case of an act.
 */
export async function insertFollowUp(tx: Tx, made: NewFollowUp): Promise<boolean> {
  const [row] = await tx.query<{ made: number }>(
    `WITH made AS (
       INSERT INTO service_case (centre_id, id, item, person_id, employer_id, account_id, business_key, state, law_day,
         deadline, channel, legal_basis, input_sealed, submitter, last_event, accepted_at, due_at, follows_id, person_by)
       SELECT c.centre_id, $2::uuid, c.item, c.person_id, c.employer_id, c.account_id, c.business_key, 'accepted', $5::date,
              $6::date, 'system', c.legal_basis, c.input_sealed, 'system', 1, $7::timestamptz, clock_timestamp(), c.id, $8::date
         FROM service_case AS c WHERE c.centre_id = $1 AND c.id = $3::uuid AND c.item = $4
       ON CONFLICT DO NOTHING RETURNING id
     ), keyed AS (
       INSERT INTO command (centre_id, caller, route, key, body_hash, resource_id, lease_until)
       SELECT $1, 'system', 'follow-up', $3::text, '', made.id, clock_timestamp() FROM made
     ), told AS (
       INSERT INTO event (centre_id, case_id, seq, kind, body, at)
       SELECT $1, made.id, 1, 'accepted', jsonb_build_object('channel', 'system', 'follows', $3::text), $7::timestamptz
         FROM made
     )
     SELECT count(*)::int AS made FROM made`,
    [
      tx.centreId,
      made.id,
      made.follows,
      made.item,
      made.lawDay,
      made.deadline,
      made.acceptedAt,
      made.personBy,
    ],
  );
  return row?.made === 1;
}

/** Item of a case. @throws when there is no such case. */
export async function selectItemOf(tx: Tx, caseId: string): Promise<string> {
  const [row] = await tx.query<{ item: string }>(
    'SELECT item FROM service_case WHERE centre_id = $1 AND id = $2',
    [tx.centreId, caseId],
  );
  if (!row) throw new Error(`there is no case ${caseId} to follow`);
  return row.item;
}
