import { faulty, type JudgeScope, note, repeated, told } from './note-faults';

/**
 * Freezes of courts, each of an account that is open and taken over. An account with a freeze that cannot be taken over
 * is not taken over either: its money would be free.
 */
export async function judgeFreezes({ client, centreId, cutOver }: JudgeScope): Promise<void> {
  await note(client, 'freeze', `typed_freeze AS t JOIN ${repeated('freeze', 'djwsh')} USING (djwsh)`, [
    told('DJWSH', 't.djwsh', 'DUPLICATE_ORDER', 'true'),
  ]);
  await note(
    client,
    'freeze',
    `typed_freeze AS t JOIN (SELECT grzh, djsx FROM typed_freeze GROUP BY 1, 2 HAVING count(*) > 1) AS r USING (grzh, djsx)`,
    [told('DJSX', 't.djsx::text', 'DUPLICATE_ORDER', 'true')],
  );
  await client.query(
    `CREATE TEMP TABLE frozen_account AS
     SELECT DISTINCT ON (grzh) grzh, line, grzhzt, djwsh FROM typed_account WHERE grzh IS NOT NULL ORDER BY grzh, line`,
  );
  await note(
    client,
    'freeze',
    'typed_freeze AS t LEFT JOIN frozen_account AS a USING (grzh) LEFT JOIN account_on_books AS b USING (grzh)',
    [
      told('GRZH', 't.grzh', 'ACCOUNT_MISSING', 't.grzh IS NOT NULL AND a.grzh IS NULL'),
      told('GRZH', 't.grzh', 'FREEZE_OF_CLOSED', `a.grzhzt IN ('03', '04', '05')`),
      told('DJJE', '(t.djje / 100.0)::numeric(18, 2)::text', 'NEGATIVE', 't.djje <= 0'),
      told('DJRQ', 't.djrq::text', 'FUTURE_DAY', `t.djrq > '${cutOver}'::date`),
      told(
        'DJWSH',
        't.djwsh',
        'DUPLICATE_ORDER',
        `b.grzh IS NULL AND t.djwsh IN (SELECT order_no FROM court_order WHERE centre_id = ${centreId})
         OR t.djwsh IN (SELECT o.djwsh FROM typed_account AS o WHERE o.grzhzt = '06' AND o.grzh <> t.grzh)`,
      ),
    ],
  );
  // The first of the whole account, by its turn: what the account says of itself must be that one.
  await note(
    client,
    'account',
    `frozen_account AS t JOIN (
       SELECT grzh, (array_agg(djwsh ORDER BY djsx) FILTER (WHERE djje IS NULL))[1] AS whole, count(*) FILTER (WHERE djje IS NULL) AS wholes
         FROM typed_freeze GROUP BY grzh) AS f USING (grzh)`,
    [
      told(
        'GRZHZT',
        't.grzhzt',
        'FREEZE_DIFFERS',
        `t.grzhzt IN ('01', '02', '06') AND (t.grzhzt = '06') <> (f.wholes > 0)`,
      ),
      told('DJWSH', 't.djwsh', 'FREEZE_DIFFERS', `t.grzhzt = '06' AND t.djwsh <> f.whole`),
    ],
  );
  await note(
    client,
    'account',
    `frozen_account AS t JOIN (SELECT DISTINCT f.grzh FROM typed_freeze AS f WHERE ${faulty('freeze').replace('t.line', 'f.line')}) AS r USING (grzh)`,
    [told('GRZH', 't.grzh', 'FREEZE_REJECTED', 'true')],
  );
}

/** With an account its freezes stay behind. */
export async function judgeFreezesOfAccounts({ client }: JudgeScope): Promise<void> {
  await note(client, 'freeze', `typed_freeze AS t JOIN typed_account AS a USING (grzh)`, [
    told(
      'GRZH',
      't.grzh',
      'ACCOUNT_REJECTED',
      `${faulty('account').replace('t.line', 'a.line')} AND NOT ${faulty('freeze')}`,
    ),
  ]);
}
