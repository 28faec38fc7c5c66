import type { Fact } from '../../../kernel/fact';
import type { Tx } from '../../../platform/database/tx';

/** A decision of one round with everything it was made of. */
export interface StoredDecision {
  readonly caseId: string;
  readonly round: number;
  readonly item: string;
  readonly body: string;
  readonly hash: string;
  readonly lawDay: string;
  readonly today: string;
  readonly parameters: string;
  readonly factsHash: string;
  readonly inputSealed: Buffer;
  readonly facts: readonly { readonly body: Fact; readonly hash: string }[] | null;
}

/** Names one round of a case. */
export interface RoundKey {
  readonly caseId: string;
  readonly round: number;
}

const columns = `d.case_id AS "caseId", d.round, c.item, d.body, d.hash, d.law_day AS "lawDay", d.today, d.parameters,
  d.facts_hash AS "factsHash", c.input_sealed AS "inputSealed",
  (SELECT jsonb_agg(jsonb_build_object('body', f.body, 'hash', f.hash) ORDER BY f.name) FROM case_fact AS f
    WHERE f.centre_id = d.centre_id AND f.case_id = d.case_id AND f.round = d.round) AS facts`;
const joined = 'JOIN service_case AS c ON c.centre_id = d.centre_id AND c.id = d.case_id';

/** Decisions after a key in the order of case and round, so that all of them can be read in parts. */
export async function selectDecisionsAfter(
  tx: Tx,
  after: RoundKey | null,
  limit: number,
): Promise<StoredDecision[]> {
  return tx.query<StoredDecision>(
    `SELECT ${columns} FROM decision AS d ${joined}
      WHERE d.centre_id = $1 AND (d.case_id, d.round) > ($2::uuid, $3::int) ORDER BY d.case_id, d.round LIMIT $4`,
    [tx.centreId, after?.caseId ?? '00000000-0000-0000-0000-000000000000', after?.round ?? 0, limit],
  );
}

export async function selectDecisionsOfCase(tx: Tx, caseId: string): Promise<StoredDecision[]> {
  return tx.query<StoredDecision>(
    `SELECT ${columns} FROM decision AS d ${joined} WHERE d.centre_id = $1 AND d.case_id = $2 ORDER BY d.round`,
    [tx.centreId, caseId],
  );
}

export async function selectDecisionsOf(tx: Tx, keys: readonly RoundKey[]): Promise<StoredDecision[]> {
  return tx.query<StoredDecision>(
    `SELECT ${columns} FROM unnest($2::uuid[], $3::int[]) AS w (case_id, round)
       JOIN decision AS d ON d.centre_id = $1 AND d.case_id = w.case_id AND d.round = w.round ${joined}
      ORDER BY d.case_id, d.round`,
    [tx.centreId, keys.map(({ caseId }) => caseId), keys.map(({ round }) => round)],
  );
}

/** Draws decisions made on some business days: the same seed draws the same ones. Also says how many there were. */
export async function drawDecisions(
  tx: Tx,
  draw: { fromDay: string; toDay: string; size: number; seed: string },
): Promise<{ keys: RoundKey[]; decisions: number }> {
  const rows = await tx.query<RoundKey & { decisions: number }>(
    `SELECT case_id AS "caseId", round, count(*) OVER ()::int AS decisions FROM decision
      WHERE centre_id = $1 AND today BETWEEN $2::date AND $3::date
      ORDER BY md5($4::text || case_id::text || round::text), case_id, round LIMIT $5`,
    [tx.centreId, draw.fromDay, draw.toDay, draw.seed, draw.size],
  );
  return { keys: rows.map(({ caseId, round }) => ({ caseId, round })), decisions: rows[0]?.decisions ?? 0 };
}
