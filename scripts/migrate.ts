import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { Client } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

/** Two migrators at once take turns; any number that nothing else uses. */
const LOCK = 7_300_142;
const FILE_NAME = /^\d+-[a-z0-9-]+\.[jt]s$/;

/** Migrations beside this file's folder: compiled ones from `dist`, sources under the tests. */
function loadMigrations(): MigrationClass[] {
  const folder = join(__dirname, '..', 'migrations');
  const load = createRequire(__filename);
  const files = readdirSync(folder).filter(
    (file) => FILE_NAME.test(file) && extname(file) === extname(__filename),
  );
  return files
    .sort()
    .flatMap((file) => Object.values(load(join(folder, file)) as Record<string, MigrationClass>));
}

async function runPending(ownerUrl: string): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: loadMigrations(),
    migrationsTransactionMode: 'each',
    // A migration waits shortly for a lock and then fails, instead of holding up the service behind it.
    extra: { options: '-c lock_timeout=5000 -c statement_timeout=0 -c timezone=UTC' },
  });
  await dataSource.initialize();
  try {
    const done = await dataSource.runMigrations();
    return done.map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}

/**
 * Brings the database to the newest schema, each migration in a transaction of its own.
 * @param ownerUrl URL of the owner's role; the service's role cannot make tables.
 * @returns names of the migrations run now, empty when there was nothing to do.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const turn = new Client({ connectionString: ownerUrl });
  await turn.connect();
  try {
    await turn.query('SELECT pg_advisory_lock($1)', [LOCK]);
    return await runPending(ownerUrl);
  } finally {
    await turn.end();
  }
}
