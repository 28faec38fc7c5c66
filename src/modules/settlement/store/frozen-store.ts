import type { Tx } from '../../../platform/database/tx';

/** A payment that contradicts the bank: nothing automatic happens to it, a person looks. */
export interface FrozenInstruction {
  readonly id: string;
  /** The case it pays. */
  readonly sourceId: string;
  readonly reference: string;
  readonly amountFen: bigint;
  readonly state: string;
  /** Codes of what the bank said that cannot be, the first first. */
  readonly codes: readonly string[];
  readonly frozenAt: Date;
  /** Day (UTC+8) and instant of `frozenAt` as sort keys. */
  readonly day: string;
  readonly at: string;
}

/** Where a page starts: after this key, in the order of the day, the instant and the id. */
export interface FrozenKey {
  readonly day: string;
  readonly at: string;
  readonly id: string;
}

/** Frozen instructions, the oldest first. */
export async function selectFrozen(
  tx: Tx,
  after: FrozenKey | null,
  limit: number,
): Promise<FrozenInstruction[]> {
  return tx.query<FrozenInstruction>(
    `SELECT * FROM (
       SELECT i.id, i.source_id AS "sourceId", i.reference, i.amount_fen AS "amountFen", i.state, told.codes,
              told.first AS "frozenAt", (told.first AT TIME ZONE 'Asia/Shanghai')::date::text AS day,
              to_char(told.first AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
         FROM instruction AS i
         JOIN bank_account AS a ON a.centre_id = i.centre_id AND a.id = i.bank_account_id
         CROSS JOIN LATERAL (
           SELECT coalesce(min(b.noticed_at), i.sent_at) AS first, coalesce(array_agg(DISTINCT b.code), '{}') AS codes
             FROM bank_incident AS b
            WHERE b.centre_id = i.centre_id AND b.reference = i.reference AND b.bank_code = a.bank_code) AS told
        WHERE i.centre_id = $1 AND i.frozen) AS f
      WHERE (f.day, f.at, f.id) > ($2::text, $3::text, $4::uuid)
      ORDER BY f.day, f.at, f.id LIMIT $5`,
    [
      tx.centreId,
      after?.day ?? '',
      after?.at ?? '',
      after?.id ?? '00000000-0000-0000-0000-000000000000',
      limit,
    ],
  );
}
