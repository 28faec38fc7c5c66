import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type Day, isDay } from '../../src/kernel/calendar';
import { parseYuan, yuan, fen } from '../../src/kernel/money';
import { newId } from '../../src/kernel/identifiers/uuid';
import type { Sealer } from '../../src/platform/crypto';
import { carryLoans } from './carry-loans';
import { carryMadeUp, carryMonths } from './carry-months';
import {
  bookLeaves,
  carryMembers,
  carrySuspense,
  carryUnits,
  inTransaction,
  leavesOnBooks,
} from './carry-over';
import { judgeRows } from './judge';
import { type Manifest, MANIFEST, TRANSIT_LEAF } from './legacy-files';
import { LegacyFolderError } from './legacy-folder-error';
import { reconcile, type TakeoverReport } from './reconcile';
import { writeRejects } from './rejects-file';
import { stageFiles } from './stage-files';

export interface ImportPlan {
  /** URL of the owner's role: only it can copy into tables of its own session. */
  readonly ownerUrl: string;
  readonly centreId: number;
  readonly folder: string;
  /** First day on our books; that of the folder's manifest when null. */
  readonly cutOver: Day | null;
  readonly sealer: Sealer;
  /** Where the rejected rows are listed. */
  readonly rejectsFile: string;
  readonly print: (line: string) => void;
  /** Rows a transaction; PIECE when absent. */
  readonly piece?: number;
}

export interface Takeover {
  readonly importId: string;
  readonly report: TakeoverReport;
  /** Taken over by this run; all zero when everything was there. */
  readonly now: {
    readonly units: number;
    readonly suspense: number;
    readonly accounts: number;
    readonly months: number;
    readonly loans: number;
  };
}

/** Any number that nothing else uses; the second part is the centre. */
const LOCK = 7_004;
const LOCK_WAIT_MS = 60_000;
const PIECE = 20_000;

/**
 * Takes the books of a former system over: stages the folder, judges it, reconciles it, and carries over what has no
 * fault, piece by piece. A run that was killed is carried on by the next; a folder taken over changes nothing.
 * @throws LegacyFolderError when the folder as a whole cannot be taken over; nothing is booked then.
 */
export async function importFolder(plan: ImportPlan): Promise<Takeover> {
  const cutOver = plan.cutOver ?? cutOverOf(plan.folder);
  const client = new Client({ connectionString: plan.ownerUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.centre', $1, false)`, [String(plan.centreId)]);
    await client.query(`SET statement_timeout = 0; SET work_mem = '256MB'; SET temp_buffers = '64MB'`);
    await takeTurn(client, plan.centreId);
    await requireInterestRate(client, plan.centreId, cutOver);
    const { hashes } = await stageFiles(client, { ...plan, cutOver });
    await judgeRows(client, plan.centreId, cutOver);
    const report = await reconcile(client, cutOver);
    await writeRejects(client, plan.rejectsFile);
    tell(report, plan);
    return await carryOver(client, { ...plan, cutOver }, report, sourceOf(hashes, cutOver));
  } finally {
    await client.end();
  }
}

function cutOverOf(folder: string): Day {
  const path = join(folder, MANIFEST);
  const manifest = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Manifest>) : {};
  if (!isDay(manifest.cutOver)) {
    throw new LegacyFolderError(
      `接管日未知：请给 --cut-over YYYY-MM-DD，或在 ${MANIFEST} 中写 cutOver / the cut-over day is not known: give --cut-over YYYY-MM-DD, or cutOver in ${MANIFEST}`,
    );
  }
  return manifest.cutOver;
}

/** The session's own lock is the lease of an import: it ends with the process, however that ends. */
async function takeTurn(client: Client, centreId: number): Promise<void> {
  for (let waited = 0; ; waited += 500) {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS mine', [
      LOCK,
      centreId,
    ]);
    if (rows[0]?.mine) return;
    if (waited >= LOCK_WAIT_MS)
      throw new LegacyFolderError('另一次接管正在进行 / another import of this centre is under way');
    await pause(500);
  }
}

/** Accumulation is worth nothing without the rate of its days. */
async function requireInterestRate(client: Client, centreId: number, cutOver: Day): Promise<void> {
  const { rows } = await client.query<{ rate: string | null }>('SELECT interest_rate_on($1, $2) AS rate', [
    centreId,
    cutOver,
  ]);
  if (typeof rows[0]?.rate !== 'string')
    throw new LegacyFolderError(`${cutOver} 没有结息利率 / no interest rate is in force`);
}

function sourceOf(hashes: Readonly<Record<string, string>>, cutOver: string): string {
  const parts = Object.keys(hashes)
    .sort()
    .map((name) => `${name} ${hashes[name]}`);
  return createHash('sha256')
    .update([cutOver, ...parts].join('\n'))
    .digest('hex');
}

