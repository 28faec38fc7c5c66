import { randomBytes } from 'node:crypto';
import { type PostgresServer, createDatabase, dropDatabase } from '../../scripts/postgres';
import { TEST_SERVER_VARIABLE, type TestServer } from './test-server';

/** A database of one test file. */
export interface TestDatabase {
  readonly name: string;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly superUrl: string;
  /** Removes it, connections or not. */
  drop(): Promise<void>;
}

function testServer(): TestServer {
  const handed = process.env[TEST_SERVER_VARIABLE];
  if (handed === undefined) {
    throw new Error('no database server for the tests: run them in the projects "module" or "journey"');
  }
  return JSON.parse(handed) as TestServer;
}

function toDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

/**
 * Makes a database for the calling test file: a copy of the migrated template with its centre, or an empty one.
 * @param options.empty no schema at all, for tests of the migrations themselves.
 * @param options.copyOf a database to copy as it is; nobody may be connected to it meanwhile.
 */
export async function createTestDatabase(
  options: { empty?: boolean; copyOf?: TestDatabase } = {},
): Promise<TestDatabase> {
  const { superUrl, ownerUrl, appUrl, template } = testServer();
  const server: PostgresServer = {
    superUrl,
    ownerUrl: (database) => toDatabase(ownerUrl, database),
    appUrl: (database) => toDatabase(appUrl, database),
    stop: () => Promise.resolve(),
  };
  const name = `zero_run_test_${randomBytes(6).toString('hex')}`;
  await createDatabase(
    server,
    name,
    options.empty === true ? {} : { template: options.copyOf?.name ?? template },
  );
  return {
    name,
    appUrl: server.appUrl(name),
    ownerUrl: server.ownerUrl(name),
    superUrl: toDatabase(superUrl, name),
    drop: () => dropDatabase(server, name),
  };
}
