import type { Client } from 'pg';
import { fen, yuan } from '../../src/kernel/money';
import { LEGACY_FILES, legacyFile, MEMBER_SUBJECT, SUSPENSE_SUBJECT } from './legacy-files';
import { LegacyFolderError } from './legacy-folder-error';
import { loanSubjects } from './reconcile-loans';

export interface FileCount {
  readonly file: string;
  readonly rows: number;
  /** Rows that are, or will be, on the books. */
  readonly accepted: number;
  readonly rejected: number;
}

/** Money of one subject: file = accepted + rejected, and the subject's balance is that of the file. */
export interface SubjectSum {
  readonly subject: string;
  readonly ledger: string;
  readonly accepted: string;
  readonly rejected: string;
  /** Rows whose amount cannot be read; what the subject's balance has beyond the readable rows is theirs. */
  readonly unreadableRows: number;
  readonly unreadable: string;
}

export interface TakeoverReport {
  readonly cutOver: string;
  readonly files: readonly FileCount[];
  readonly subjects: readonly SubjectSum[];
  /** Units whose DWZHYE is not the sum of their members' balances in the file; told, and taken over as the members say. */
  readonly unitsDiffering: readonly { unit: string; stated: string; members: string }[];
  readonly units: number;
  readonly unitsBalanced: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** Rows of 个人业务明细 of business that leaves no month behind, by A.5. */
  readonly passedBy: Readonly<Record<string, number>>;
}

interface Sums {
  readonly accepted: bigint;
  readonly rejected: bigint;
  readonly unreadableRows: number;
}

const isFaulty = (key: 'account' | 'suspense'): string =>
  `t.line IN (SELECT line FROM fault WHERE file = '${legacyFile(key).file}')`;

/**
 * What the folder holds, what of it is taken over and what is not, by file, subject and unit, to the fen.
 * @throws LegacyFolderError when it does not add up: nothing may be booked then.
 */
export async function reconcile(client: Client, cutOver: string): Promise<TakeoverReport> {
  await refuseFaultyLedger(client);
  const units = await compareUnits(client);
  const members = await sumsOf(client, 'account', 'grzhye');
  const suspense = await sumsOf(client, 'suspense', 'zskye');
  const subjects = [
    await subjectSum(client, MEMBER_SUBJECT, members, await unreadableOfUnits(client)),
    // Nothing else in the folder says what a unit has in suspense.
    await subjectSum(client, SUSPENSE_SUBJECT, suspense, null),
    ...(await loanSubjects(client)),
  ];
  return {
    cutOver,
    files: await countFiles(client),
    subjects,
    ...units,
    reasons: await countReasons(client),
    passedBy: await countPassedBy(client),
  };
}

/**
 * The balances of the subjects are whole, of leaves that do not contain one another, and sum to zero. Where both of two
 * codes are leaves of the centre's own chart (40103 interest, 4010302 penalty), neither is the sum of the other.
 */
async function refuseFaultyLedger(client: Client): Promise<void> {
  const { file } = legacyFile('ledger');
  const { rows } = await client.query<{ line: number; what: string }>(
    `SELECT line, field || ' ' || code AS what FROM fault WHERE file = $1
     UNION ALL
     SELECT t.line, 'KMBH ' || t.kmbh || ' 不在会计科目中 / is no subject of the chart' FROM typed_ledger AS t
      WHERE NOT EXISTS (SELECT FROM subject AS s WHERE s.code = left(t.kmbh, 3))
     UNION ALL
     SELECT t.line, 'KMBH ' || t.kmbh || ' 与 ' || o.kmbh || ' 重复计入 / counts twice with it' FROM typed_ledger AS t
       JOIN typed_ledger AS o ON o.line <> t.line AND starts_with(t.kmbh, o.kmbh)
      WHERE t.kmbh = o.kmbh OR NOT EXISTS (SELECT FROM chart_leaf AS c JOIN chart_leaf AS p ON p.code = o.kmbh WHERE c.code = t.kmbh)
     UNION ALL
     SELECT t.line, 'QMYE 为负 / is negative' FROM typed_ledger AS t WHERE t.qmye < 0
     ORDER BY 1`,
    [file],
  );
  const [first] = rows;
  if (first) throw new LegacyFolderError(`${file} 第${first.line}行 / line ${first.line}：${first.what}`);
  const sums = await client.query<{ difference: string }>(
    `SELECT coalesce(sum(CASE qmyefx WHEN '01' THEN qmye ELSE -qmye END), 0)::text AS difference FROM typed_ledger`,
  );
  const difference = BigInt(sums.rows[0]?.difference ?? '0');
  if (difference !== 0n)
    throw new LegacyFolderError(`${file}：借贷不平 / debits and credits differ: ${yuan(fen(difference))}`);
}

async function sumsOf(client: Client, key: 'account' | 'suspense', column: string): Promise<Sums> {
  const { rows } = await client.query<{ accepted: string; rejected: string; unreadable: number }>(
    `SELECT coalesce(sum(${column}) FILTER (WHERE NOT faulty), 0)::text AS accepted,
            coalesce(sum(${column}) FILTER (WHERE faulty), 0)::text AS rejected,
            count(*) FILTER (WHERE ${column} IS NULL)::int AS unreadable
       FROM (SELECT t.${column}, ${isFaulty(key)} AS faulty FROM typed_${key} AS t) AS s`,
  );
  const [row] = rows;
  if (!row) throw new Error('a sum has one row');
  return { accepted: BigInt(row.accepted), rejected: BigInt(row.rejected), unreadableRows: row.unreadable };
}

