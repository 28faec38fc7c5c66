import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { AppModule } from '../src/app.module';
import { fen } from '../src/kernel/money';
import { BookReceipt } from '../src/modules/settlement/app/book-receipt';
import { TakeReceipts } from '../src/modules/settlement/app/take-receipts';
import type { AccountChange } from '../src/modules/settlement/domain/account-change';
import type { BankNotice } from '../src/modules/settlement/domain/bank-line';
import { BankAccountStore } from '../src/modules/settlement/store/bank-account-store';
import { BankEvidence } from '../src/modules/settlement/store/bank-evidence';
import { loadConfig } from '../src/platform/config';
import { together } from '../src/platform/database/together';
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
import { bareMonth, prepareBare } from './bare-month';
import { type ConfirmedList, confirmLists, seedEmployers, type Shape } from './seed-lists';
import { measured, type Used } from './processor-time';
import { median, table, timed } from './statistics';

const database = 'zero_run_bench_decompose';
/** Notices that stand at the door at a time: on a pay day banks push theirs on many connections. */
const concurrency = 32;
const businessDate = '2026-11-21';

type Line = Used & { readonly name: string; readonly rows: number };

/** One month decomposed to all members, beside COPY of the same entries and one UPDATE of the same accounts. */
export async function benchDecompose(quick: boolean, print: (line: string) => void): Promise<void> {
  const scale = quick ? 50 : 1;
  const shapes: Shape[] = [
    { name: '1,000 employers of 100', employers: 1000 / scale, membersEach: 100 },
    { name: 'one employer of 100,000', employers: 1, membersEach: 100_000 / scale },
  ];
  const server = await launchPostgres({ name: 'pg', env: process.env, print });
  try {
    for (const shape of shapes) await benchShape(server, shape, print);
  } finally {
    await server.stop();
  }
}

async function benchShape(
  server: LaunchedPostgres,
  shape: Shape,
  print: (line: string) => void,
): Promise<void> {
  await dropDatabase(server, database);
  await createDatabase(server, database);
  await prepareDatabase(server.ownerUrl(database));
  const url = new URL(server.superUrl);
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  const app = await application(server);
  try {
    const units = await seedEmployers(client, shape);
    const month = async (number: number): Promise<Line> => {
      const lists = await confirmLists(client, units, number, shape.membersEach);
      const used = await measured(server.pid, () => decompose(app, lists));
      return { name: `decomposed, ${number}`, ...used, rows: await entriesOf(client, number) };
    };
    // The first months warm the service, which runs for weeks in life, and give the entries the bare side writes again.
    for (const number of [202508, 202509]) await month(number);
    await prepareBare(client);
    // The first round of it is slower than any that follows, and would flatter ours.
    await bareMonth(client, server.pid, 'unmeasured', 202508);
    const lines = [await bareMonth(client, server.pid, 'COPY + UPDATE, first', 202508)];
    for (const number of [202510, 202511, 202512]) lines.push(await month(number));
    lines.push(await bareMonth(client, server.pid, 'COPY + UPDATE, last', 202512));
    report(shape, lines, print);
  } finally {
    await app.close();
    await client.end();
  }
}

/** The service without its doors, on a database of the benchmark. */
export async function application(
  server: LaunchedPostgres,
  name: string = database,
): Promise<INestApplicationContext> {
  const keys = developmentKeys(join(projectRoot(), 'var', 'development-keys.json'));
  const config = loadConfig({
    ...withDevelopmentKeys({}, keys),
    DATABASE_URL: server.appUrl(name),
    BUSINESS_DATE: businessDate,
    WORKER_INTERVAL_MS: '0',
    LOG_LEVEL: 'error',
  });
  return NestFactory.createApplicationContext(AppModule.of(config), { logger: ['error'] });
}

/** The receipt of every list is told by a verified notice, so many at a time as a pay day brings. */
export async function decompose(
  app: INestApplicationContext,
  lists: readonly ConfirmedList[],
): Promise<void> {
  const receipts = app.get(TakeReceipts, { strict: false });
  const [collection] = taiyuan.bankAccounts;
  if (!collection) throw new Error('the centre has no collection account');
  const { bankCode, accountNo } = collection;
  await timed(lists.length, concurrency, async (index) => {
    const list = lists[index];
    if (!list) return;
    const change: AccountChange = {
      accountNo,
      bankSerial: randomUUID(),
      direction: 'in',
      amountFen: fen(list.totalFen),
      valueDate: businessDate,
      counterparty: { name: 'bench', accountNo: '1' },
      remark: list.paymentNo,
      summary: '',
      reversal: false,
      reference: null,
    };
    const notice: BankNotice = {
      bankCode,
      txCode: 'SBDC100',
      seqNo: change.bankSerial,
      text: 'bench',
      tells: { what: 'change', change },
    };
    await receipts.take(notice, change, undefined, () => bookAlone(app, notice, change));
  });
}

/** As TakeNotice does for one whose company failed or that comes alone. */
async function bookAlone(
  app: INestApplicationContext,
  notice: BankNotice,
  change: AccountChange,
): Promise<void> {
  const accounts = app.get(BankAccountStore, { strict: false });
  const receipts = app.get(BookReceipt, { strict: false });
  const evidence = app.get(BankEvidence, { strict: false });
  await app.get(UnitOfWork).run(taiyuan.id, async (tx) => {
    const account = await accounts.byNumber(tx, notice.bankCode, change.accountNo);
    if (!account) throw new Error('the collection account is gone');
    const did = { outcome: 'booked', reference: change.bankSerial, instructionId: null };
    await together([receipts.book(tx, account, change), evidence.storeNotice(tx, notice, did)]);
  });
}

export async function entriesOf(client: Client, month: number): Promise<number> {
  const { rows } = await client.query<{ n: string }>(
    `SELECT count(*) AS n FROM entry AS e
       JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id AND j.kind = 'remittance'
       JOIN remittance_list AS l ON l.centre_id = j.centre_id AND l.id = j.source_id AND l.month = $1`,
    [month],
  );
  return Number(rows[0]?.n ?? 0);
}

function report(shape: Shape, lines: readonly Line[], print: (line: string) => void): void {
  const rows = lines.map(({ name, seconds, client, server, rows: entries }) => [
    name,
    entries.toLocaleString('en'),
    ...[seconds, client, server].map((value) => value.toFixed(2)),
    Math.round(entries / seconds).toLocaleString('en'),
  ]);
  const heads = ['entries', 'seconds', 'processor: service', 'server', 'entries/s'];
  table([[shape.name, ...heads], ...rows]).forEach((line) => print(line));
  if (new Set(lines.map((line) => line.rows)).size !== 1)
    throw new Error('the two sides wrote different numbers of entries');
  const ratioOf = (cost: (line: Line) => number): string => {
    const ours = median(lines.filter(({ name }) => name.startsWith('decomposed')).map(cost));
    const bare = lines.filter(({ name }) => name.startsWith('COPY')).map(cost);
    return (ours / (bare.reduce((sum, one) => sum + one, 0) / bare.length)).toFixed(2);
  };
  print(`ratio decomposed : COPY + UPDATE = ${ratioOf(({ seconds }) => seconds)} (aim ≤ 2.0)`);
  print(`by processor time: ${ratioOf(({ client, server }) => client + server)}\n`);
}
