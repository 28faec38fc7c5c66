import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ScheduleModule } from '@nestjs/schedule';
import { Client } from 'pg';
import { setUpCentre, taiyuan } from '../../../scripts/set-up-centre';
import type { Role } from '../../../src/kernel/actor';
import { AccessModule } from '../../../src/modules/access';
import { CaseworkModule } from '../../../src/modules/casework';
import { ContributionModule } from '../../../src/modules/contribution';
import { DocumentModule } from '../../../src/modules/document';
import { LedgerModule } from '../../../src/modules/ledger';
import { LoanModule } from '../../../src/modules/loan';
import { PartyModule } from '../../../src/modules/party';
import { RegistryModule } from '../../../src/modules/registry';
import { Settlement, SettlementModule } from '../../../src/modules/settlement';
import { ClockModule } from '../../../src/platform/clock';
import {
  type AppConfig,
  ConfigModule,
  loadConfig,
  newDevelopmentKeys,
  REGISTRY_URL_SETTINGS,
} from '../../../src/platform/config';
import { CryptoModule } from '../../../src/platform/crypto';
import { DatabaseModule } from '../../../src/platform/database/database.module';
import type { Tx } from '../../../src/platform/database/tx';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { createHttpApp, HttpPlatformModule } from '../../../src/platform/http';
import { InvariantRegistry } from '../../../src/platform/invariants/invariant-registry';
import { InvariantsModule } from '../../../src/platform/invariants/invariants.module';
import { AppLogger } from '../../../src/platform/logging/app-logger';
import { mountBank } from '../../../src/simulators/bank';
import { type Simulation, startSimulation } from '../../../src/simulators/simulation';
import type { Person } from '../../../src/simulators/world/person';
import { createTestDatabase, HttpClient, type TestDatabase } from '../../support';

export const TODAY = '2026-11-21';
export const CENTRE = taiyuan.id;

const nobody = () => Promise.reject(new Error('no withdrawal takes place here'));

/** Every room up to loan; withdrawals and transfers have a handler that is never called. */
function roomsOf(config: AppConfig): DynamicModule {
  @Module({})
  class Rooms {
    constructor(settlement: Settlement) {
      for (const purpose of ['withdrawal', 'closing', 'transfer', 'transfer-back'] as const) {
        settlement.registerHandler(purpose, { onPaid: nobody, onRejected: nobody, onReturned: nobody });
      }
    }
  }
  return {
    module: Rooms,
    imports: [
      ConfigModule.forRoot(config),
      ClockModule,
      CryptoModule,
      InvariantsModule,
      HttpPlatformModule,
      DatabaseModule,
      ScheduleModule.forRoot(),
      AccessModule.register(config),
      PartyModule,
      RegistryModule,
      LedgerModule,
      SettlementModule,
      CaseworkModule,
      DocumentModule,
      ContributionModule,
      LoanModule,
    ],
  };
}

/** The contribution room on PostgreSQL, spoken to over HTTP, with registries and bank over HTTP on the other side. */
export class ContributionUnderTest {
  private constructor(
    private readonly database: TestDatabase,
    private readonly app: NestFastifyApplication,
    readonly outside: Simulation,
    readonly url: string,
    private readonly bankDir: string,
  ) {}

  static async start(today = TODAY): Promise<ContributionUnderTest> {
    const database = await createTestDatabase();
    await setUpCentre(database.ownerUrl);
    const keys = newDevelopmentKeys();
    const bankDir = await mkdtemp(join(tmpdir(), 'boc-'));
    const outside = await startSimulation({
      port: 0,
      businessDate: today,
      latency: 'none',
      bank: {
        dataDir: bankDir,
        mount: (server, world, moods, options) =>
          mountBank(server, world, moods, { ...options, key: keys.BANK_BOC_KEY, keyId: 'dev' }),
      },
    });
    const outsideUrl = `http://127.0.0.1:${outside.port}`;
    const names = [...REGISTRY_URL_SETTINGS, 'BANK_BOC_URL', 'BANK_BOCOM_URL'];
    const config = loadConfig({
      NODE_ENV: 'test',
      ...keys,
      DATABASE_URL: database.appUrl,
      BUSINESS_DATE: today,
      DEMO_ISSUER: 'on',
      BANK_BOC_KEY_ID: 'dev',
      SIMULATORS_CONTROL_URL: outsideUrl,
      REGISTRY_DEADLINE_MS: '2500',
      INLINE_BUDGET_MS: '20000',
      LOG_LEVEL: 'silent',
      ...Object.fromEntries(names.map((name) => [name, outsideUrl])),
    });
    const app = await createHttpApp(roomsOf(config), { logger: new AppLogger('silent') });
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const room = new ContributionUnderTest(database, app, outside, url, bankDir);
    const callback = { url: `${url}/v1/bank/boc/notices`, customer: String(CENTRE) };
    await room.control('PUT', 'bank/callback', callback);
    return room;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.outside.close();
    await this.database.drop();
    await rm(this.bankDir, { recursive: true });
  }