async function carryOver(
  client: Client,
  plan: ImportPlan & { readonly cutOver: Day },
  report: TakeoverReport,
  source: string,
): Promise<Takeover> {
  const { centreId, cutOver, print } = plan;
  const importId = await begin(client, plan, report, source);
  const scope = { client, centreId, cutOver, importId, print, piece: plan.piece ?? PIECE };
  const units = await carryUnits(scope);
  const suspense = await carrySuspense(scope);
  const accounts = await carryMembers(scope);
  const months = (await carryMonths(scope)) + (await carryMadeUp(scope));
  const loans = await carryLoans(scope);
  await refuseDifference(client, centreId, report);
  await client.query(
    'UPDATE legacy_import SET finished_at = coalesce(finished_at, now()) WHERE centre_id = $1 AND id = $2',
    [centreId, importId],
  );
  if (accounts + months > 0) await client.query(`ANALYZE ${GROWN.join(', ')}`);
  return { importId, report, now: { units, suspense, accounts, months, loans } };
}

const GROWN = [
  'person',
  'employer',
  'unit_account',
  'ledger_account',
  'member_account',
  'member_balance',
  'opening_balance',
  'journal',
  'entry',
  'remittance_list',
  'remittance_line',
  'back_payment',
  'back_payment_line',
];

/** The import as it is remembered, with its rejects and the opening balances of the leaves: all or nothing of it. */
async function begin(
  client: Client,
  { centreId, cutOver, folder }: ImportPlan & { readonly cutOver: Day },
  report: TakeoverReport,
  source: string,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM legacy_import WHERE centre_id = $1 AND source_sha256 = $2',
    [centreId, source],
  );
  if (rows[0]) return rows[0].id;
  const leaves = await leavesOnBooks({ client, centreId });
  if (leaves === 'different')
    throw new LegacyFolderError(
      `${folder}：账户余额与已接管的不同 / the opening balances differ from those on the books`,
    );
  const importId = newId();
  await inTransaction(client, async () => {
    await client.query(
      `INSERT INTO legacy_import (centre_id, id, source_sha256, cut_over, report, began_at) VALUES ($1, $2, $3, $4, $5, now())`,
      [centreId, importId, source, cutOver, JSON.stringify(report)],
    );
    await client.query(
      `INSERT INTO legacy_reject (centre_id, import_id, seq, file, line, field, value, code)
       SELECT $1, $2, row_number() OVER (ORDER BY file COLLATE "C", line, field COLLATE "C", code COLLATE "C"), file, line, field, value, code
         FROM (SELECT * FROM fault UNION ALL SELECT * FROM left_out) AS f`,
      [centreId, importId],
    );
    if (leaves === 'none') await bookLeaves({ client, centreId, cutOver });
  });
  return importId;
}

/**
 * What still waits to be taken over is the money of rejected rows, to the fen; beside what accounts of the simulated
 * world started with, which no import brought and none takes over.
 */
async function refuseDifference(client: Client, centreId: number, report: TakeoverReport): Promise<void> {
  const { rows } = await client.query<{ waiting: string }>(
    `SELECT coalesce(sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END), 0)::text AS waiting
       FROM ledger_account AS a JOIN entry AS e ON e.centre_id = a.centre_id AND e.account_id = a.id
       JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id AND j.kind <> 'opening-deposits'
      WHERE a.centre_id = $1 AND a.code = $2`,
    [centreId, TRANSIT_LEAF.code],
  );
  const own = await client.query<{ before: string }>(
    `SELECT coalesce(sum(CASE qmyefx WHEN '02' THEN qmye ELSE -qmye END), 0)::text AS before FROM typed_ledger WHERE kmbh = $1`,
    [TRANSIT_LEAF.code],
  );
  const rejected = report.subjects.reduce(
    // What was lent waits on the other side.
    (sum, { subject, rejected: out, unreadable }) =>
      sum + (subject.startsWith('12') ? -1n : 1n) * (parseYuan(out) + parseYuan(unreadable)),
    BigInt(own.rows[0]?.before ?? '0'),
  );
  const waiting = BigInt(rows[0]?.waiting ?? '0');
  if (waiting !== rejected)
    throw new Error(
      `${yuan(fen(waiting))} still waits to be taken over, but ${yuan(fen(rejected))} was rejected`,
    );
}

function tell(report: TakeoverReport, { print, rejectsFile }: ImportPlan): void {
  for (const { file, rows, accepted, rejected } of report.files)
    print(`${file}：${rows} = 接管 / accepted ${accepted} + 退回 / rejected ${rejected}`);
  for (const { subject, ledger, accepted, rejected, unreadable } of report.subjects)
    print(
      `${subject}：${ledger} = ${accepted} + ${rejected}${unreadable === '0.00' ? '' : ` + 不可读 / unreadable ${unreadable}`}`,
    );
  print(`单位 / units：${report.units}，余额相符 / balances agree ${report.unitsBalanced}`);
  for (const [type, count] of Object.entries(report.passedBy))
    print(
      `  A.5 ${type}：${count} 行略过，其金额已在余额中 / rows passed by, their money is in the balances`,
    );
  for (const [code, count] of Object.entries(report.reasons)) print(`  ${code}：${count}`);
  if (Object.keys(report.reasons).length > 0) print(`退回清单 / rejects：${rejectsFile}`);
}
