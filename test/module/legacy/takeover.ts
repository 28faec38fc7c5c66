import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { parseDay } from '../../../src/kernel/calendar';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../../src/app.module';
import { loadConfig, newDevelopmentKeys } from '../../../src/platform/config';
import { Sealer } from '../../../src/platform/crypto';
import { type Invariant, InvariantRegistry } from '../../../src/platform/invariants/invariant-registry';
import { exportFolder } from '../../../scripts/legacy/export-folder';
import { importFolder, type Takeover } from '../../../scripts/legacy/import-folder';
import { MANIFEST } from '../../../scripts/legacy/legacy-files';
import { centreWithAllAccounts } from '../../../scripts/seed/seed-bank-accounts';
import { setUpCentre } from '../../../scripts/set-up-centre';
import { createTestDatabase, type TestDatabase } from '../../support';

export const keys = newDevelopmentKeys();
const key = (name: 'SEALING_KEY' | 'INDEX_KEY'): Buffer => Buffer.from(keys[name], 'base64');
export const sealer = new Sealer({ sealingKey: key('SEALING_KEY'), indexKey: key('INDEX_KEY') });

let registered: Promise<readonly Invariant[]> | null = null;

/** What the rooms of the whole service register as it starts over these books; it takes up no work of its own. */
async function registeredOver(databaseUrl: string): Promise<readonly Invariant[]> {
  const config = loadConfig({
    NODE_ENV: 'test',
    ...keys,
    DATABASE_URL: databaseUrl,
    WORKER_INTERVAL_MS: '0',
    LOG_LEVEL: 'silent',
  });
  const app = await NestFactory.createApplicationContext(AppModule.of(config), { logger: false });
  try {
    return app.get(InvariantRegistry, { strict: false }).list();
  } finally {
    await app.close();
  }
}

/** Empty books of one centre with its 89 accounts, and what an operator does with them. */
export class BooksUnderTest {
  private constructor(
    readonly database: TestDatabase,
    readonly centreId: number,
  ) {}

  static async open(): Promise<BooksUnderTest> {
    const books = new BooksUnderTest(await createTestDatabase(), 1);
    await setUpCentre(books.database.ownerUrl, centreWithAllAccounts(1));
    return books;
  }

  /** Books that others have made, and close. */
  static over(database: TestDatabase): BooksUnderTest {
    return new BooksUnderTest(database, 1);
  }

  close(): Promise<void> {
    return this.database.drop();
  }

  import(folder: string, piece?: number): Promise<Takeover> {
    return importFolder({
      ownerUrl: this.database.ownerUrl,
      centreId: this.centreId,
      folder,
      cutOver: null,
      sealer,
      rejectsFile: `${folder}-rejects.csv`,
      ...(piece === undefined ? {} : { piece }),
      print: () => undefined,
    });
  }

  export(folder: string, asOf = '2026-10-01'): Promise<Record<string, number>> {
    const cutOver = parseDay(asOf);
    const { appUrl: databaseUrl } = this.database;
    return exportFolder({
      databaseUrl,
      centreId: this.centreId,
      folder,
      cutOver,
      sealer,
      print: () => undefined,
    });
  }

  async rows<T extends object>(sql: string): Promise<T[]> {
    const client = new Client({ connectionString: this.database.superUrl });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async number(sql: string): Promise<bigint> {
    const [row] = await this.rows<{ n: string }>(`SELECT coalesce(n, 0)::text AS n FROM (${sql}) AS q (n)`);
    return BigInt(row?.n ?? '0');
  }

  /** Ids of the invariants that do not hold, of all that the service has registered. */
  async broken(): Promise<string[]> {
    const broken: string[] = [];
    registered ??= registeredOver(this.database.appUrl);
    for (const { id, sql } of await registered) {
      if (sql !== undefined && (await this.rows(sql)).length > 0) broken.push(id);
    }
    return broken;
  }

  /** How many rows each table has. */
  async counts(): Promise<Record<string, bigint>> {
    const tables = [
      'person',
      'employer',
      'unit_account',
      'member_account',
      'member_balance',
      'opening_balance',
      'journal',
      'entry',
    ];
    const more = [
      'unit_suspense',
      'remittance_list',
      'remittance_line',
      'legacy_import',
      'legacy_reject',
      'employer_agent',
      'loan',
      'loan_account',
      'loan_due',
      'loan_party',
      'loan_plan',
      'loan_transaction',
    ];
    const counts: Record<string, bigint> = {};
    for (const table of [...tables, ...more])
      counts[table] = await this.number(`SELECT count(*) FROM ${table}`);
    return counts;
  }
}

/** The bytes of each file of a folder, the manifest apart. */
export function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name !== MANIFEST);
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
