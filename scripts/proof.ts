import 'reflect-metadata';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../src/app.module';
import { Proof, type ProvedInvariant } from '../src/modules/oversight';
import { ConfigError, loadConfig } from '../src/platform/config';
import { developmentKeys, withDevelopmentKeys } from './development-keys';
import { ensureDatabase, givenServer, launchPostgres, projectRoot } from './postgres';
import { prepareDatabase } from './prepare-database';
import { startSimulators } from './processes';
import { lastStage } from './stage/last-stage';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Subject {
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** What is proved: the given database, else that of the last demonstration or benchmark, else the service's own. */
async function openSubject(): Promise<Subject> {
  if (givenServer(process.env) !== null) return { env: process.env, stop: () => Promise.resolve() };
  const server = await launchPostgres({ name: 'pg', env: process.env, print: say });
  const last = lastStage();
  const database = last?.database ?? 'zero_run';
  await ensureDatabase(server, database);
  await prepareDatabase(server.ownerUrl(database));
  // The simulated bank's books stay on disk; opened again they are the other side of I7.
  const bank = last === null ? null : await startSimulators({ dataDir: last.bankBooks, latency: 'none' });
  const keys = developmentKeys(join(projectRoot(), 'var', 'development-keys.json'));
  say(`database ${database}${last === null ? '' : `, bank books ${last.bankBooks}`}`);
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

function tell(results: readonly ProvedInvariant[]): number {
  let broken = 0;
  for (const { id, sentence, breaches } of results) {
    say(`${id.padEnd(4)} ${breaches.length === 0 ? 'holds ' : 'BROKEN'} ${sentence.zh} / ${sentence.en}`);
    if (breaches.length === 0) continue;
    broken += 1;
    const shown = breaches.slice(0, 5).map((breach) => JSON.stringify(breach));
    shown.forEach((breach) => say(`       ${breach}`));
    if (breaches.length > shown.length) say(`       and ${breaches.length - shown.length} more`);
  }
  return broken;
}

/** `npm run proof`: every invariant that a room has registered, one line each; exit code 1 when one is broken. */
async function main(): Promise<void> {
  const subject = await openSubject();
  try {
    // The proof looks on: it takes up no work of its own.
    const config = loadConfig({ ...subject.env, WORKER_INTERVAL_MS: '0', LOG_LEVEL: 'warn' });
    const app = await NestFactory.createApplicationContext(AppModule.of(config), { logger: ['error'] });
    try {
      const results = await app.get(Proof).prove(config.centreId);
      const broken = tell(results);
      say(`${results.length} invariants, ${broken} broken`);
      process.exitCode = broken === 0 && results.length > 0 ? 0 : 1;
    } finally {
      await app.close();
    }
  } finally {
    await subject.stop();
  }
}

main().catch((error: unknown) => {
  const plain = error instanceof ConfigError;
  process.stderr.write(
    `${plain ? error.message : error instanceof Error ? (error.stack ?? '') : String(error)}\n`,
  );
  process.exitCode = 1;
});
