import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Sealer } from '../../src/platform/crypto';
import { loadConfig } from '../../src/platform/config';
import { developmentKeys, withDevelopmentKeys } from '../development-keys';
import {
  createDatabase,
  dropDatabase,
  ensureDatabase,
  givenServer,
  launchPostgres,
  type PostgresServer,
  projectRoot,
} from '../postgres';
import { prepareDatabase } from '../prepare-database';
import { rememberStage } from './last-stage';

/** The books that a program of the operator works on. */
export interface OwnBooks {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly centreId: number;
  readonly sealer: Sealer;
  stop(): Promise<void>;
}

const SERVICE_DATABASE = 'zero_run';

/**
 * The given databases (DATABASE_OWNER_URL, DATABASE_URL), or one of our own server, migrated either way. Centre and keys
 * are those of the service's settings.
 * @param fresh on our own server: name of a database to be made afresh; the service's own, kept as it is, when null.
 */
export async function openOwnBooks(fresh: string | null, print: (line: string) => void): Promise<OwnBooks> {
  const given = givenServer(process.env);
  const server = given ?? (await launchPostgres({ name: 'pg', env: process.env, print }));
  try {
    const name = fresh ?? SERVICE_DATABASE;
    if (given === null) await makeDatabase(server, fresh);
    const ownerUrl = given === null ? server.ownerUrl(name) : (process.env['DATABASE_OWNER_URL'] ?? '');
    const appUrl = given === null ? server.appUrl(name) : (process.env['DATABASE_URL'] ?? '');
    await prepareDatabase(ownerUrl);
    const { sealingKey, indexKey, centreId } = loadConfig(settings(appUrl));
    return {
      ownerUrl,
      appUrl,
      centreId,
      sealer: new Sealer({ sealingKey, indexKey }),
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Proof and replay look at a database made afresh, beside a bank that has booked nothing. */
async function makeDatabase(server: PostgresServer, fresh: string | null): Promise<void> {
  if (fresh === null) {
    await ensureDatabase(server, SERVICE_DATABASE);
    return;
  }
  await dropDatabase(server, fresh);
  await createDatabase(server, fresh);
  const bankBooks = join(projectRoot(), 'var', 'bank-books', `${fresh}-${Date.now()}`);
  mkdirSync(bankBooks, { recursive: true });
  rememberStage({ database: fresh, bankBooks });
}

function settings(appUrl: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, DATABASE_URL: appUrl };
  if (env['NODE_ENV'] === 'production') return env;
  return withDevelopmentKeys(env, developmentKeys(join(projectRoot(), 'var', 'development-keys.json')));
}
