import 'reflect-metadata';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Client } from 'pg';
import { AppModule } from '../src/app.module';
import { newId } from '../src/kernel/identifiers/uuid';
import { Ledger } from '../src/modules/ledger';
import type { LoanNightWork } from '../src/modules/loan/app/night/loan-night-work';
import { LoanNights } from '../src/modules/loan/app/night/loan-nights';
import { CardDeductions } from '../src/modules/loan/app/servicing/card-deductions';
import { ChangeRates } from '../src/modules/loan/app/servicing/change-rates';
import { OrderDeductions } from '../src/modules/loan/app/servicing/order-deductions';
import { RunDues } from '../src/modules/loan/app/servicing/run-dues';
import { Parties } from '../src/modules/party';
import { Clock } from '../src/platform/clock';
import { AppConfig, loadConfig } from '../src/platform/config';
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
import { bareLoans, keepBefore, OF_JANUARY, ofDueDay, type Written } from './bare-loans';
import { tellDecisions } from './loan-decisions';
import { DUE_DAY, seedLoans } from './seed-loans';
import { median, table } from './statistics';

const seeded = 'zero_run_bench_loans';
const measured = 'zero_run_bench_loans_run';
/** Loans of the case paper (handbook 9.1). */
const cityLoans = 126_096;
const quickLoans = 3_000;
const OLD_YEARS_LAST_DAY = '2026-12-31';
const NEW_YEAR = '2027-01-01';
const JANUARY_DUE_DAY = '2027-01-15';
/** Orders of one transaction, as the worker takes them. */
const ORDERS = 400;
/** Of so many orders the answers are booked. */
const ANSWERS = 2_000;

/** A kind of the nights, and who carries it out. */
interface Night {
  readonly kind: string;
  readonly work: new (...parts: never[]) => LoanNightWork;
}
const DUES: Night = { kind: 'loan-dues', work: RunDues };
const RATES: Night = { kind: 'loan-rates', work: ChangeRates };

interface Line {
  readonly name: string;
  readonly seconds: number;
  readonly rows: number;
}

/**
 * The due day of every loan, the planning anew of all of them in January, and a due day in that month, which asks first
 * whether the night of new rates is done; each beside COPY and UPDATE of the same rows in the same database. What the cards are asked for afterwards has
 * lines of its own. And decisions on applications with their whole trace, by the engine alone.
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
  const due = await beside(server, client, {
    name: 'due day',
    day: DUE_DAY,
    ...DUES,
    written: ofDueDay(DUE_DAY),
  });
  await expectDueDay(client, loans);
  const cards = await askCards(server, client);
  // Nothing is left to fall due before the rates; that it is so is what the night of them counts on.
  await withApp(server, OLD_YEARS_LAST_DAY, (app) => night(app, DUES));
  const january = await beside(server, client, {
    name: 'January',
    day: NEW_YEAR,
    ...RATES,
    written: OF_JANUARY,
  });
  await expectPlans(client, loans);
  // What is unpaid goes one by one, and not on this day.
  await client.query('UPDATE loan_account SET next_due_on = next_due_on + 7 WHERE unpaid_periods > 0');
  const inJanuary = await beside(server, client, {
    name: 'due day in January',
    day: JANUARY_DUE_DAY,
    ...DUES,
    written: ofDueDay(JANUARY_DUE_DAY),
  });
  return [...due, ...cards, ...january, ...inJanuary];
}

/** A night's work, and the same rows by COPY and UPDATE. */
async function beside(
  server: LaunchedPostgres,
  client: Client,
  of: Night & { name: string; day: string; written: Written },
): Promise<Line[]> {
  await keepBefore(client, of.written);
  await client.query('VACUUM ANALYZE member_balance, loan_account, loan');
  await client.query('CHECKPOINT');
  const seconds = await withApp(server, of.day, (app) => night(app, of));
  const bare = await bareLoans(client, of.written);
  return [
    { name: of.name, seconds, rows: bare.rows },
    { name: `${of.name}, COPY + UPDATE`, ...bare },
  ];
}