/**
 * What the units of rows whose amount cannot be read have more than their readable rows: a second figure for what those
 * rows hold. Null when a unit among them is not told, has no readable balance, or has less than its rows.
 */
async function unreadableOfUnits(client: Client): Promise<bigint | null> {
  const { rows } = await client.query<{ rest: string | null }>(
    `SELECT CASE WHEN bool_and(u.dwzhye >= u.total) THEN sum(u.dwzhye - u.total) END::text AS rest
       FROM (SELECT DISTINCT dwzh FROM typed_account WHERE grzhye IS NULL) AS t
       LEFT JOIN (SELECT dwzh, max(total) AS total, CASE WHEN count(*) = 1 THEN max(dwzhye) END AS dwzhye FROM unit_sum GROUP BY dwzh) AS u
         ON u.dwzh = t.dwzh
     HAVING count(*) = count(u.dwzhye)`,
  );
  const rest = rows[0]?.rest ?? null;
  return rest === null ? null : BigInt(rest);
}

/**
 * @param elsewhere what the rows hold whose amount cannot be read, by another figure of the folder; null when there is none.
 * @throws LegacyFolderError when the balance is not that of the rows: one that cannot be read excuses its own amount only.
 */
async function subjectSum(
  client: Client,
  subject: string,
  sums: Sums,
  elsewhere: bigint | null,
): Promise<SubjectSum> {
  const { rows } = await client.query<{ balance: string }>(
    `SELECT (CASE qmyefx WHEN '02' THEN qmye ELSE -qmye END)::text AS balance FROM typed_ledger WHERE kmbh = $1`,
    [subject],
  );
  const { file } = legacyFile('ledger');
  const text = rows[0]?.balance;
  if (text === undefined)
    throw new LegacyFolderError(`${file}：缺少科目 ${subject} / subject ${subject} is missing`);
  const ledger = BigInt(text);
  const unreadable = ledger - sums.accepted - sums.rejected;
  if (unreadable !== (sums.unreadableRows === 0 ? 0n : elsewhere)) {
    const rest =
      sums.unreadableRows === 0
        ? ''
        : ` + ${elsewhere === null ? '?' : yuan(fen(elsewhere))} 不可读 / unreadable`;
    const told = `${yuan(fen(ledger))} ≠ ${yuan(fen(sums.accepted))} + ${yuan(fen(sums.rejected))}${rest}`;
    throw new LegacyFolderError(
      `科目 ${subject} 余额与明细不符，未接管任何数据 / the balance of ${subject} is not that of its rows, nothing was taken over: ${told}`,
    );
  }
  return {
    subject,
    ledger: yuan(fen(ledger)),
    accepted: yuan(fen(sums.accepted)),
    rejected: yuan(fen(sums.rejected)),
    unreadableRows: sums.unreadableRows,
    unreadable: yuan(fen(unreadable)),
  };
}

async function countFiles(client: Client): Promise<FileCount[]> {
  const counts: FileCount[] = [];
  for (const { key, file } of LEGACY_FILES) {
    const { rows } = await client.query<{ rows: number; rejected: number }>(
      `SELECT (SELECT count(*) FROM staged_${key})::int AS rows, (SELECT count(DISTINCT line) FROM fault WHERE file = $1)::int AS rejected`,
      [file],
    );
    const { rows: all = 0, rejected = 0 } = rows[0] ?? {};
    counts.push({ file, rows: all, accepted: all - rejected, rejected });
  }
  return counts;
}

async function compareUnits(
  client: Client,
): Promise<Pick<TakeoverReport, 'units' | 'unitsBalanced' | 'unitsDiffering'>> {
  await client.query(
    `CREATE TEMP TABLE unit_sum AS
     SELECT u.dwzh, u.dwzhye, coalesce(m.total, 0) AS total FROM typed_unit_account AS u
       LEFT JOIN (SELECT dwzh, sum(grzhye) AS total FROM typed_account GROUP BY dwzh) AS m USING (dwzh)`,
  );
  const counted = await client.query<{ units: number; balanced: number }>(
    'SELECT count(*)::int AS units, count(*) FILTER (WHERE dwzhye = total)::int AS balanced FROM unit_sum',
  );
  const differing = await client.query<{ unit: string; stated: string; members: string }>(
    `SELECT coalesce(dwzh, '?') AS unit, coalesce((dwzhye / 100.0)::numeric(18, 2)::text, '?') AS stated,
            (total / 100.0)::numeric(18, 2)::text AS members
       FROM unit_sum WHERE dwzhye IS DISTINCT FROM total ORDER BY dwzh COLLATE "C" LIMIT 1000`,
  );
  const { units = 0, balanced = 0 } = counted.rows[0] ?? {};
  return { units, unitsBalanced: balanced, unitsDiffering: differing.rows };
}

async function countReasons(client: Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ code: string; n: number }>(
    `SELECT code, count(*)::int AS n FROM (SELECT code FROM fault UNION ALL SELECT code FROM left_out) AS f
      GROUP BY code ORDER BY code COLLATE "C"`,
  );
  return Object.fromEntries(rows.map(({ code, n }) => [code, n]));
}

async function countPassedBy(client: Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ type: string; n: number }>(
    'SELECT type, n FROM passed_by ORDER BY type',
  );
  return Object.fromEntries(rows.map(({ type, n }) => [type, n]));
}
