import type { Fen } from '../../../kernel/money';
import type { Tx } from '../../../platform/database/tx';

/** Free money of each lot; what is on its way back is not counted. */
const LEFT = `
  SELECT s.centre_id, s.unit_id, s.receipt_id, s.kept_on, s.amount_fen - coalesce(d.drawn, 0) - coalesce(r.back, 0) AS left_fen
    FROM unit_suspense AS s
    LEFT JOIN (SELECT receipt_id, sum(amount_fen) AS drawn FROM suspense_draw WHERE centre_id = $1 GROUP BY receipt_id) AS d
      ON d.receipt_id = s.receipt_id
    LEFT JOIN (SELECT lot_id, sum(amount_fen) AS back FROM suspense_return WHERE centre_id = $1 AND state IN ('held', 'paid') GROUP BY lot_id) AS r
      ON r.lot_id = s.receipt_id
   WHERE s.centre_id = $1`;

export interface SuspenseOfAge {
  /** Days since it came. */
  readonly days: number;
  readonly kind: 'unit' | 'unmatched';
  readonly items: number;
  readonly amount: Fen;
}

/** All money in suspense by the day it came: days are few, lots may be many. */
export function selectSuspenseByAge(tx: Tx, today: string): Promise<SuspenseOfAge[]> {
  return tx.query<SuspenseOfAge>(
    `SELECT $2::date - l.kept_on AS days, 'unit' AS kind, count(*)::int AS items, sum(l.left_fen)::bigint AS amount
       FROM (${LEFT}) AS l WHERE l.left_fen > 0 GROUP BY l.kept_on
     UNION ALL
     SELECT $2::date - j.business_date, 'unmatched', count(*)::int, sum(r.amount_fen)::bigint
       FROM receipt AS r JOIN journal AS j ON j.centre_id = r.centre_id AND j.id = r.journal_id
      WHERE r.centre_id = $1 AND r.state = 'suspense' GROUP BY j.business_date`,
    [tx.centreId, today],
  );
}

export interface UnitSuspenseRow {
  readonly employerId: string;
  readonly unitAccountNo: string;
  readonly lots: number;
  readonly amount: Fen;
  readonly oldest: string;
}

/** Units with money in suspense that came on or before a day, the oldest first. */
export function selectOldSuspense(tx: Tx, until: string, limit: number): Promise<UnitSuspenseRow[]> {
  return tx.query<UnitSuspenseRow>(
    `SELECT u.employer_id AS "employerId", u.unit_account_no AS "unitAccountNo", count(*)::int AS lots,
            sum(l.left_fen)::bigint AS amount, min(l.kept_on) AS oldest
       FROM (${LEFT}) AS l JOIN unit_account AS u ON u.centre_id = $1 AND u.ledger_account_id = l.unit_id
      WHERE l.left_fen > 0 AND l.kept_on <= $2::date
      GROUP BY u.employer_id, u.unit_account_no ORDER BY oldest, u.unit_account_no LIMIT $3`,
    [tx.centreId, until, limit],
  );
}

export interface UnmatchedRow {
  readonly receiptId: string;
  readonly amount: Fen;
  readonly receivedOn: string;
  readonly bankSerial: string;
  readonly goesBack: boolean;
}

/** Receipts that nobody claimed and that came on or before a day, the oldest first. No personal data. */
export function selectUnmatched(tx: Tx, until: string, limit: number): Promise<UnmatchedRow[]> {
  return tx.query<UnmatchedRow>(
    `SELECT r.id AS "receiptId", r.amount_fen AS amount, j.business_date AS "receivedOn", r.bank_serial AS "bankSerial",
            EXISTS (SELECT FROM receipt_return AS b WHERE b.centre_id = r.centre_id AND b.receipt_id = r.id AND b.state = 'held') AS "goesBack"
       FROM receipt AS r JOIN journal AS j ON j.centre_id = r.centre_id AND j.id = r.journal_id
      WHERE r.centre_id = $1 AND r.state = 'suspense' AND j.business_date <= $2::date
      ORDER BY r.received_at, r.id LIMIT $3`,
    [tx.centreId, until, limit],
  );
}
