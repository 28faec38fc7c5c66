import { randomUUID } from 'node:crypto';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { confirmLists, seedEmployers } from '../../../bench/seed-lists';
import { setUpCentre, taiyuan } from '../../../scripts/set-up-centre';
import { AppModule } from '../../../src/app.module';
import { fen } from '../../../src/kernel/money';
import { loadConfig, newDevelopmentKeys } from '../../../src/platform/config';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { InvariantRegistry } from '../../../src/platform/invariants/invariant-registry';
import { createTestDatabase, type TestDatabase } from '../../support';
import { changeOf, DoorOfReceipts, TODAY } from './door-of-receipts';

const EMPLOYERS = 6;
const MEMBERS = 4;

let database: TestDatabase;
let client: Client;
let app: INestApplicationContext;
let units: string[];
let door: DoorOfReceipts;

beforeAll(async () => {
  database = await createTestDatabase();
  await setUpCentre(database.ownerUrl);
  const keys = newDevelopmentKeys();
  const settings = { DATABASE_URL: database.appUrl, BUSINESS_DATE: TODAY, WORKER_INTERVAL_MS: '0' };
  const config = loadConfig({ NODE_ENV: 'test', ...keys, ...settings, LOG_LEVEL: 'silent' });
  app = await NestFactory.createApplicationContext(AppModule.of(config), { logger: false });
  door = new DoorOfReceipts(app);
  client = new Client({ connectionString: database.superUrl });
  await client.connect();
  units = await seedEmployers(client, { name: 'six', employers: EMPLOYERS, membersEach: MEMBERS });
}, 60_000);
afterAll(async () => {
  await client.end();
  await app.close();
  await database.drop();
}, 30_000);
afterEach(async () => {
  expect(await breaches()).toEqual([]);
});

/** All that needs no bank to be compared with, and no registration of these employers. */
async function breaches(): Promise<string[]> {
  const told = /^(I[1-68]|R\d+|S\d+)$/;
  const invariants = app.get(InvariantRegistry, { strict: false }).list();
  const checked = invariants.filter(({ id, sql }) => told.test(id) && sql !== undefined);
  expect(checked.length).toBeGreaterThan(5);
  return app.get(UnitOfWork).run(taiyuan.id, async (tx) => {
    const found: string[] = [];
    for (const { id, sql } of checked) {
      const rows = await tx.query(sql ?? '');
      if (rows.length > 0) found.push(id);
    }
    return found;
  });
}

async function rows<R extends object>(sql: string, values: unknown[] = []): Promise<R[]> {
  return (await client.query<R>(sql, values)).rows;
}

/** What one list's money wrote, without ids, serials and the month. */
async function written(month: number): Promise<unknown[]> {
  return rows(
    `SELECT l.state, l.posted_on::text, u.paid_through - l.month AS ahead, c.state AS case_state, c.finished_at IS NOT NULL AS finished,
            c.receipt - 'paidThrough' AS receipt, c.due_at, ev.kind, ev.body, ev.seq, r.state AS receipt_state, r.matcher, r.matched_ref = l.payment_no AS matched,
            r.amount_fen = l.total_fen AS whole, rr.outcome, rr.credited_fen = l.total_fen AS credited, rr.drawn_fen, rr.suspense_fen,
            j.business_date::text, j.value_date::text, j.kind AS voucher, j.reverses_id,
            (SELECT jsonb_agg(jsonb_build_array(e.seq <= ${MEMBERS + 1}, e.subject, e.side, e.amount_fen, e.carried_fen, e.unit_id = l.unit_id) ORDER BY e.side, e.account_id)
               FROM entry AS e WHERE e.journal_id = j.id) AS lines
       FROM remittance_list AS l JOIN unit_account AS u ON u.ledger_account_id = l.unit_id
       JOIN service_case AS c ON c.id = l.case_id JOIN event AS ev ON ev.case_id = c.id
       JOIN remittance_receipt AS rr ON rr.list_id = l.id JOIN receipt AS r ON r.id = rr.receipt_id
       JOIN journal AS j ON j.source_id = l.id AND j.kind = 'remittance'
      WHERE l.month = $1 ORDER BY l.unit_id`,
    [month],
  );
}

const balances = () =>
  rows<{ fen: string; accumulation: string; to: string }>(
    `SELECT (carried_fen + current_fen)::text AS fen, accumulation::text, accumulated_to::text AS to FROM member_balance ORDER BY account_id`,
  );
const transactionsOf = async (month: number): Promise<number> =>
  (
    await rows<{ n: number }>(
      `SELECT count(DISTINCT j.txid::text)::int AS n FROM journal AS j JOIN remittance_list AS l ON l.id = j.source_id WHERE l.month = $1`,
      [month],
    )
  )[0]!.n;

