import type { Tx } from '../../../platform/database/tx';
import type { IncidentCode } from '../domain/outcome';
import type { DifferenceKind, ExplanationCode, SettledAs } from '../domain/statement-difference';
import type { FrozenKey } from './frozen-store';

/** A line that is not alike at a bank and in our books, and waits for a person. */
export interface OpenDifference extends FrozenKey {
  readonly difference: DifferenceKind;
  readonly bankCode: string;
  readonly accountNo: string;
  /** Day of the statement. */
  readonly statementDay: string;
  /** Host serial number, or our reference of a payment that only we have. */
  readonly subject: string;
  readonly reference: string | null;
  /** Fen; null on the side that has nothing. */
  readonly bankFen: bigint | null;
  readonly bookFen: bigint | null;
  readonly foundAt: Date;
}

/** A day of an account as its bank and our books have it. */
export interface StatementRow {
  readonly id: string;
  readonly bankCode: string;
  readonly accountNo: string;
  readonly day: string;
  readonly lines: number | null;
  readonly answeredAt: Date | null;
  readonly comparedAt: Date | null;
  readonly explainedAt: Date | null;
  readonly differences: readonly EndedDifference[];
}

/** As a jsonb document has it: money as text of fen. */
export interface EndedDifference {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly subject: string;
  readonly reference: string | null;
  readonly bankFen: string | null;
  readonly bookFen: string | null;
  readonly state: 'open' | 'gone' | 'explained';
  readonly foundAt: string;
  readonly endedAt: string | null;
  readonly settledAs: SettledAs | null;
  readonly contradiction: IncidentCode | null;
  readonly reasonCode: ExplanationCode | null;
  readonly reason: string | null;
}

/** Differences that are open, the oldest first; the key is as in the queue of frozen orders. */
export function selectOpenDifferences(
  tx: Tx,
  after: FrozenKey | null,
  limit: number,
): Promise<OpenDifference[]> {
  return tx.query<OpenDifference>(
    `SELECT * FROM (
       SELECT d.id, d.kind AS difference, a.bank_code AS "bankCode", a.account_no AS "accountNo", s.day::text AS "statementDay",
              d.subject, d.reference, d.bank_fen AS "bankFen", d.book_fen AS "bookFen", d.found_at AS "foundAt",
              (d.found_at AT TIME ZONE 'Asia/Shanghai')::date::text AS day,
              to_char(d.found_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
         FROM statement_difference AS d
         JOIN bank_statement AS s ON s.centre_id = d.centre_id AND s.id = d.statement_id
         JOIN bank_account AS a ON a.centre_id = s.centre_id AND a.id = s.bank_account_id
        WHERE d.centre_id = $1 AND d.state = 'open') AS f
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

/** Days that are over: first those that are not explained, then the latest. */
export function selectStatementDays(tx: Tx, limit: number): Promise<StatementRow[]> {
  return tx.query<StatementRow>(
    `SELECT s.id, a.bank_code AS "bankCode", a.account_no AS "accountNo", s.day::text AS day, s.lines, s.answered_at AS "answeredAt",
            s.compared_at AS "comparedAt", s.explained_at AS "explainedAt", coalesce(d.all, '[]') AS differences
       FROM bank_statement AS s
       JOIN bank_account AS a ON a.centre_id = s.centre_id AND a.id = s.bank_account_id
       LEFT JOIN LATERAL (
         SELECT jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'subject', d.subject, 'reference', d.reference,
                  'bankFen', d.bank_fen::text, 'bookFen', d.book_fen::text, 'state', d.state, 'foundAt', d.found_at,
                  'endedAt', d.ended_at, 'settledAs', d.settled_as, 'contradiction', d.contradiction, 'reasonCode', d.reason_code, 'reason', d.reason) ORDER BY d.found_at, d.id) AS all
           FROM statement_difference AS d WHERE d.centre_id = s.centre_id AND d.statement_id = s.id) AS d ON true
      WHERE s.centre_id = $1 AND (s.due_at IS NOT NULL OR s.explained_at IS NOT NULL)
      ORDER BY (s.explained_at IS NULL) DESC, s.day DESC, a.bank_code, a.account_no LIMIT $2`,
    [tx.centreId, limit],
  );
}

export interface Explanation {
  readonly id: string;
  readonly by: string;
  readonly code: ExplanationCode;
  readonly reason: string;
}

/** Ends an open difference, and has its day looked at again; the state it was in, null where there is none. */
export async function explainDifference(
  tx: Tx,
  { id, by, code, reason }: Explanation,
  at: Date,
): Promise<'open' | 'gone' | 'explained' | null> {
  const [found] = await tx.query<{ state: 'open' | 'gone' | 'explained'; statementId: string }>(
    `SELECT state, statement_id AS "statementId" FROM statement_difference
      WHERE centre_id = $1 AND id = $2 FOR NO KEY UPDATE`,
    [tx.centreId, id],
  );
  if (found?.state !== 'open') return found?.state ?? null;
  await tx.execute(
    `UPDATE statement_difference SET state = 'explained', ended_at = $3, ended_by = $4, reason_code = $5, reason = $6
      WHERE centre_id = $1 AND id = $2`,
    [tx.centreId, id, at, by, code, reason],
  );
  await tx.execute(
    `UPDATE bank_statement SET due_at = clock_timestamp() WHERE centre_id = $1 AND id = $2 AND explained_at IS NULL`,
    [tx.centreId, found.statementId],
  );
  return 'open';
}
