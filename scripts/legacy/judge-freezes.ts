import type { Client } from 'pg';
import { legacyFile } from './legacy-files';
import { LegacyFolderError } from './legacy-folder-error';
import { faulty, type JudgeScope, note, repeated, told } from './note-faults';

/** Lines that a refusal names; of more it tells the number. */
const NAMED = 20;

/**
 * Freezes of courts, each of an account that is open and taken over. An account with a freeze that cannot be taken over
 * is not taken over either: its money would be free.
 * @throws LegacyFolderError when a freeze is of no account of the folder: any of them may be the one to keep back.
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
  await refuseFreezesOfNobody(client);
  await note(
    client,
    'freeze',
    'typed_freeze AS t JOIN frozen_account AS a USING (grzh) LEFT JOIN account_on_books AS b USING (grzh)',
    [
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

async function refuseFreezesOfNobody(client: Client): Promise<void> {
  const { rows } = await client.query<{ line: number }>(
    `SELECT t.line FROM typed_freeze AS t LEFT JOIN frozen_account AS a USING (grzh) WHERE a.grzh IS NULL ORDER BY t.line`,
  );
  if (rows.length === 0) return;
  const named = rows.slice(0, NAMED).map(({ line }) => line);
  const lines = `${named.join(', ')}${rows.length > NAMED ? ', …' : ''}`;
  throw new LegacyFolderError(
    `${legacyFile('freeze').file}：第 ${lines} 行（共 ${rows.length} 行）的 GRZH 不是个人账户中的账号，冻结的款项会放开，不予接管 / ` +
      `the GRZH of lines ${lines} (${rows.length} in all) names no account: frozen money would be free, nothing is taken over`,
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
