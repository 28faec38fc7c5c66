import type { Client } from 'pg';
import { legacyFile } from './legacy-files';
import { offRatio } from './off-ratio';
import { judgeFreezes, judgeFreezesOfAccounts } from './judge-freezes';
import { deferralTold, stateTold } from './judge-states';
import { faulty, type JudgeScope, note, repeated, told } from './note-faults';

/** Units: pairs of information and account, one employer each, known to the books or new. Leaves `unit_standing`. */
export async function judgeUnits({ client, centreId, cutOver }: JudgeScope): Promise<void> {
  for (const [key, other] of [
    ['unit_info', 'unit_account'],
    ['unit_account', 'unit_info'],
  ] as const) {
    await note(client, key, `typed_${key} AS t JOIN ${repeated(key, 'dwzh')} USING (dwzh)`, [
      told('DWZH', 't.dwzh', 'DUPLICATE_ACCOUNT', 'true'),
    ]);
    await note(client, key, `typed_${key} AS t LEFT JOIN typed_${other} AS o USING (dwzh)`, [
      told('DWZH', 't.dwzh', 'UNIT_INCOMPLETE', 't.dwzh IS NOT NULL AND o.line IS NULL'),
    ]);
  }
  await note(
    client,
    'unit_info',
    `typed_unit_info AS t JOIN ${repeated('unit_info', 'zzjgdm')} USING (zzjgdm)`,
    [told('ZZJGDM', 't.zzjgdm', 'DUPLICATE_EMPLOYER', 'true')],
  );
  await note(
    client,
    'unit_info',
    `typed_unit_info AS t JOIN (SELECT dwlx, dwxzqh FROM typed_unit_info WHERE dwlx IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1) AS r
       USING (dwlx, dwxzqh)`,
    [told('DWLX', 't.dwlx', 'DUPLICATE_EMPLOYER', 'true')],
  );
  const day = `'${cutOver}'::date`;
  await note(client, 'unit_info', 'typed_unit_info AS t', [
    told('DWKHRQ', 't.dwkhrq::text', 'FUTURE_DAY', `t.dwkhrq > ${day}`),
    told('JBRZJHM', 'NULL', 'MISSING', '(t.jbrzjhm IS NULL) <> (t.jbrxm IS NULL)'),
  ]);
  const month = Number(cutOver.slice(0, 4)) * 100 + Number(cutOver.slice(5, 7));
  await note(client, 'unit_account', 'typed_unit_account AS t', [
    told('JZNY', 't.jzny::text', 'FUTURE_MONTH', `t.jzny > ${month}`),
    ...deferralTold,
  ]);
  await client.query(
    `CREATE TEMP TABLE unit_on_books AS
     SELECT u.unit_account_no AS dwzh, u.ledger_account_id AS unit_id, e.credit_code
       FROM unit_account AS u LEFT JOIN employer AS e ON e.centre_id = u.centre_id AND e.id = u.employer_id
      WHERE u.centre_id = ${centreId}`,
  );
  await note(client, 'unit_info', 'typed_unit_info AS t LEFT JOIN unit_on_books AS b USING (dwzh)', [
    told('ZZJGDM', 't.zzjgdm', 'ALREADY_DIFFERENT', 'b.credit_code <> t.zzjgdm'),
    told(
      'ZZJGDM',
      't.zzjgdm',
      'EMPLOYER_EXISTS',
      `b.dwzh IS NULL AND EXISTS (SELECT FROM employer AS e WHERE e.centre_id = ${centreId} AND e.credit_code = t.zzjgdm)`,
    ),
    told(
      'DWLX',
      't.dwlx',
      'EMPLOYER_EXISTS',
      `b.dwzh IS NULL AND EXISTS (SELECT FROM unit_account AS u
         WHERE u.centre_id = ${centreId} AND u.employer_id = md5('unit:' || t.dwlx || ':' || t.dwxzqh)::uuid)`,
    ),
  ]);
}

