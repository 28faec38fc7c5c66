import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../src/app.module';
import { Proof, type ProvedInvariant } from '../src/modules/oversight';
import { ConfigError, loadConfig } from '../src/platform/config';
import { openSubject } from './stage/open-subject';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints a line each; gives how many are broken, and of how many nothing could be looked at. */
function tell(results: readonly ProvedInvariant[]): { broken: number; unseen: number } {
  let [broken, unseen] = [0, 0];
  for (const { id, sentence, looked, breaches } of results) {
    const state = breaches.length > 0 ? 'BROKEN' : looked ? 'holds ' : 'not looked at:';
    say(`${id.padEnd(4)} ${state} ${sentence.zh} / ${sentence.en}`);
    if (!looked) unseen += 1;
    if (breaches.length === 0) continue;
    broken += 1;
    const shown = breaches.slice(0, 5).map((breach) => JSON.stringify(breach));
    shown.forEach((breach) => say(`       ${breach}`));
    if (breaches.length > shown.length) say(`       and ${breaches.length - shown.length} more`);
  }
  return { broken, unseen };
}

/** `npm run proof`: every invariant that a room has registered, one line each; exit code 1 when one is broken. */
async function main(): Promise<void> {
  const subject = await openSubject({ bank: true, print: say });
  try {
    // The proof looks on: it takes up no work of its own.
    const config = loadConfig({ ...subject.env, WORKER_INTERVAL_MS: '0', LOG_LEVEL: 'warn' });
    const app = await NestFactory.createApplicationContext(AppModule.of(config), { logger: ['error'] });
    try {
      const results = await app.get(Proof).prove(config.centreId);
      const { broken, unseen } = tell(results);
      const apart = unseen === 0 ? '' : `${unseen} not looked at, `;
      say(`${results.length} invariants, ${apart}${broken} broken`);
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
