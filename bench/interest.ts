import 'reflect-metadata';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { AppModule } from '../src/app.module';
import { InterestRuns, InterestWorker } from '../src/modules/ledger';
import { loadConfig } from '../src/platform/config';
import { UnitOfWork } from '../src/platform/database/unit-of-work';
import { developmentKeys, withDevelopmentKeys } from '../scripts/development-keys';
import {
  createDatabase,
  dropDatabase,
  type LaunchedPostgres,
  launchPostgres,
  projectRoot,
} from '../scripts/postgres';
import { prepareDatabase } from '../scripts/prepare-database';
import { taiyuan } from '../scripts/set-up-centre';
import { bareInterest, prepareBareInterest } from './bare-interest';
import { seedBalances } from './seed-balances';
import { median, table } from './statistics';

const database = 'zero_run_bench_interest';
/** Accounts of the city. */
const cityAccounts = 1_241_200;
const quickAccounts = 20_000;
/** The first warms the service and gives the entries that the bare side writes again. */
const years = [2027, 2028, 2029, 2030];
/** Then a year in which every account has had a booking on 1 July before the run came to it. */
const lateYear = 2031;

interface Line {
  readonly name: string;
  readonly seconds: number;
  readonly rows: number;
}

/** The yearly interest of all accounts, beside COPY of the same entries and one UPDATE of the same balance rows. */
export async function benchInterest(
  quick: boolean,
  print: (line: string) => void,
  accounts = quick ? quickAccounts : cityAccounts,
): Promise<void> {
  const server = await launchPostgres({ name: 'pg', env: process.env, print });
  try {
    await dropDatabase(server, database);
    await createDatabase(server, database);
    await prepareDatabase(server.ownerUrl(database));
    const url = new URL(server.superUrl);
    url.pathname = `/${database}`;
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    try {
      await seedBalances(client, accounts, [...years, lateYear]);
      report(accounts, await measure(server, client), print);
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
}

async function measure(server: LaunchedPostgres, client: Client): Promise<Line[]> {
  const [warm = 0, ...measured] = years;
  await settle(server, client, warm);
  await prepareBareInterest(client, [...years, lateYear]);
  // The first round of it is slower than any that follows, and would flatter ours.
  await bareInterest(client, 'unmeasured', warm);
  const lines = [await bareInterest(client, 'COPY + UPDATE, first', warm)];
  for (const year of measured) lines.push(await settle(server, client, year));
  lines.push(await bareInterest(client, 'COPY + UPDATE, last', measured.at(-1) ?? warm));
  await creditEverybody(client, `${lateYear}-07-01`);
  const late = await settle(server, client, lateYear);
  return [...lines, { ...late, name: `all booked since, ${lateYear}` }];
}

/** One voucher of a day that credits every account with ten yuan. */
async function creditEverybody(client: Client, day: string): Promise<void> {
  await client.query(
    `WITH head AS (
       INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id)
       VALUES (1, gen_random_uuid(), $1::date, $1::date, 'opening', gen_random_uuid()) RETURNING id
     )
     INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, unit_id, side, amount_fen, carried_fen)
     SELECT 1, h.id, row_number() OVER (), $1::date, b.account_id, '201', b.unit_id, 'C', 1000, 0 FROM head AS h CROSS JOIN member_balance AS b
      UNION ALL
     SELECT 1, h.id, 0, $1::date, a.id, '101', NULL, 'D', (SELECT count(*) * 1000 FROM member_balance), 0
       FROM head AS h JOIN ledger_account AS a ON a.centre_id = 1 AND a.code = '10101'`,
    [day],
  );
  await client.query(
    `UPDATE member_balance SET accumulation = accumulation + (carried_fen + current_fen) * greatest(0, $1::date - accumulated_to),
            accumulated_to = greatest(accumulated_to, $1::date), current_fen = current_fen + 1000, version = version + 1`,
    [day],
  );
  await client.query('VACUUM ANALYZE entry, journal');
}

/** Carries the run of a year out on 1 July, as the worker of one instance does. */
async function settle(server: LaunchedPostgres, client: Client, year: number): Promise<Line> {
  await client.query('VACUUM ANALYZE member_balance');
  await client.query('CHECKPOINT');
  const app = await application(server, `${year}-07-01`);
  try {
    const [runs, worker] = [
      app.get(InterestRuns, { strict: false }),
      app.get(InterestWorker, { strict: false }),
    ];
    const began = performance.now();
    await app.get(UnitOfWork).run(taiyuan.id, (tx) => runs.startYear(tx, 'bench'));
    while ((await worker.workOnce()) > 0);
    const seconds = (performance.now() - began) / 1000;
    return { name: `settled, 30 June ${year}`, seconds, rows: await entriesOf(client, year) };
  } finally {
    await app.close();
  }
}

async function application(server: LaunchedPostgres, businessDate: string): Promise<INestApplicationContext> {
  const keys = developmentKeys(join(projectRoot(), 'var', 'development-keys.json'));
  const config = loadConfig({
    ...withDevelopmentKeys({}, keys),
    DATABASE_URL: server.appUrl(database),
    BUSINESS_DATE: businessDate,
    WORKER_INTERVAL_MS: '0',
    LOG_LEVEL: 'error',
  });
  return NestFactory.createApplicationContext(AppModule.of(config), { logger: ['error', 'warn'] });
}

async function entriesOf(client: Client, year: number): Promise<number> {
  const { rows } = await client.query<{ n: string }>(
    `SELECT count(*) AS n FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
      WHERE j.kind = 'annual-interest' AND e.business_date = $1`,
    [`${year}-06-30`],
  );
  return Number(rows[0]?.n ?? 0);
}

function report(accounts: number, lines: readonly Line[], print: (line: string) => void): void {
  const rows = lines.map(({ name, seconds, rows: entries }) => [
    name,
    entries.toLocaleString('en'),
    seconds.toFixed(2),
    Math.round(entries / seconds).toLocaleString('en'),
  ]);
  const head = [`${accounts.toLocaleString('en')} accounts`, 'entries', 'seconds', 'entries/s'];
  table([head, ...rows]).forEach((line) => print(line));
  if (new Set(lines.map((line) => line.rows)).size !== 1)
    throw new Error('the two sides wrote different numbers of entries');
  if ((lines[0]?.rows ?? 0) <= accounts) throw new Error('not every account was paid interest');
  const ours = median(lines.filter(({ name }) => name.startsWith('settled')).map(({ seconds }) => seconds));
  const bare =
    lines.filter(({ name }) => name.startsWith('COPY')).reduce((sum, { seconds }) => sum + seconds, 0) / 2;
  print(`ratio settled : COPY + UPDATE = ${(ours / bare).toFixed(2)} (aim ≤ 2.0)`);
  const late = lines.find(({ name }) => name.startsWith('all booked since'))?.seconds ?? 0;
  print(`ratio with every account booked since 30 June = ${(late / bare).toFixed(2)}\n`);
}