/** One name an id number, in the folder and beside the books; then what became of each unit. */
export async function judgePeople({ client, centreId }: JudgeScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE identity AS
     SELECT 'person_info' AS source, line, 'XingMing' AS field, zjhm_id AS id, xingming AS name, xingming_folded AS folded
       FROM staged_person_info WHERE zjhm_id IS NOT NULL
     UNION ALL
     SELECT 'unit_info', line, 'DWFRDBXM', dwfrdbzjhm_id, dwfrdbxm, dwfrdbxm_folded FROM staged_unit_info WHERE dwfrdbzjhm_id IS NOT NULL
     UNION ALL
     SELECT 'unit_info', line, 'JBRXM', jbrzjhm_id, jbrxm, jbrxm_folded FROM staged_unit_info WHERE jbrzjhm_id IS NOT NULL
     UNION ALL
     SELECT 'loan_contract', line, 'JKRXM', jkrzjh_id, jkrxm, jkrxm_folded FROM staged_loan_contract WHERE jkrzjh_id IS NOT NULL
     UNION ALL
     SELECT 'loan_party', line, 'GTJKRXM', gtjkrzjhm_id, gtjkrxm, gtjkrxm_folded FROM staged_loan_party WHERE gtjkrzjhm_id IS NOT NULL`,
  );
  await client.query('ANALYZE identity');
  await client.query(
    `CREATE TEMP TABLE two_names AS
     SELECT id FROM identity GROUP BY id HAVING count(DISTINCT folded) > 1
     UNION
     SELECT i.id FROM identity AS i JOIN person AS p ON p.centre_id = ${centreId} AND p.id = i.id
      WHERE upper(btrim(normalize(p.name, NFKC))) <> upper(btrim(normalize(i.name, NFKC)))`,
  );
  for (const key of ['person_info', 'unit_info', 'loan_contract', 'loan_party'] as const) {
    await note(client, key, `identity AS t JOIN two_names AS n ON n.id = t.id AND t.source = '${key}'`, [
      `(t.field, NULL, 'NAME_DIFFERS', true)`,
    ]);
  }
  for (const [key, other] of [
    ['unit_info', 'unit_account'],
    ['unit_account', 'unit_info'],
  ] as const) {
    await note(client, key, `typed_${key} AS t JOIN typed_${other} AS o USING (dwzh)`, [
      told(
        'DWZH',
        't.dwzh',
        'UNIT_REJECTED',
        `o.line IN (SELECT line FROM fault WHERE file = '${legacyFile(other).file}') AND NOT ${faulty(key)}`,
      ),
    ]);
  }
  await client.query(
    `CREATE TEMP TABLE unit_standing AS
     SELECT t.dwzh, bool_or(${faulty('unit_info')}) AS rejected, bool_or(b.dwzh IS NOT NULL) AS present
       FROM typed_unit_info AS t LEFT JOIN unit_on_books AS b USING (dwzh) WHERE t.dwzh IS NOT NULL GROUP BY t.dwzh`,
  );
  await client.query('ANALYZE unit_standing');
}

/** What an employer's lists are worked out with; a unit of the centre's own has no ratio. */
const employersRatios = `
  SELECT a.dwzh, max(coalesce(a.dwjdbl, a.dwjcbl)) AS employer, max(coalesce(a.grjdbl, a.grjcbl)) AS employee
    FROM typed_unit_account AS a JOIN typed_unit_info AS i ON i.dwzh = a.dwzh AND i.dwlx IS NULL
   GROUP BY a.dwzh HAVING count(*) = 1`;
const inYuan = (fen: string): string => `(${fen} / 100.0)::numeric(18, 2)::text`;

/** Accounts and their people; leaves `account_on_books`. */
export async function judgeAccounts(scope: JudgeScope): Promise<void> {
  const { client, centreId, cutOver } = scope;
  const day = `'${cutOver}'::date`;
  for (const key of ['account', 'person_info'] as const) {
    await note(client, key, `typed_${key} AS t JOIN ${repeated(key, 'grzh')} USING (grzh)`, [
      told('GRZH', 't.grzh', 'DUPLICATE_ACCOUNT', 'true'),
    ]);
  }
  await client.query(
    `CREATE TEMP TABLE account_on_books AS
     SELECT m.account_no AS grzh, m.person_id, o.carried_fen, o.current_fen, o.accumulation, o.account_id IS NOT NULL AS taken_over
       FROM member_account AS m
       LEFT JOIN opening_balance AS o ON o.centre_id = m.centre_id AND o.account_id = m.account_id
      WHERE m.centre_id = ${centreId}`,
  );
  await client.query('ANALYZE account_on_books');
  const negatives = ['GRJCJS', 'DWYJCE', 'GRYJCE', 'GRZHYE', 'GRZHSNJZYE', 'GRZHDNGJYE', 'JS'].map((name) =>
    told(name, `t.${name.toLowerCase()}::text`, 'NEGATIVE', `t.${name.toLowerCase()} < 0`),
  );
  await note(
    client,
    'account',
    `typed_account AS t LEFT JOIN unit_standing AS u USING (dwzh)
       LEFT JOIN (SELECT DISTINCT ON (grzh) grzh, line FROM typed_person_info ORDER BY grzh) AS i ON i.grzh = t.grzh
       LEFT JOIN staged_person_info AS p ON p.line = i.line
       LEFT JOIN account_on_books AS b ON b.grzh = t.grzh
       LEFT JOIN (${employersRatios}) AS r ON r.dwzh = t.dwzh AND coalesce(t.djqzt, t.grzhzt) = '01'`,
    [
      ...negatives,
      told('DWZH', 't.dwzh', 'UNIT_UNKNOWN', 't.dwzh IS NOT NULL AND u.dwzh IS NULL'),
      told('DWZH', 't.dwzh', 'UNIT_REJECTED', 'u.rejected'),
      told('GRZH', 't.grzh', 'PERSON_MISSING', 't.grzh IS NOT NULL AND i.grzh IS NULL'),
      told(
        'GRZHYE',
        '(t.grzhye / 100.0)::numeric(18, 2)::text',
        'PARTS_DIFFER',
        't.grzhye <> t.grzhsnjzye + t.grzhdngjye',
      ),
      told(
        'GRZHYE',
        '(t.grzhye / 100.0)::numeric(18, 2)::text',
        'TERMINAL_WITH_BALANCE',
        `t.grzhzt IN ('03', '04', '05') AND (t.grzhye <> 0 OR t.js <> 0)`,
      ),
      told('KHRQ', 't.khrq::text', 'FUTURE_DAY', `t.khrq > ${day}`),
      told('FCRQ', 't.fcrq::text', 'FUTURE_DAY', `t.fcrq > ${day}`),
      told('XHRQ', 't.xhrq::text', 'FUTURE_DAY', `t.xhrq > ${day}`),
      told('DJQZT', 't.djqzt', 'MISSING', `(t.grzhzt = '06') <> (t.djqzt IS NOT NULL)`),
      ...stateTold(centreId, day),
      told('DWYJCE', 't.dwyjce::text', 'OVER_BASE', 't.dwyjce > t.grjcjs'),
      told('GRYJCE', 't.gryjce::text', 'OVER_BASE', 't.gryjce > t.grjcjs'),
      told('DWYJCE', inYuan('t.dwyjce'), 'RATIO_DIFFERS', offRatio('t.dwyjce', 't.grjcjs', 'r.employer')),
      told('GRYJCE', inYuan('t.gryjce'), 'RATIO_DIFFERS', offRatio('t.gryjce', 't.grjcjs', 'r.employee')),
      told(
        'GRZH',
        't.grzh',
        'ALREADY_DIFFERENT',
        `b.grzh IS NOT NULL AND (NOT b.taken_over OR b.person_id IS DISTINCT FROM p.zjhm_id OR b.carried_fen <> t.grzhsnjzye
          OR b.current_fen <> t.grzhdngjye OR b.accumulation <> t.js)`,
      ),
    ],
  );
  await judgeOnePlace(client, centreId);
  await judgeFreezes(scope);
  await judgePairs(client);
  await judgeFreezesOfAccounts(scope);
}

/** A person has one open account, in the folder and with the books. */
async function judgeOnePlace(client: Client, centreId: number): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE open_account AS
     SELECT a.line, a.grzh, p.zjhm_id AS person_id FROM typed_account AS a
       JOIN typed_person_info AS i ON i.grzh = a.grzh JOIN staged_person_info AS p ON p.line = i.line
      WHERE a.grzhzt IN ('01', '02', '06') AND p.zjhm_id IS NOT NULL`,
  );
  await client.query('ANALYZE open_account');
  await note(
    client,
    'account',
    `open_account AS t JOIN (SELECT person_id FROM open_account GROUP BY person_id HAVING count(DISTINCT grzh) > 1) AS r USING (person_id)`,
    [told('GRZH', 't.grzh', 'DUPLICATE_PERSON', 'true')],
  );
  await note(
    client,
    'account',
    `open_account AS t JOIN member_account AS m ON m.centre_id = ${centreId} AND m.person_id = t.person_id
        AND m.state IN ('01', '02', '06') AND m.account_no <> t.grzh`,
    [told('GRZH', 't.grzh', 'PERSON_HAS_ACCOUNT', 'true')],
  );
}

