import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { taiyuan } from '../../../scripts/set-up-centre';
import { AppModule } from '../../../src/app.module';
import { Proof } from '../../../src/modules/oversight';
import { loadConfig, newDevelopmentKeys, REGISTRY_URL_SETTINGS } from '../../../src/platform/config';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { createHttpApp } from '../../../src/platform/http';
import { InvariantRegistry } from '../../../src/platform/invariants/invariant-registry';
import { AppLogger } from '../../../src/platform/logging';
import { mountBank } from '../../../src/simulators/bank';
import { type Simulation, startSimulation } from '../../../src/simulators/simulation';
import type { Person } from '../../../src/simulators/world/person';
import { createTestDatabase, HttpClient, RESTAMP, type TestDatabase } from '../../support';

export const CENTRE = taiyuan.id;
export const TODAY = '2026-11-21';

type Settings = Readonly<Record<string, string>>;

/** The whole service on a database of its own, with the outside world in the same process, spoken to over HTTP. */
export class Road {
  private constructor(
    readonly database: TestDatabase,
    readonly app: NestFastifyApplication,
    /** Settings of the service: the proof as a program runs with the same. */
    readonly settings: Settings,
    readonly url: string,
    private readonly outsideUrl: string,
    private readonly bankDir: string,
    private outside: Simulation,
  ) {}

  private unguarded: Promise<Client> | null = null;

  /** @param more settings that differ from those of most tests. */
  static async start(more: Settings = {}): Promise<Road> {
    const database = await createTestDatabase();
    const keys = newDevelopmentKeys();
    const bankDir = await mkdtemp(join(tmpdir(), 'boc-'));
    // Messages bear the day: the banks live on that of the service.
    const day = more['BUSINESS_DATE'] ?? TODAY;
    const outside = await openOutside(0, bankDir, keys.BANK_BOC_KEY, day);
    const outsideUrl = `http://127.0.0.1:${outside.port}`;
    const names = [...REGISTRY_URL_SETTINGS, 'BANK_BOC_URL', 'BANK_BOCOM_URL', 'SIMULATORS_CONTROL_URL'];
    const settings: Settings = {
      NODE_ENV: 'test',
      ...keys,
      DATABASE_URL: database.appUrl,
      BUSINESS_DATE: TODAY,
      DEMO_ISSUER: 'on',
      BANK_BOC_KEY_ID: 'dev',
      BANK_DEADLINE_MS: '300',
      // Nothing moves by itself: what the tests plant stays as it is.
      WORKER_INTERVAL_MS: '0',
      LOG_LEVEL: 'silent',
      ...Object.fromEntries(names.map((name) => [name, outsideUrl])),
      ...more,
    };
    const config = loadConfig(settings);
    const app = await createHttpApp(AppModule.of(config), { logger: new AppLogger('silent') });
    await app.listen(0, '127.0.0.1');
    const road = new Road(database, app, settings, await app.getUrl(), outsideUrl, bankDir, outside);
    for (const { bankCode } of taiyuan.bankAccounts) {
      const url = `${await app.getUrl()}/v1/bank/${bankCode}/notices`;
      await road.control('PUT', `bank/${bankCode}/callback`, { url, customer: String(CENTRE) });
    }
    return road;
  }

  async stop(): Promise<void> {
    await (await this.unguarded)?.end();
    await this.app.close();
    await this.outside.close();
    await this.database.drop();
    await rm(this.bankDir, { recursive: true });
  }

  /** Somebody of the staff whose card is of the second bank. */
  get bocomHolder(): Person {
    return this.outside.world.people.find(({ bankCode }) => bankCode === '301')!;
  }

  get employerCode(): string {
    return this.outside.world.companyInRole('employer').creditCode;
  }

  person(role: string): Person {
    return this.outside.world.inRole(role);
  }

  async signedIn(
    { name, idNo }: Pick<Person, 'name' | 'idNo'>,
    role: 'member' | 'employer-agent' | 'clerk' | 'manager' | 'auditor',
  ): Promise<HttpClient> {
    const answer = await new HttpClient(this.url).post('/v1/demo/tokens', { role, name, idNo });
    return new HttpClient(this.url, answer.body.token as string);
  }

