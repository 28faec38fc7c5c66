import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { confirmLists, seedEmployers } from '../../../bench/seed-lists';
import { setUpCentre } from '../../../scripts/set-up-centre';
import { AppModule } from '../../../src/app.module';
import type { AccountChange } from '../../../src/modules/settlement/domain/account-change';
import { loadConfig, newDevelopmentKeys } from '../../../src/platform/config';
import { createTestDatabase, type TestDatabase } from '../../support';
import { type WireFault, WireProxy } from '../../support/wire-proxy';
import { changeOf, DoorOfReceipts, TODAY } from './door-of-receipts';

const MEMBERS = 2;
const faults: readonly WireFault[] = ['error', 'cut-before', 'cut-after'];

let database: TestDatabase;
let proxy: WireProxy;
let client: Client;
let app: INestApplicationContext;
let door: DoorOfReceipts;

beforeAll(async () => {
  database = await createTestDatabase();
  await setUpCentre(database.ownerUrl);
  proxy = await WireProxy.before(database.appUrl);
  const settings = { DATABASE_URL: proxy.url, BUSINESS_DATE: TODAY, WORKER_INTERVAL_MS: '0' };
  const config = loadConfig({ NODE_ENV: 'test', ...newDevelopmentKeys(), ...settings, LOG_LEVEL: 'silent' });
  app = await NestFactory.createApplicationContext(AppModule.of(config), { logger: false });
  door = new DoorOfReceipts(app);
  client = new Client({ connectionString: database.superUrl });
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client.end();
  await app.close();
  await proxy.close();
  await database.drop();
}, 30_000);

/** As a bank does, which tells its notice again until it is taken. */
async function alone(change: AccountChange): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      await door.bookAlone(change);
      return;
    } catch {
      // Told again.
    }
  }
  throw new Error('a receipt was not taken in three tries');
}

/** How each list of a month stands, with how often its members, its receipt and its case were written. */
async function standing(month: number, units: readonly string[]): Promise<unknown[]> {
  const { rows } = await client.query<object>(
    `SELECT l.state, c.state AS case_state,
            (SELECT count(*)::int FROM journal AS j WHERE j.source_id = l.id AND j.kind = 'remittance') AS vouchers,
            (SELECT count(*)::int FROM entry AS e JOIN journal AS j ON j.id = e.journal_id
              WHERE j.source_id = l.id AND e.subject = '201') AS credits,
            (SELECT count(*)::int FROM remittance_receipt AS r WHERE r.list_id = l.id) AS receipts,
            (SELECT count(*)::int FROM event AS v WHERE v.case_id = l.case_id AND v.kind = 'decomposed') AS told
       FROM remittance_list AS l JOIN service_case AS c ON c.id = l.case_id WHERE l.month = $1 AND l.unit_id = ANY ($2::bigint[])`,
    [month, units],
  );
  return rows;
}

/** The n-th month from 2025-08 on, the first that the employers owe: YYYYMM. */
function monthNo(n: number): number {
  const months = 2025 * 12 + 6 + n;
  return Math.floor(months / 12) * 100 + (months % 12) + 1;
}

describe('two receipts taken together, one call to the database of which fails', () => {
  it.each(faults)(
    '%s: whichever call it is, each list is credited once, together or each alone',
    async (fault) => {
      // Employers of their own: the months of one follow each other.
      const units = await seedEmployers(client, { name: fault, employers: 2, membersEach: MEMBERS });
      const once = {
        state: 'POSTED',
        case_state: 'done',
        vouchers: 1,
        credits: MEMBERS,
        receipts: 1,
        told: 1,
      };
      const ways = new Set<string>();
      for (let call = 1; ; call += 1) {
        const month = monthNo(call);
        const lists = await confirmLists(client, units, month, MEMBERS);
        proxy.failCall(call, fault);
        const took = await door.toldAtOnce(
          lists.map((list) => changeOf(list)),
          alone,
        );
        const { calls, wasHit } = proxy.seen();
        const ofUnits = await standing(month, units);
        expect({ call, fault, took, ofUnits }).toEqual({ call, fault, took, ofUnits: [once, once] });
        ways.add(took.join());
        if (wasHit) continue;
        expect(took).toEqual(['together', 'together']);
        expect(calls).toBeGreaterThan(5);
        break;
      }
      // A lost connection is tried again; what the server refuses makes each be taken alone.
      if (fault === 'error') expect([...ways].sort()).toEqual(['alone,alone', 'together,together']);
    },
    120_000,
  );
});
