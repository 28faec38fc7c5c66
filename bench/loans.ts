import 'reflect-metadata';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { AppModule } from '../src/app.module';
import { type Day, parseDay } from '../src/kernel/calendar';
import { newId } from '../src/kernel/identifiers/uuid';
import type { LoanNightWork } from '../src/modules/loan/app/night/loan-night-work';
import { ChangeRates } from '../src/modules/loan/app/servicing/change-rates';
import { RunDues } from '../src/modules/loan/app/servicing/run-dues';
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
import { bareLoans, keepBefore, OF_DUE_DAY, OF_JANUARY } from './bare-loans';
import { tellDecisions } from './loan-decisions';
import { DUE_DAY, seedLoans } from './seed-loans';
import { median, table } from './statistics';

const seeded = 'zero_run_bench_loans';
const measured = 'zero_run_bench_loans_run';
/** Loans of the case paper (handbook 9.1). */
const cityLoans = 126_096;
const quickLoans = 3_000;
const NEW_YEAR = '2027-01-01';

interface Line {
  readonly name: string;
  readonly seconds: number;
  readonly rows: number;
}

/**
 * The due day of every loan and the planning anew of all of them in January, each beside COPY and UPDATE of the same rows in
 * the same database; and decisions on applications with their whole trace.
 */
export async function benchLoans(
  quick: boolean,
  print: (line: string) => void,
  loans = quick ? quickLoans : cityLoans,
): Promise<void> {
  const server = await launchPostgres({ name: 'pg', env: process.env, print });
  try {
    await dropDatabase(server, measured);
    await dropDatabase(server, seeded);
    await createDatabase(server, seeded);
    await prepareDatabase(server.ownerUrl(seeded));
    await onSuper(server, seeded, (client) => seedLoans(client, loans));
    const lines: Line[] = [];
    for (let run = 1; run <= (quick ? 1 : 3); run += 1) {
      await createDatabase(server, measured, { template: seeded });
      lines.push(...(await onSuper(server, measured, (client) => measure(server, client, loans))));
      await dropDatabase(server, measured);
    }
    report(loans, lines, print);
  } finally {
    await server.stop();
  }
  tellDecisions(quick ? 200 : 5_000, print);
}

async function onSuper<T>(
  server: LaunchedPostgres,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const url = new URL(server.superUrl);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function measure(server: LaunchedPostgres, client: Client, loans: number): Promise<Line[]> {
  await keepBefore(client, OF_DUE_DAY);
  const due = await night(server, client, DUE_DAY, RunDues);
  await expectDueDay(client, loans);
  const bareDue = await bareLoans(client, OF_DUE_DAY);
  await keepBefore(client, OF_JANUARY);
  const january = await night(server, client, NEW_YEAR, ChangeRates);
  const bareJanuary = await bareLoans(client, OF_JANUARY);
  return [
    { name: 'due day', seconds: due, rows: bareDue.rows },
    { name: 'due day, COPY + UPDATE', ...bareDue },
    { name: 'January', seconds: january, rows: bareJanuary.rows },
    { name: 'January, COPY + UPDATE', ...bareJanuary },
  ];
}

/** Carries out a night's work as the worker of one instance does; its seconds. */
async function night(
  server: LaunchedPostgres,
  client: Client,
  businessDate: string,
  work: new (...parts: never[]) => LoanNightWork,
): Promise<number> {
  await client.query('VACUUM ANALYZE member_balance');
  await client.query('VACUUM ANALYZE loan_account');
  await client.query('CHECKPOINT');
  const keys = developmentKeys(join(projectRoot(), 'var', 'development-keys.json'));
  const config = loadConfig({
    ...withDevelopmentKeys({}, keys),
    DATABASE_URL: server.appUrl(measured),
    BUSINESS_DATE: businessDate,
    WORKER_INTERVAL_MS: '0',
    LOG_LEVEL: 'error',
  });
  const app = await NestFactory.createApplicationContext(AppModule.of(config), { logger: ['error', 'warn'] });
  try {
    const nightWork = app.get<LoanNightWork>(work, { strict: false });
    const day: Day = parseDay(businessDate);
    const [unitOfWork, id] = [app.get(UnitOfWork), newId()];
    const began = performance.now();
    while ((await unitOfWork.run(taiyuan.id, (tx) => nightWork.batch(tx, { id, day }))) > 0);
    return (performance.now() - began) / 1000;
  } finally {
    await app.close();
  }
}

/** Every loan fell due; one in five asks the card, one in a hundred has nothing. */
async function expectDueDay(client: Client, loans: number): Promise<void> {
  const { rows } = await client.query<{ due: string; asked: string; unpaid: string }>(
    `SELECT (SELECT count(*) FROM loan_due) AS due, (SELECT count(*) FROM loan_deduction) AS asked,
            (SELECT count(*) FROM loan_due WHERE paid_principal_fen + paid_interest_fen = 0) AS unpaid`,
  );
  const [row] = rows;
  const share = (part: string | undefined): string => (Number(part ?? 0) / loans).toFixed(2);
  if (Number(row?.due) !== loans || share(row?.asked) !== '0.20' || share(row?.unpaid) !== '0.01')
    throw new Error(`the due day did not go as it should: ${JSON.stringify(row)}`);
}

function report(loans: number, lines: readonly Line[], print: (line: string) => void): void {
  const rows = lines.map(({ name, seconds, rows: written }) => [
    name,
    written.toLocaleString('en'),
    seconds.toFixed(2),
    Math.round(loans / seconds).toLocaleString('en'),
  ]);
  const head = [`${loans.toLocaleString('en')} loans`, 'rows', 'seconds', 'loans/s'];
  table([head, ...rows]).forEach((line) => print(line));
  const of = (name: string): number =>
    median(lines.filter((line) => line.name === name).map(({ seconds }) => seconds));
  for (const name of ['due day', 'January'])
    print(
      `ratio ${name} : COPY + UPDATE = ${(of(name) / of(`${name}, COPY + UPDATE`)).toFixed(2)} (aim ≤ 2.5)`,
    );
}