/** The run of one kind, planned, leased and carried out as a night of one instance does with all of them; its seconds. */
async function night(app: INestApplicationContext, { kind, work }: Night): Promise<number> {
  const [unitOfWork, clock] = [app.get(UnitOfWork), app.get(Clock)];
  const nights = new LoanNights(unitOfWork, clock, app.get(AppConfig), app.get(SchedulerRegistry));
  nights.register(kind, app.get<LoanNightWork>(work, { strict: false }));
  const began = performance.now();
  await nights.workOnce();
  const seconds = (performance.now() - began) / 1000;
  const [run] = await unitOfWork.read(taiyuan.id, (tx) =>
    tx.query<{ fault: string | null; finished: boolean }>(
      'SELECT fault, finished_at IS NOT NULL AS finished FROM loan_night WHERE centre_id = $1 AND kind = $2 AND day = $3::date',
      [taiyuan.id, kind, clock.today()],
    ),
  );
  if (run?.finished !== true || run.fault !== null)
    throw new Error(`${kind} of ${clock.today()} did not end: ${run?.fault ?? 'nobody ran it'}`);
  return seconds;
}

/** What the due day left to the cards: all of it ordered of the bank, and of some the answers booked, each by itself. */
async function askCards(server: LaunchedPostgres, client: Client): Promise<Line[]> {
  return withApp(server, DUE_DAY, async (app) => {
    const [unitOfWork, cards, parties] = [app.get(UnitOfWork), app.get(CardDeductions), app.get(Parties)];
    const cardId = await unitOfWork.run(taiyuan.id, async (tx) => {
      const personId = await parties.ensurePerson(tx, { name: '测扣款', idNo: '140105199001019017' });
      const card = { bankCode: '104', cardNo: '6219999000020001', phone: '13900000000' };
      return parties.bindCard(tx, { ...card, personId, evidenceId: newId() });
    });
    await client.query('UPDATE loan_deduction SET card_id = $1', [cardId]);
    const orders = app.get(OrderDeductions);
    const [began, ordered] = [performance.now(), { rows: 0 }];
    for (let some = 1; some > 0; ordered.rows += some)
      some = await unitOfWork.run(taiyuan.id, (tx) => orders.order(tx, ORDERS));
    const ended = performance.now();
    const { rows: sent } = await client.query<{ id: string; fen: string }>(
      `SELECT id, amount_fen AS fen FROM loan_deduction WHERE state = 'sent' ORDER BY id LIMIT ${ANSWERS}`,
    );
    const leafId = await unitOfWork.read(taiyuan.id, (tx) => app.get(Ledger).leafOf(tx, '10101'));
    const asked = performance.now();
    for (const { id, fen } of sent) {
      const answer = { id, paidFen: BigInt(fen), reason: null, on: DUE_DAY, leafId };
      await unitOfWork.run(taiyuan.id, (tx) => cards.answer(tx, answer));
    }
    const answered = performance.now();
    return [
      { name: 'cards: orders', seconds: (ended - began) / 1000, ...ordered },
      { name: 'cards: answers booked', seconds: (answered - asked) / 1000, rows: sent.length },
    ];
  });
}

async function withApp<T>(
  server: LaunchedPostgres,
  businessDate: string,
  use: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
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
    return await use(app);
  } finally {
    await app.close();
  }
}

/** Every loan has a plan for the new rate, and the borrower's word of it. */
async function expectPlans(client: Client, loans: number): Promise<void> {
  const { rows } = await client.query<{ plans: string; told: string }>(
    `SELECT (SELECT count(*) FROM loan_plan WHERE reason = 'rate-change') AS plans,
            (SELECT count(*) FROM event WHERE kind = 'rate-changed') AS told`,
  );
  if (Number(rows[0]?.plans) !== loans || Number(rows[0]?.told) !== loans)
    throw new Error(`January did not go as it should: ${JSON.stringify(rows[0])}`);
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
    Math.round((name.startsWith('cards') ? written : loans) / seconds).toLocaleString('en'),
  ]);
  const head = [`${loans.toLocaleString('en')} loans`, 'rows', 'seconds', 'a second'];
  table([head, ...rows]).forEach((line) => print(line));
  print(
    'a second: loans; of cards orders and answers. A card is ordered and answered after its due day, not in it.',
  );
  const of = (name: string): number =>
    median(lines.filter((line) => line.name === name).map(({ seconds }) => seconds));
  for (const name of ['due day', 'January', 'due day in January'])
    print(
      `ratio ${name} : COPY + UPDATE = ${(of(name) / of(`${name}, COPY + UPDATE`)).toFixed(2)} (aim ≤ 2.5)`,
    );
}
