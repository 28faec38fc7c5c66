import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { importFolder } from '../../scripts/legacy/import-folder';
import type { SeedProfile } from '../../scripts/seed/profile';
import { writeSeedFolder } from '../../scripts/seed/write-seed-folder';
import { fen } from '../../src/kernel/money';
import { Sealer } from '../../src/platform/crypto';
import {
  apply,
  deposit,
  expectProof,
  receiptOf,
  rows,
  startInterestRun,
  until,
  untilInterestRunEnded,
} from '../journey/support';
import { taiyuan } from '../../scripts/set-up-centre';
import { createTestDatabase, startWorld, type World } from '../support';
import { makeScratchFolder } from '../support/test-server';

/** A small city: employers of realistic sizes; enough accounts for three ranges of the interest run. */
const CITY: SeedProfile = {
  name: 'small',
  units: 200,
  payingUnits: 200,
  members: 24_000,
  payingMembers: 6_000,
  balance: fen(24_000n * 2_839_600n),
  loans: fen(0n),
  months: 1,
};
const MONTH = '2026-10';
const AT_ONCE = 6;

interface Agent {
  readonly unitAccountNo: string;
  readonly name: string;
  readonly idNo: string;
}

interface Awaited {
  readonly payTo: string;
  readonly amount: string;
  readonly paymentNo: string;
}

let world: World;
let folder: string;

beforeAll(async () => {
  folder = join(makeScratchFolder(), 'city');
  world = await startWorld();
  await writeSeedFolder(folder, CITY, 7, taiyuan);
  const key = (name: string): Buffer => Buffer.from(world.serviceEnv[name] ?? '', 'base64');
  await importFolder({
    ownerUrl: world.database.ownerUrl,
    centreId: world.centre.id,
    folder,
    cutOver: null,
    sealer: new Sealer({ sealingKey: key('SEALING_KEY'), indexKey: key('INDEX_KEY') }),
    rejectsFile: `${folder}-rejects.csv`,
    print: () => undefined,
  });
}, 180_000);
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const number = async (sql: string): Promise<number> => {
  const [row] = await rows<{ n: number }>(world, `SELECT (${sql})::int AS n`);
  return row?.n ?? -1;
};

/** Works on all of them, some at a time. */
async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const hand = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

function agents(): Agent[] {
  const text = readFileSync(join(folder, '缴存单位信息.csv'), 'utf8').replace('\ufeff', '').trimEnd();
  const [headings = [], ...lines] = text.split('\r\n').map((line) => line.split(','));
  const cell = (line: readonly string[], name: string): string => line[headings.indexOf(name)] ?? '';
  return lines.map((line) => ({
    unitAccountNo: cell(line, 'DWZH'),
    name: cell(line, 'JBRXM'),
    idNo: cell(line, 'JBRZJHM'),
  }));
}

/** What is on every account, as one digest: `more` is added to each. */
async function balances(url: string, more = '0'): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: found } = await client.query<{ digest: string }>(
      `SELECT md5(string_agg(b.account_id || ':' || b.carried_fen + b.current_fen + ${more}, ',' ORDER BY b.account_id)) AS digest
         FROM member_balance AS b`,
    );
    return found[0]?.digest ?? '';
  } finally {
    await client.end();
  }
}

