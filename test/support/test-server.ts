import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

import {
  type PostgresServer,
  createDatabase,
  dropDatabase,
  givenServer,
  isTraversable,
  launchPostgres,
} from '../../scripts/postgres';
import { prepareDatabase } from '../../scripts/prepare-database';
import { serverAccount } from '../../scripts/postgres/account';
import { isProcessAlive, processStart, readPostmaster } from '../../scripts/postgres/postmaster';

/** What a test file needs to know of the server that the run's set-up started. */
export interface TestServer {
  readonly superUrl: string;
  /** URLs to the database `postgres`; another database is a matter of the path. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Migrated and set up, closed to connections: what test databases are copied from. */
  readonly template: string;
}

/** Environment variable through which the set-up hands the server to the workers. */
export const TEST_SERVER_VARIABLE = 'ZERO_RUN_TEST_SERVER';

const PREFIX = 'zero-run-test-';
const SCRATCH_NAME = /^zero-run-test-(\d+)-(\d+)-/;

function scratchBase(): string {
  const account = serverAccount();
  const base = [tmpdir(), '/tmp', '/var/tmp'].find((folder) => isTraversable(folder, account));
  if (base === undefined) throw new Error('no temporary folder that the database server can reach');
  return base;
}

/** A folder for this process alone, within reach of the server's account. */
export function makeScratchFolder(): string {
  const name = `${PREFIX}${process.pid}-${processStart(process.pid)}-`;
  const folder = mkdtempSync(join(scratchBase(), name));
  chmodSync(folder, 0o755);
  return folder;
}

/** Ends the servers and removes the folders of earlier test runs that were killed. */
export async function removeAbandonedFolders(): Promise<void> {
  const base = scratchBase();
  for (const name of readdirSync(base)) {
    const [, pid, start] = SCRATCH_NAME.exec(name) ?? [];
    if (pid === undefined || (isProcessAlive(Number(pid)) && processStart(Number(pid)) === start)) continue;
    const folder = join(base, name);
    if (process.getuid !== undefined && statSync(folder).uid !== process.getuid()) continue;
    for (const inner of readdirSync(folder)) await endServer(join(folder, inner));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function endServer(dataDir: string): Promise<void> {
  const server = statSync(dataDir).isDirectory() ? readPostmaster(dataDir) : null;
  if (server?.isAlive !== true) return;
  process.kill(server.pid, 'SIGQUIT');
  while (isProcessAlive(server.pid)) await sleep(20);
}

/** Makes the template: schema and centre as `npm start` makes them. */
async function makeTemplate(server: PostgresServer, template: string): Promise<void> {
  await createDatabase(server, template);
  await prepareDatabase(server.ownerUrl(template));
  const client = new Client({ connectionString: server.superUrl });
  await client.connect();
  try {
    // An open connection to the template would stop it from being copied.
    await client.query(`ALTER DATABASE ${client.escapeIdentifier(template)} ALLOW_CONNECTIONS false`);
  } finally {
    await client.end();
  }
}

/**
 * Starts the server of one test run and makes its template; a server given by DATABASE_URL and DATABASE_OWNER_URL
 * is used instead, in databases of our own only.
 * @returns the server and what ends it again.
 */
export async function startTestServer(): Promise<{ server: TestServer; end: () => Promise<void> }> {
  await removeAbandonedFolders();
  const template = `zero_run_template_${process.pid}_${processStart(process.pid)}`;
  const given = givenServer(process.env);
  const scratch = given === null ? makeScratchFolder() : null;
  const server =
    given ??
    (await launchPostgres({
      name: 'test',
      ...(scratch && { dataDir: join(scratch, 'pg') }),
      outlivesPowerCut: false,
    }));
  await makeTemplate(server, template);
  const end = async (): Promise<void> => {
    if (scratch === null) await dropDatabase(server, template);
    await server.stop();
    if (scratch !== null) rmSync(scratch, { recursive: true, force: true });
  };
  const urls = { ownerUrl: server.ownerUrl('postgres'), appUrl: server.appUrl('postgres') };
  return { server: { superUrl: server.superUrl, ...urls, template }, end };
}
