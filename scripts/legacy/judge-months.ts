import type { Client } from 'pg';
import { legacyFile } from './legacy-files';
import { type JudgeScope, note, told } from './note-faults';

/**
 * What the books hold of months: lists, taken over or born here; the lines that were taken over or stand on such a list; and
 * the months of members that somebody has paid, or begun to pay, since.
 */
async function findMonths(client: Client, centreId: number): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE month_on_books AS
     SELECT b.dwzh, l.month, l.id AS list_id, l.taken_over FROM remittance_list AS l JOIN unit_on_books AS b ON b.unit_id = l.unit_id
      WHERE l.centre_id = ${centreId} AND NOT l.cancelled`,
  );
  await client.query(
    `CREATE TEMP TABLE line_on_books AS
     SELECT b.dwzh, b.month, '01' AS type, m.account_no AS grzh FROM month_on_books AS b
       JOIN remittance_line AS r ON r.centre_id = ${centreId} AND r.list_id = b.list_id
       JOIN member_account AS m ON m.centre_id = r.centre_id AND m.account_id = r.account_id
     UNION ALL
     SELECT b.dwzh, r.month, '02', m.account_no FROM back_payment AS p JOIN unit_on_books AS b ON b.unit_id = p.unit_id
       JOIN back_payment_line AS r ON r.centre_id = p.centre_id AND r.payment_id = p.id
       JOIN member_account AS m ON m.centre_id = r.centre_id AND m.account_id = r.account_id
      WHERE p.centre_id = ${centreId} AND p.taken_over`,
  );
  await client.query(
    `CREATE TEMP TABLE credited_here AS
     SELECT m.account_no AS grzh, x.month FROM (
       SELECT r.account_id, l.month FROM remittance_list AS l JOIN remittance_line AS r ON r.centre_id = l.centre_id AND r.list_id = l.id
        WHERE l.centre_id = ${centreId} AND NOT l.taken_over AND NOT l.cancelled
       UNION
       SELECT r.account_id, r.month FROM back_payment AS p JOIN back_payment_line AS r ON r.centre_id = p.centre_id AND r.payment_id = p.id
        WHERE p.centre_id = ${centreId} AND NOT p.taken_over AND p.state <> 'CANCELLED'
       UNION
       SELECT f.account_id, f.month FROM flexible_payment AS f WHERE f.centre_id = ${centreId}) AS x
       JOIN member_account AS m ON m.centre_id = ${centreId} AND m.account_id = x.account_id`,
  );
  // A run that was killed left many: each piece of the next one asks for its own lines only.
  await client.query('CREATE INDEX ON line_on_books (dwzh, month, grzh)');
  await client.query('ANALYZE month_on_books, line_on_books, credited_here');
}

/** Months already paid: each of an account that is taken over, at a unit that is. */
export async function judgeDetails({ client, centreId, cutOver }: JudgeScope): Promise<void> {
  await findMonths(client, centreId);
  await note(
    client,
    'detail',
    `typed_detail AS t JOIN (SELECT grzh, dwzh, hbjny, gjhtqywlx FROM typed_detail GROUP BY 1, 2, 3, 4 HAVING count(*) > 1) AS r
       USING (grzh, dwzh, hbjny, gjhtqywlx)`,
    [told('HBJNY', 't.hbjny::text', 'DUPLICATE_MONTH', 'true')],
  );
  await note(
    client,
    'detail',
    `typed_detail AS t LEFT JOIN unit_standing AS u USING (dwzh) LEFT JOIN typed_unit_account AS ua USING (dwzh)
       LEFT JOIN (SELECT dwzh, bool_or(dwlx IS NOT NULL) AS own FROM typed_unit_info GROUP BY dwzh) AS ui USING (dwzh)
       LEFT JOIN (SELECT DISTINCT ON (grzh) grzh, line IN (SELECT line FROM fault WHERE file = '${legacyFile('account').file}') AS rejected
                    FROM typed_account ORDER BY grzh) AS a USING (grzh)
       LEFT JOIN month_on_books AS m ON m.dwzh = t.dwzh AND m.month = t.hbjny
       LEFT JOIN line_on_books AS b ON b.dwzh = t.dwzh AND b.month = t.hbjny AND b.type = t.gjhtqywlx AND b.grzh = t.grzh
       LEFT JOIN credited_here AS c ON c.grzh = t.grzh AND c.month = t.hbjny`,
    [
      told(
        'HBJNY',
        't.hbjny::text',
        'MONTH_ON_BOOKS',
        `b.grzh IS NULL AND (c.grzh IS NOT NULL OR (t.gjhtqywlx = '01' AND NOT m.taken_over))`,
      ),
      told('DWZH', 't.dwzh', 'UNIT_UNKNOWN', 't.dwzh IS NOT NULL AND u.dwzh IS NULL'),
      told('DWZH', 't.dwzh', 'UNIT_REJECTED', 'u.rejected'),
      told('GRZH', 't.grzh', 'ACCOUNT_MISSING', 't.grzh IS NOT NULL AND a.grzh IS NULL'),
      told('GRZH', 't.grzh', 'ACCOUNT_REJECTED', 'a.rejected'),
      told('JZRQ', 't.jzrq::text', 'FUTURE_DAY', `t.jzrq > '${cutOver}'::date`),
      // A unit of the centre's own pays for nobody: its members pay for themselves, each to a month of their own.
      told(
        'HBJNY',
        't.hbjny::text',
        'FUTURE_MONTH',
        `u.dwzh IS NOT NULL AND t.hbjny > CASE WHEN ui.own THEN to_char('${cutOver}'::date, 'YYYYMM')::int ELSE coalesce(ua.jzny, 0) END`,
      ),
      told('FSE', 't.fse::text', 'SPLIT_DIFFERS', 't.fse <> t.dwfse + t.grfse'),
      told('FSE', 't.fse::text', 'NEGATIVE', 't.fse <= 0 OR t.dwfse < 0 OR t.grfse < 0'),
      told('YJE', 't.yje::text', 'SPLIT_DIFFERS', `t.gjhtqywlx = '02' AND t.yje < t.fse`),
      told('GRJCJS', 't.grjcjs::text', 'OVER_BASE', 't.dwfse > t.grjcjs OR t.grfse > t.grjcjs'),
    ],
  );
}