describe('receipts that stand at the door at once', () => {
  it('of different employers, each exactly its list: one transaction, and every row as if each had come alone', async () => {
    const alone = await confirmLists(client, units, 202508, MEMBERS);
    for (const list of alone) await door.bookAlone(changeOf(list));
    const before = await balances();
    const several = await confirmLists(client, units, 202509, MEMBERS);
    const took = await door.toldAtOnce(several.map((list) => changeOf(list)));
    expect(took).toEqual(Array.from({ length: EMPLOYERS }, () => 'together'));
    expect([await transactionsOf(202508), await transactionsOf(202509)]).toEqual([EMPLOYERS, 1]);

    const [one, other] = [await written(202508), await written(202509)];
    expect(one).toHaveLength(EMPLOYERS);
    expect(other.map((row) => ({ ...(row as object), ahead: 0 }))).toEqual(
      one.map((row) => ({ ...(row as object), ahead: 0 })),
    );
    const after = await balances();
    expect(after.map(({ fen: now }, n) => BigInt(now) - BigInt(before[n]!.fen))).toEqual(
      Array.from({ length: EMPLOYERS * MEMBERS }, () => 144_000n),
    );
    const kept = `SELECT count(*)::int AS n FROM bank_exchange WHERE outcome = 'booked' AND direction = 'in'`;
    expect((await rows<{ n: number }>(kept))[0]!.n).toBe(EMPLOYERS);
  });

  it('leave out what is not plain: too little, twice, another day, nobody’s number; each of those is taken alone', async () => {
    const lists = await confirmLists(client, units, 202510, MEMBERS);
    const [short, twice, valued, plain, plainToo] = lists;
    const changes = [
      changeOf(plain!),
      changeOf(short!, { amountFen: fen(short!.totalFen - 1n) }),
      changeOf(twice!),
      changeOf(twice!),
      changeOf(valued!, { valueDate: '2026-11-20' }),
      changeOf(plain!, { remark: '没有单号' }),
      changeOf(plainToo!),
    ];
    expect(await door.toldAtOnce(changes)).toEqual([
      'together',
      'alone',
      'alone',
      'alone',
      'alone',
      'alone',
      'together',
    ]);
    const states = await rows<{ state: string; n: number }>(
      'SELECT state, count(*)::int AS n FROM remittance_list WHERE month = 202510 GROUP BY 1 ORDER BY 1',
    );
    expect(states).toEqual([
      { state: 'CONFIRMED', n: 1 },
      { state: 'POSTED', n: 4 },
      { state: 'SUSPENSE_SHORT', n: 1 },
    ]);
    // The second payment of one list is its unit's.
    const kept = `SELECT outcome, count(*)::int AS n FROM remittance_receipt GROUP BY 1 ORDER BY 1`;
    expect(await rows(kept)).toEqual([
      { outcome: 'decomposed', n: 2 * EMPLOYERS + 4 },
      { outcome: 'kept', n: 1 },
      { outcome: 'short', n: 1 },
    ]);
  });

  it('fall together when one of them is known: nothing of the others is kept, and each is taken alone', async () => {
    const paid = await rows<{ id: string }>(
      'SELECT ledger_account_id::text AS id FROM unit_account WHERE paid_through = 202510 LIMIT 2',
    );
    const lists = await confirmLists(
      client,
      paid.map(({ id }) => id),
      202511,
      MEMBERS,
    );
    const [first, second] = lists;
    const bankSerial = randomUUID();
    await rows(`UPDATE receipt SET bank_serial = $1 WHERE id = (SELECT id FROM receipt LIMIT 1)`, [
      bankSerial,
    ]);
    const took = await door.toldAtOnce([changeOf(first!), changeOf(second!, { bankSerial })], (change) =>
      change.bankSerial === bankSerial ? Promise.resolve() : door.bookAlone(change),
    );
    expect(took).toEqual(['alone', 'alone']);
    const states = 'SELECT state FROM remittance_list WHERE month = 202511 ORDER BY state';
    expect(await rows(states)).toEqual([{ state: 'CONFIRMED' }, { state: 'POSTED' }]);
  });

  it('are shared out among the lanes when they are many: each lane takes some, and none is left to come one by one', async () => {
    const employers = 30;
    const many = await seedEmployers(client, { name: 'thirty', employers, membersEach: 1 });
    const lists = await confirmLists(client, many, 202508, 1);
    const before = await transactionsOf(202508);
    const took = await door.toldAtOnce(lists.map((list) => changeOf(list)));
    expect(took).toEqual(Array.from({ length: employers }, () => 'together'));
    const shares = await rows<{ lists: number }>(
      `SELECT count(*)::int AS lists FROM journal AS j JOIN remittance_list AS l ON l.id = j.source_id
        WHERE l.month = 202508 AND l.unit_id = ANY ($1::bigint[]) GROUP BY j.txid::text ORDER BY 1`,
      [many],
    );
    expect(await transactionsOf(202508)).toBe(before + shares.length);
    expect(shares.map((share) => share.lists)).toEqual([10, 10, 10]);
  });

  it('are told each its own fault when they are taken alone', async () => {
    const change = changeOf({ paymentNo: '', totalFen: 5n });
    const failed = door.toldAtOnce([change, changeOf({ paymentNo: '', totalFen: 6n })], ({ amountFen }) =>
      amountFen === 5n ? Promise.reject(new Error('planted')) : Promise.resolve(),
    );
    await expect(failed).rejects.toThrow('planted');
  });
});