describe('F08: the service is killed while a city pays its month', () => {
  const awaited: Awaited[] = [];
  const posted = () =>
    number(
      `SELECT count(*) FROM remittance_list WHERE month = 202610 AND state = 'POSTED' AND NOT cancelled`,
    );

  /** The bank tells again what was not taken: after a minute of tries it gives up by itself. */
  async function tellAgain(serials: readonly string[]): Promise<void> {
    await pause(2_000);
    const taken = await rows<{ serial: string }>(world, 'SELECT bank_serial AS serial FROM receipt');
    const known = new Set(taken.map(({ serial }) => serial));
    for (const serial of serials.filter((one) => !known.has(one)))
      await world.control('POST', '/control/bank/104/resend', { serial, times: 1 });
  }

  test('every employer confirms the same as last month', async () => {
    const units = await rows<{ no: string; id: string }>(
      world,
      `SELECT unit_account_no AS no, employer_id AS id FROM unit_account
        WHERE kind = 'employer' AND state = '01' AND paid_through = 202609`,
    );
    const idOf = new Map(units.map(({ no, id }) => [no, id]));
    await each(agents(), async ({ unitAccountNo, name, idNo }) => {
      const employerId = idOf.get(unitAccountNo);
      if (employerId === undefined) return;
      const client = await world.signedIn({ role: 'employer-agent', name, idNo });
      const asked = { employerId, month: MONTH, asMonth: '2026-09' };
      const list = await client.post('/v1/remittance-lists/same-as', asked);
      if (list.status !== 201) throw new Error(`${unitAccountNo}: ${list.text}`);
      const confirmed = await apply(client, 'GJ11', { listId: list.body.id as string });
      awaited.push({
        payTo: receiptOf(confirmed, 'payTo'),
        amount: receiptOf(confirmed, 'amount'),
        paymentNo: receiptOf(confirmed, 'paymentNo'),
      });
    });
    expect(awaited.length).toBeGreaterThan(150);
  }, 120_000);

  test('and pays: killed again and again, every member is credited once, to the fen, as if nothing had happened', async () => {
    const line = `(SELECT coalesce(sum(r.employer_fen + r.employee_fen), 0) FROM remittance_line AS r
      JOIN remittance_list AS l ON l.centre_id = r.centre_id AND l.id = r.list_id AND l.month = 202610 AND NOT l.cancelled
       AND l.state = 'CONFIRMED' WHERE r.centre_id = b.centre_id AND r.account_id = b.account_id)`;
    const expected = await balances(world.database.superUrl, line);
    const serials: string[] = [];
    const paying = each(awaited, async ({ payTo, amount, paymentNo }) => {
      serials.push(await deposit(world, { toAccount: payTo, amount, remark: `公积金汇缴 ${paymentNo}` }));
    });
    let kills = 0;
    for (const share of [0.05, 0.3, 0.6]) {
      await until(`${share} of the lists`, async () => (await posted()) >= share * awaited.length, 60);
      if ((await posted()) < awaited.length) kills += 1;
      await world.api.kill9();
      await world.restartApi(0);
    }
    await paying;
    await until(
      'all lists',
      async () => (await posted()) === awaited.length || (await tellAgain(serials), false),
      150,
    );
    expect(kills).toBeGreaterThan(0);
    expect(await balances(world.database.superUrl)).toBe(expected);
    expect(
      await number(`SELECT count(*) FROM (SELECT FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
         WHERE j.kind = 'remittance' AND e.subject = '201' GROUP BY e.account_id HAVING count(*) > 1) AS twice`),
    ).toBe(0);
    await expectProof(world);
  }, 300_000);
});

describe('F07: the service is killed while it credits the interest of a year', () => {
  const on = { BUSINESS_DATE: '2027-07-01', WORKER_INTERVAL_MS: '50' };
  const ranges = async (): Promise<{ done: number; all: number }> => {
    const [found] = await rows<{ done: number; all: number }>(
      world,
      `SELECT count(finished_at)::int AS done, count(*)::int AS "all" FROM interest_chunk`,
    );
    return found ?? { done: 0, all: 0 };
  };

  test('every account has what it would have had, once', async () => {
    const run = await startInterestRun(world, 2027);
    await world.api.stop();
    const copy = await createTestDatabase({ copyOf: world.database });
    try {
      await world.restartApi(0, { ...on, DATABASE_URL: copy.appUrl });
      const whole = await untilInterestRunEnded(world, run.id);
      const expected = await balances(copy.superUrl);
      for (const moment of ['interest-run-step:after', 'interest-chunk:before', 'interest-chunk:after']) {
        const doomed = await world.restartApi(0, { ...on, CRASH_POINT: moment });
        expect((await doomed.ended).signal).toBe('SIGKILL');
      }
      const { done, all } = await ranges();
      expect(all).toBe(3);
      expect(done).toBeLessThan(all);
      await world.restartApi(0, on);
      const killed = await untilInterestRunEnded(world, run.id);
      expect(killed).toMatchObject({ posted: whole.posted, accounts: whole.accounts });
      expect(await balances(world.database.superUrl)).toBe(expected);
      expect(
        await number(`SELECT count(*) FROM (SELECT FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
           WHERE j.kind = 'annual-interest' AND e.subject = '201' GROUP BY e.account_id HAVING count(*) > 1) AS twice`),
      ).toBe(0);
    } finally {
      await copy.drop();
    }
    await expectProof(world);
  }, 240_000);
});
