import { join } from 'node:path';
import { developmentKeys, withDevelopmentKeys } from '../development-keys';
import { ensureDatabase, givenServer, launchPostgres, projectRoot } from '../postgres';
import { prepareDatabase } from '../prepare-database';
import { startSimulators } from '../processes';
import { lastStage } from './last-stage';

/** A database that a program looks at, and the settings to look with. */
export interface Subject {
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/**
 * What proof and replay look at: the given database, else that of the last demonstration or benchmark, else the
 * service's own.
 * @param options.bank whether the books of the simulated banks are shown as well, as they are.
 */
export async function openSubject(options: {
  readonly bank: boolean;
  readonly print: (line: string) => void;
}): Promise<Subject> {
  if (givenServer(process.env) !== null) return { env: process.env, stop: () => Promise.resolve() };
  const server = await launchPostgres({ name: 'pg', env: process.env, print: options.print });
  const last = lastStage();
  const database = last?.database ?? 'zero_run';
  await ensureDatabase(server, database);
  await prepareDatabase(server.ownerUrl(database));
  // The simulated banks' books stay on disk, the other side of I7; the banks themselves may still be up, in a demonstration.
  const books = options.bank ? (last?.bankBooks ?? null) : null;
  const bank =
    books === null
      ? null
      : await startSimulators({ dataDir: books, latency: 'none', env: { SIMULATORS_BOOKS: 'looked-at' } });
  const keys = developmentKeys(join(projectRoot(), 'var', 'development-keys.json'));
  options.print(`database ${database}${books === null ? '' : `, bank books ${books}`}`);
  return {
    env: {
      ...withDevelopmentKeys(process.env, keys),
      DATABASE_URL: server.appUrl(database),
      ...(bank === null ? {} : { SIMULATORS_CONTROL_URL: bank.url }),
    },
    async stop() {
      await bank?.stop();
      await server.stop();
    },
  };
}
