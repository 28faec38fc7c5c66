import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Pool } from 'undici';
import type { CaseAnswer } from '../scripts/demo/case-client';
import { createDatabase, dropDatabase, freePort } from '../scripts/postgres';
import { slowestWithdrawal } from '../scripts/stage/slowest-withdrawal';
import { Stage } from '../scripts/stage/stage';
import { type BarePlan, bareWithdrawals } from './bare-withdrawal';
import { type RowTemplate, readTemplate } from './row-template';
import { seedMembers } from './seed-members';
import { median, paced, percentile, table, timed } from './statistics';

const database = 'zero_run_bench';
const bareDatabase = 'zero_run_bench_bare';
const concurrency = 16;
/** Requests a second of a steady day at which the added latency is told. */
const steadyRate = 50;
/** A machine that is slow gives slow figures, not answers before the money is there. */
const patience = { REGISTRY_DEADLINE_MS: '2600', BANK_DEADLINE_MS: '3900', INLINE_BUDGET_MS: '30000' };
const body = JSON.stringify({ item: 'TQ12', input: { amount: '10.00' } });

interface Run {
  readonly name: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

interface Counts {
  readonly [table: string]: number;
}

/** Rent withdrawals over HTTP, beside a bare loop that writes the same rows in the same three transactions. */
export async function benchWithdraw(quick: boolean, print: (line: string) => void): Promise<void> {
  const count = quick ? 200 : 2000;
  const stage = await Stage.open({ database, port: await freePort(), latency: 'none', print, env: patience });
  try {
    print('seeding members over HTTP …');
    const tokens = await seedMembers(stage, quick ? 40 : 200);
    // Whether a notice or the direct answer comes first is chance; the rows of both sides must be the same.
    await stage.muteNotices();
    const http = new Pool(stage.api.url, { connections: concurrency });
    const over = (runs: number) => withdrawals(http, tokens, runs);
    await over(quick ? 40 : 400);
    const plan = await stage.withoutApi(() => barePlan(stage));
    await over(quick ? 20 : 100);
    const runs: Run[] = [];
    const rows: { http?: Counts; bare?: Counts } = {};
    rows.bare = await counted(plan.url, plan.templates, count, async () => {
      runs.push(summary('bare SQL, first', await bareWithdrawals(plan, count, concurrency)));
    });
    for (const name of ['over HTTP, 1', 'over HTTP, 2', 'over HTTP, 3']) {
      rows.http = await counted(stage.appUrl, plan.templates, count, async () => {
        runs.push(summary(name, await over(count)));
      });
    }
    const added = await paced(quick ? 100 : 1000, steadyRate, withdrawal(http, tokens));
    runs.push(summary('bare SQL, last', await bareWithdrawals(plan, count, concurrency)));
    await http.close();
    report(runs, rows, print);
    tellAdded(added, print);
    print(await slowestWithdrawal(stage.ownerUrl));
  } finally {
    await stage.close();
  }
}

/** `count` withdrawals, each by the next member; one that is not credited within its request ends the benchmark. */
function withdrawals(http: Pool, tokens: readonly string[], count: number) {
  return timed(count, concurrency, withdrawal(http, tokens));
}

function withdrawal(http: Pool, tokens: readonly string[]) {
  return async (index: number): Promise<void> => {
    const answer = await http.request({
      method: 'POST',
      path: '/v1/cases',
      headers: {
        authorization: `Bearer ${tokens[index % tokens.length] ?? ''}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body,
    });
    const view = (await answer.body.json()) as CaseAnswer;
    if (answer.statusCode !== 201 || view.state !== 'done') {
      throw new Error(
        `a withdrawal was not credited: ${answer.statusCode} ${view.state} ${JSON.stringify(view).slice(0, 300)}`,
      );
    }
  };
}

/** With registries and bank at 0 ms, all that a request takes is what the service adds to them. */
function tellAdded(latencies: readonly number[], print: (line: string) => void): void {
  const [p50, p99] = [50, 99].map((p) => percentile(latencies, p).toFixed(1));
  print(
    `added to registries and bank at ${steadyRate} a second: p50 ${p50} ms (aim ≤ 25), p99 ${p99} ms (aim ≤ 60)`,
  );
}

/** A copy of the database as it is, and what one withdrawal left in it. */
async function barePlan(stage: Stage): Promise<BarePlan> {
  await dropDatabase(stage.postgres, bareDatabase);
  await createDatabase(stage.postgres, bareDatabase, { template: database });
  const client = new Client({ connectionString: stage.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ case_id: string; instruction_id: string }>(
      `SELECT source_id AS case_id, id AS instruction_id FROM instruction WHERE state = 'paid' ORDER BY created_at DESC LIMIT 1`,
    );
    const sample = rows[0];
    if (!sample) throw new Error('no withdrawal to take as a template');
    const accounts = await client.query<{ id: string }>('SELECT account_id::text AS id FROM member_balance');
    const pots = await client.query<{ id: string }>('SELECT id::text AS id FROM pot');
    return {
      url: stage.postgres.appUrl(bareDatabase),
      centreId: 1,
      templates: await readTemplate(client, sample.case_id, sample.instruction_id),
      caseId: sample.case_id,
      instructionId: sample.instruction_id,
      accounts: accounts.rows.map(({ id }) => id),
      pots: pots.rows.map(({ id }) => id),
    };
  } finally {
    await client.end();
  }
}

/** Rows that `work` added to each table, divided by `count`. */
async function counted(
  url: string,
  templates: readonly RowTemplate[],
  count: number,
  work: () => Promise<void>,
): Promise<Counts> {
  const tables = [...new Set(templates.map((template) => template.table))];
  const before = await countRows(url, tables);
  await work();
  const after = await countRows(url, tables);
  return Object.fromEntries(tables.map((name) => [name, ((after[name] ?? 0) - (before[name] ?? 0)) / count]));
}

async function countRows(url: string, tables: readonly string[]): Promise<Counts> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.centre', '1', false)`);
    const counts: Record<string, number> = {};
    for (const name of tables) {
      const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${name}`);
      counts[name] = Number(rows[0]?.n ?? 0);
    }
    return counts;
  } finally {
    await client.end();
  }
}

function summary(name: string, run: { perSecond: number; latencies: number[] }): Run {
  return {
    name,
    perSecond: run.perSecond,
    p50: percentile(run.latencies, 50),
    p99: percentile(run.latencies, 99),
  };
}

function report(
  runs: readonly Run[],
  rows: { http?: Counts; bare?: Counts },
  print: (line: string) => void,
): void {
  const http = rows.http ?? {};
  const bare = rows.bare ?? {};
  const rowLines = Object.keys(http).map((name) => [name, String(http[name]), String(bare[name])]);
  table([['rows a withdrawal', 'HTTP', 'bare'], ...rowLines]).forEach((line) => print(line));
  const unequal = Object.keys(http).filter((name) => http[name] !== bare[name]);
  if (unequal.length > 0)
    throw new Error(`the two sides wrote different numbers of rows: ${unequal.join(', ')}`);
  print('');
  const lines = runs.map(({ name, perSecond, p50, p99 }) => [
    name,
    perSecond.toFixed(0),
    p50.toFixed(1),
    p99.toFixed(1),
  ]);
  table([['', 'completed/s', 'p50 ms', 'p99 ms'], ...lines]).forEach((line) => print(line));
  const speed = (side: string) =>
    median(runs.filter(({ name }) => name.startsWith(side)).map(({ perSecond }) => perSecond));
  const bareSpeed =
    runs.filter(({ name }) => name.startsWith('bare')).reduce((sum, { perSecond }) => sum + perSecond, 0) / 2;
  print(`ratio over HTTP : bare SQL = ${(speed('over') / bareSpeed).toFixed(3)} (aim ≥ 0.30)`);
}