  /** A client of somebody who signed in with the real name. */
  async signedIn(person: Pick<Person, 'name' | 'idNo'>, role: Role = 'employer-agent'): Promise<HttpClient> {
    const { name, idNo } = person;
    const answer = await new HttpClient(this.url).post('/v1/demo/tokens', { role, name, idNo });
    return new HttpClient(this.url, answer.body.token as string);
  }

  /** Sends a list as a file. */
  async upload(person: Person, query: string, csv: string | Buffer, key: string = randomUUID()) {
    const { name, idNo } = person;
    const token = await new HttpClient(this.url).post('/v1/demo/tokens', {
      role: 'employer-agent',
      name,
      idNo,
    });
    const response = await fetch(`${this.url}/v1/remittance-lists?${query}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token.body.token as string}`,
        'content-type': 'text/csv',
        'idempotency-key': key,
        'accept-language': 'en',
      },
      body: typeof csv === 'string' ? csv : new Uint8Array(csv),
    });
    const text = await response.text();

    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  }

  /** Sends any file anywhere; the bytes of the answer as well as what they say. */
  async sendFile(
    person: Pick<Person, 'name' | 'idNo'>,
    path: string,
    file: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
    role: Role = 'employer-agent',
  ) {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.tokenOf(person, role)}`,
        'content-type': 'text/csv',
        'idempotency-key': randomUUID(),
        ...headers,
      },
      body: typeof file === 'string' ? file : new Uint8Array(file),
    });
    return answerOf(response);
  }

  /** Fetches a file. */
  async getFile(person: Pick<Person, 'name' | 'idNo'>, path: string, role: Role = 'employer-agent') {
    const authorization = `Bearer ${await this.tokenOf(person, role)}`;
    return answerOf(await fetch(`${this.url}${path}`, { headers: { authorization } }));
  }

  private async tokenOf({ name, idNo }: Pick<Person, 'name' | 'idNo'>, role: Role): Promise<string> {
    const answer = await new HttpClient(this.url).post('/v1/demo/tokens', { role, name, idNo });
    return answer.body.token as string;
  }

  async control(method: string, path: string, body: unknown): Promise<unknown> {
    const url = `http://127.0.0.1:${this.outside.port}/control/${path}`;
    const response = await fetch(url, { method, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** Money comes in at the bank; returns its serial once the room has taken the notice. */
  async transfer(amount: string, remark: string, payerName = '某单位(虚构)'): Promise<string> {
    const line = (await this.control('POST', 'bank/deposits', {
      toAccount: taiyuan.bankAccounts[0]?.accountNo,
      amount,
      payerName,
      payerAccount: '104999900000000777',
      remark,
    })) as { serial: string };
    await this.until(async () => (await this.count('receipt', `bank_serial = '${line.serial}'`)) === 1);
    return line.serial;
  }

  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.app.get(UnitOfWork, { strict: false }).run(CENTRE, work);
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(type, { strict: false });
  }

  async count(table: string, condition = 'true'): Promise<number> {
    const sql = `SELECT count(*)::int AS n FROM ${table} WHERE centre_id = ${CENTRE} AND ${condition}`;
    const [row] = await this.run((tx) => tx.query<{ n: number }>(sql));
    return row?.n ?? 0;
  }

  /** Ids of the invariants that are breached, with what they name. */
  async breaches(): Promise<string[]> {
    const invariants = this.app.get(InvariantRegistry, { strict: false }).list();
    const text = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
    return this.run(async (tx) => {
      const found: string[] = [];
      for (const { id, sql, check } of invariants) {
        const rows = [
          ...(sql ? await tx.query(sql) : []),
          ...(check ? ((await (await check())?.(tx)) ?? []) : []),
        ];
        found.push(...rows.map((row) => `${id} ${JSON.stringify(row, text)}`));
      }
      return found;
    });
  }

  /** Changes rows as nobody in the service can: plants a breach. */
  async asSuperuser(sql: string): Promise<void> {
    const client = new Client({ connectionString: this.database.superUrl });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  async until(condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('it did not come about');
  }
}

async function answerOf(response: Response) {
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  const json = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    text,
    body: json ? JSON.parse(text) : text,
  };
}
