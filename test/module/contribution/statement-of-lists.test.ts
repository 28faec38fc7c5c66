import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { confirmLists, seedEmployers } from '../../../bench/seed-lists';
import { setUpCentre, taiyuan } from '../../../scripts/set-up-centre';
import { AppModule } from '../../../src/app.module';
import { parseDay } from '../../../src/kernel/calendar';
import { fen } from '../../../src/kernel/money';
import { SettleStatement } from '../../../src/modules/settlement/app/statement/settle-statement';
import type { AccountChange } from '../../../src/modules/settlement/domain/account-change';
import { compareStatement } from '../../../src/modules/settlement/store/compare-statement';
import { StatementLineStore } from '../../../src/modules/settlement/store/statement-line-store';
import { Clock } from '../../../src/platform/clock';
import { loadConfig, newDevelopmentKeys } from '../../../src/platform/config';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { createTestDatabase, type TestDatabase } from '../../support';
import { tellStatement } from '../settlement/told-statement';
import { changeOf, DoorOfReceipts, TODAY } from './door-of-receipts';

const EMPLOYERS = 3;
const MEMBERS = 4;
const [{ bankCode, accountNo }] = taiyuan.bankAccounts as [(typeof taiyuan.bankAccounts)[number]];

describe('money of employers of which only the statement of the day tells', () => {
  let database: TestDatabase;
  let client: Client;
  let app: INestApplicationContext;
  let units: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    await setUpCentre(database.ownerUrl);
    const keys = newDevelopmentKeys();
    const settings = { DATABASE_URL: database.appUrl, BUSINESS_DATE: TODAY, WORKER_INTERVAL_MS: '0' };
    const config = loadConfig({ NODE_ENV: 'test', ...keys, ...settings, LOG_LEVEL: 'silent' });
    app = await NestFactory.createApplicationContext(AppModule.of(config), { logger: false });
    client = new Client({ connectionString: database.superUrl });
    await client.connect();
    units = await seedEmployers(client, { name: 'three', employers: EMPLOYERS, membersEach: MEMBERS });
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await app.close();
    await database.drop();
  }, 30_000);

  const get = <T>(part: abstract new (...args: never[]) => T): T => app.get<T>(part, { strict: false });

  /** What the money of a month's lists wrote, without ids, serials and the month. */
  async function written(month: number): Promise<unknown[]> {
    const { rows } = await client.query(
      `SELECT l.state, c.state AS case_state, r.state AS receipt_state, r.matcher, r.matched_ref = l.payment_no AS matched, r.value_date::text AS came,
              rr.outcome, rr.credited_fen, j.business_date::text, j.value_date::text,
              (SELECT jsonb_agg(jsonb_build_array(e.subject, e.side, e.amount_fen, e.unit_id = l.unit_id) ORDER BY e.side, e.account_id)
                 FROM entry AS e WHERE e.journal_id = j.id) AS lines
         FROM remittance_list AS l JOIN service_case AS c ON c.id = l.case_id
         JOIN remittance_receipt AS rr ON rr.list_id = l.id JOIN receipt AS r ON r.id = rr.receipt_id
         JOIN journal AS j ON j.source_id = l.id AND j.kind = 'remittance'
        WHERE l.month = $1 ORDER BY l.unit_id`,
      [month],
    );
    return rows as unknown[];
  }

  /** Today's statement with these lines, compared and settled as its worker does; what it settled. */
  async function tell(lines: readonly AccountChange[]): Promise<{ id: string; ids: string[] }> {
    const of = { bankCode, accountNo, day: parseDay(TODAY) };
    const told = await app.get(UnitOfWork).run(taiyuan.id, async (tx) => {
      const id = await tellStatement(tx, get, of, lines);
      await compareStatement(tx, id, get(Clock).now());
      return { id, ids: await get(StatementLineStore).toSettle(tx, id) };
    });
    expect(await get(SettleStatement).settle(told.id, told.ids)).toBe('moved');
    return told;
  }

  it('completes their lists, every row as if its notice had come', async () => {
    const door = new DoorOfReceipts(app);
    const noticed = (await confirmLists(client, units, 202508, MEMBERS)).map((list) => changeOf(list));
    for (const change of noticed) await door.bookAlone(change);
    const unheard = (await confirmLists(client, units, 202509, MEMBERS)).map((list) => changeOf(list));
    const { id, ids } = await tell([...noticed, ...unheard]);
    expect(ids).toHaveLength(EMPLOYERS);
    const byNotice = await written(202508);
    expect(byNotice).toHaveLength(EMPLOYERS);
    expect(await written(202509)).toEqual(byNotice);
    expect(byNotice[0]).toMatchObject({ state: 'POSTED', case_state: 'done', came: TODAY });
    const { rows } = await client.query(
      'SELECT state, settled_as FROM statement_difference WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    expect(rows).toEqual(unheard.map(() => ({ state: 'gone', settled_as: 'receipt' })));
    // Settled once: the second time there is nothing in hand.
    expect(await get(SettleStatement).settle(id, ids)).toBe('whole');
  });

  it('that is too little credits nobody, and waits for the rest', async () => {
    const [list] = await confirmLists(client, units, 202510, MEMBERS);
    await client.query(`DELETE FROM bank_statement_line`);
    await tell([changeOf(list!, { amountFen: fen(list!.totalFen - 1n) })]);
    const { rows } = await client.query(
      `SELECT state FROM remittance_list WHERE month = 202510 AND state <> 'CONFIRMED'`,
    );
    expect(rows).toEqual([{ state: 'SUSPENSE_SHORT' }]);
  });
});
