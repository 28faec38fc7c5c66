import { type Month, monthToNumber } from '../../../kernel/month';
import type { Tx } from '../../../platform/database/tx';
import { changeColumns, type ChangesOf } from './roster-store';

/**
 * A list just confirmed: the accounts take its bases and amounts where they differ, and a base that is another is told in
 * the history. An account that has another base from a later month keeps that one. The base of who joined from `open` on
 * rests on how they joined, for this is the list that brings it; any other that a list changes, on the employer's word.
 */
export async function takeBasesOfList(tx: Tx, of: ChangesOf, listId: string, open: Month): Promise<void> {
  await tx.execute(
    `WITH first AS MATERIALIZED (
       SELECT DISTINCT ON (account_id) account_id, manner FROM enrolment
        WHERE centre_id = $1 AND unit_id = $2 AND from_month >= $8 AND manner <> 'same-employment' ORDER BY account_id, id DESC
     ), changed AS MATERIALIZED (
       SELECT m.account_id, m.base_fen AS former_fen, l.base_fen, l.employer_fen, l.employee_fen,
              CASE WHEN m.base_fen <> l.base_fen THEN coalesce(f.manner, 'declared') ELSE m.base_source END AS base_source
         FROM remittance_line AS l
         JOIN member_account AS m ON m.centre_id = l.centre_id AND m.account_id = l.account_id
         LEFT JOIN first AS f ON f.account_id = l.account_id
        WHERE l.centre_id = $1 AND l.list_id = $7
          AND (m.base_fen, m.employer_fen, m.employee_fen) IS DISTINCT FROM (l.base_fen, l.employer_fen, l.employee_fen)
          AND NOT EXISTS (SELECT FROM roster_change AS c WHERE c.centre_id = $1 AND c.account_id = m.account_id
                             AND c.from_month > $3::int AND c.base_fen IS NOT NULL)
        ORDER BY m.account_id FOR NO KEY UPDATE OF m
     ), told AS (
       INSERT INTO roster_change (centre_id, ${changeColumns})
       SELECT $1, account_id, $2, 'base', $3::int, former_fen, base_fen, NULL, $4::uuid, $5::date, $6::timestamptz
         FROM changed WHERE base_fen <> former_fen ORDER BY account_id
     )
     UPDATE member_account AS m
        SET base_fen = c.base_fen, employer_fen = c.employer_fen, employee_fen = c.employee_fen, base_source = c.base_source
       FROM changed AS c WHERE m.centre_id = $1 AND m.account_id = c.account_id`,
    [tx.centreId, of.unitId, monthToNumber(of.from), of.caseId, of.on, of.at, listId, monthToNumber(open)],
  );
}