/** An account and its person are taken over together or not at all. */
async function judgePairs(client: Client): Promise<void> {
  await note(client, 'person_info', 'typed_person_info AS t LEFT JOIN typed_account AS a USING (grzh)', [
    told('GRZH', 't.grzh', 'ACCOUNT_MISSING', 't.grzh IS NOT NULL AND a.line IS NULL'),
  ]);
  for (const [key, other, code] of [
    ['account', 'person_info', 'PERSON_REJECTED'],
    ['person_info', 'account', 'ACCOUNT_REJECTED'],
  ] as const) {
    await note(
      client,
      key,
      `typed_${key} AS t JOIN typed_${other} AS o USING (grzh) JOIN fault AS f ON f.file = '${legacyFile(other).file}' AND f.line = o.line`,
      [told('GRZH', 't.grzh', code, `NOT ${faulty(key)}`)],
    );
  }
}

export async function judgeSuspense({ client }: JudgeScope): Promise<void> {
  await note(client, 'suspense', `typed_suspense AS t JOIN ${repeated('suspense', 'dwzh')} USING (dwzh)`, [
    told('DWZH', 't.dwzh', 'DUPLICATE_ACCOUNT', 'true'),
  ]);
  await note(client, 'suspense', 'typed_suspense AS t LEFT JOIN unit_standing AS u USING (dwzh)', [
    told('DWZH', 't.dwzh', 'UNIT_UNKNOWN', 't.dwzh IS NOT NULL AND u.dwzh IS NULL'),
    told('DWZH', 't.dwzh', 'UNIT_REJECTED', 'u.rejected'),
    told('ZSKYE', '(t.zskye / 100.0)::numeric(18, 2)::text', 'NEGATIVE', 't.zskye < 0'),
  ]);
}