  async control(method: string, path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${this.outsideUrl}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Money comes in at a bank; resolves once it is booked here. */
  async transfer(amount: string, remark: string, bank = '104'): Promise<void> {
    const account = taiyuan.bankAccounts.find(({ bankCode }) => bankCode === bank);
    const toAccount = account!.accountNo;
    const payer = { payerName: '某单位(虚构)', payerAccount: '104999900000000777' };
    const line = await this.control('POST', `bank/${bank}/deposits`, { toAccount, amount, remark, ...payer });
    const { serial } = line as { serial: string };
    const booked = `bank_serial = '${serial}' AND bank_account_id = (SELECT id FROM bank_account WHERE account_no = '${toAccount}')`;
    await this.until(async () => (await this.count('receipt', booked)) === 1);
  }

  /** The centre's books and all others as the proof sees them now: ids of what is broken, with the breaches. */
  async broken(waitMs = 1500): Promise<Map<string, readonly object[]>> {
    const proved = await this.app.get(Proof, { strict: false }).prove(CENTRE, waitMs);
    return new Map(
      proved.filter(({ breaches }) => breaches.length > 0).map(({ id, breaches }) => [id, breaches]),
    );
  }

  /** Breaches of one invariant alone, so that what is planted for it need not be looked at by all. */
  async breachesOf(id: string): Promise<readonly object[]> {
    const one = this.opened(InvariantRegistry)
      .list()
      .find((invariant) => invariant.id === id);
    if (one === undefined) throw new Error(`no invariant ${id} is registered`);
    const alone = new InvariantRegistry();
    alone.register(one);
    const [proved] = await new Proof(alone, this.work).prove(CENTRE, 0);
    return proved?.breaches ?? [];
  }

  /** A provider of the service. */
  opened<T>(token: abstract new (...given: never[]) => T): T {
    return this.app.get<T>(token, { strict: false });
  }

  get work(): UnitOfWork {
    return this.app.get(UnitOfWork, { strict: false });
  }

  query<R extends object>(sql: string, values: readonly unknown[] = [], centreId = CENTRE): Promise<R[]> {
    return this.work.read(centreId, (tx) => tx.query<R>(sql, values));
  }

  async count(table: string, condition = 'true', centreId = CENTRE): Promise<number> {
    const sql = `SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`;
    const [row] = await this.query<{ n: number }>(sql, [], centreId);
    return row?.n ?? -1;
  }

  /** As nobody in the service can: no trigger and no foreign key looks on. Returns how many rows were touched. */
  async pastAllGuards(...statements: readonly string[]): Promise<number> {
    const touched = await this.unguardedly(statements);
    await this.restamp(statements);
    return touched;
  }

  private async unguardedly(statements: readonly string[]): Promise<number> {
    const client = await (this.unguarded ??= connectUnguarded(this.database.superUrl));
    let touched = 0;
    for (const statement of statements) touched += (await client.query(statement)).rowCount ?? 0;
    return touched;
  }

  /**
   * Plants what `plant` says and hands over; afterwards the tables named are again what they were.
   * @throws when nothing was touched.
   */
  async whilePlanted(
    tables: readonly string[],
    plant: readonly string[],
    look: () => Promise<void>,
  ): Promise<void> {
    const kept = (table: string) => `kept_${table}`;
    await this.unguardedly(tables.map((table) => `CREATE TABLE ${kept(table)} AS TABLE ${table}`));
    try {
      if ((await this.unguardedly(plant)) === 0) throw new Error(`nothing was planted: ${plant.join('; ')}`);
      await look();
    } finally {
      for (const table of tables)
        await this.unguardedly([
          `DELETE FROM ${table}`,
          `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM ${kept(table)}`,
          `DROP TABLE ${kept(table)}`,
        ]);
      await this.restamp(tables);
    }
  }

  private async restamp(touching: readonly string[]): Promise<void> {
    if (/\b(journal|entry|event)\b/.test(touching.join(' '))) await this.unguardedly([RESTAMP]);
  }

  /** Opens the banks again with other books of one; returns what puts the old ones back. */
  async rewriteBankBooks(
    rewrite: (lines: readonly string[]) => readonly string[],
    books = 'boc-books.jsonl',
  ): Promise<() => Promise<void>> {
    const file = join(this.bankDir, books);
    const before = await readFile(file, 'utf8');
    const reopenWith = async (text: string): Promise<void> => {
      const { port } = this.outside;
      await this.outside.close();
      await writeFile(file, text);
      this.outside = await openOutside(
        port,
        this.bankDir,
        this.settings['BANK_BOC_KEY'] ?? '',
        this.settings['BUSINESS_DATE'] ?? TODAY,
      );
    };
    const lines = before.split('\n').filter((line) => line !== '');
    await reopenWith(
      rewrite(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
    return () => reopenWith(before);
  }

  async until(condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('it did not come about');
  }
}

async function connectUnguarded(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  return client;
}

function openOutside(port: number, dataDir: string, key: string, businessDate: string): Promise<Simulation> {
  return startSimulation({
    port,
    businessDate,
    latency: 'none',
    bank: {
      dataDir,
      mount: (server, world, moods, options) =>
        mountBank(server, world, moods, { ...options, key, keyId: 'dev' }),
    },
  });
}
