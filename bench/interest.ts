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
      await seedBalances(client, accounts, years);
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
  await prepareBareInterest(client, years);
  const lines = [await bareInterest(client, 'COPY + UPDATE, first', warm)];
  for (const year of measured) lines.push(await settle(server, client, year));
  lines.push(await bareInterest(client, 'COPY + UPDATE, last', measured.at(-1) ?? warm));
  return lines;
}

/** Carries the run of a year out on 30 June, as the worker of one instance does. */
async function settle(server: LaunchedPostgres, client: Client, year: number): Promise<Line> {
  await client.query('VACUUM ANALYZE member_balance');
  await client.query('CHECKPOINT');
  const app = await application(server, `${year}-06-30`);
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
  print(`ratio settled : COPY + UPDATE = ${(ours / bare).toFixed(2)} (aim ≤ 2.0)\n`);
}
