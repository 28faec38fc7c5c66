import type { Tx } from '../../../platform/database/tx';

/** What is frozen: a payment of ours, an order to collect, or a whole batch of them. */
export type FrozenKind = 'payment' | 'collection' | 'collection-batch';

/**
 * An order to a bank that contradicts us about it, so that nothing automatic happens to it, or is silent for long; or a
 * payment whose payee has let it wait for long, or whose account has: a person looks.
 */
export interface FrozenOrder {
  readonly what: FrozenKind;
  readonly id: string;
  /** What it pays or collects for: the case of most payments; null of a batch. */
  readonly sourceId: string | null;
  readonly purpose: string;
  /** National code of the bank, and the account of the centre at it. */
  readonly bankCode: string;
  readonly accountNo: string;
  readonly reference: string;
  readonly amountFen: bigint;
  readonly state: string;
  /** False: the bank is silent, and is asked on. */
  readonly frozen: boolean;
  /** Not sent, for its card is stopped and its holder has bound none since. */
  readonly held: boolean;
  /** Not paid, for its account has not the funds. */
  readonly short: boolean;
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

/** After so long without a final word of the bank a person asks it in writing [assume]. */
export const SILENT_AFTER_MS = 24 * 3_600_000;
/** Funds of our own come within a minute; after so long somebody has to bring them [assume]. */
export const SHORT_AFTER_MS = 15 * 60_000;
const longAgo = `clock_timestamp() - ${SILENT_AFTER_MS / 1_000} * interval '1 second'`;
const silent = (order: string): string => `(NOT ${order}.frozen AND ${order}.sent_at < ${longAgo})`;
const OPEN = `('sending', 'accepted', 'unknown')`;

const orders = `
  SELECT 'payment' AS what, i.id, i.source_id, i.purpose, i.bank_account_id, i.reference, i.amount_fen, i.state, i.frozen,
         i.held_at IS NOT NULL AS held, i.short_since IS NOT NULL AS short, coalesce(i.held_at, i.short_since, i.sent_at) AS since
    FROM instruction AS i WHERE i.centre_id = $1 AND (i.frozen OR (i.state IN ${OPEN} AND ${silent('i')})
      OR i.held_at < ${longAgo} OR i.short_since < clock_timestamp() - ${SHORT_AFTER_MS / 1_000} * interval '1 second')
  UNION ALL
  SELECT 'collection', c.id, c.source_id, c.purpose, c.bank_account_id, c.reference, c.amount_fen, c.state, c.frozen, false, false, coalesce(c.sent_at, c.created_at)
    FROM collection AS c WHERE c.centre_id = $1 AND (c.frozen OR (c.batch_id IS NULL AND c.state IN ${OPEN} AND ${silent('c')}))
  UNION ALL
  SELECT 'collection-batch', b.id, NULL, b.purpose, b.bank_account_id, b.reference, b.amount_fen, b.state, b.frozen, false, false, coalesce(b.sent_at, b.created_at)
    FROM collection_batch AS b WHERE b.centre_id = $1 AND (b.frozen OR (b.state IN ${OPEN} AND ${silent('b')}))`;

/** Frozen and silent orders to banks, the oldest first. */
export async function selectFrozen(tx: Tx, after: FrozenKey | null, limit: number): Promise<FrozenOrder[]> {
  return tx.query<FrozenOrder>(
    `SELECT * FROM (
       SELECT o.what, o.id, o.source_id AS "sourceId", o.purpose, a.bank_code AS "bankCode", a.account_no AS "accountNo",
              o.reference, o.amount_fen AS "amountFen", o.state, o.frozen, o.held, o.short, told.codes,
              told.first AS "frozenAt", (told.first AT TIME ZONE 'Asia/Shanghai')::date::text AS day,
              to_char(told.first AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
         FROM (${orders}) AS o
         JOIN bank_account AS a ON a.centre_id = $1 AND a.id = o.bank_account_id
         CROSS JOIN LATERAL (
           SELECT coalesce(min(b.noticed_at), o.since) AS first, coalesce(array_agg(DISTINCT b.code), '{}') AS codes
             FROM bank_incident AS b
            WHERE b.centre_id = $1 AND b.reference = o.reference AND b.bank_code = a.bank_code) AS told) AS f
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
