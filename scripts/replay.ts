import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../src/app.module';
import { type Replayed, ReplayDecisions } from '../src/modules/casework';
import { ConfigError, loadConfig } from '../src/platform/config';
import { openSubject } from './stage/open-subject';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Decisions between two words of progress. */
const stride = 1_000;

interface Tally {
  decisions: number;
  differing: number;
}

function count(tally: Tally, { caseId, round, item, path }: Replayed): void {
  tally.decisions += 1;
  if (path !== null) {
    tally.differing += 1;
    say(`DIFFERS ${item} case ${caseId} round ${round} at ${path}`);
  }
  if (tally.decisions % stride === 0) say(`… ${tally.decisions} decisions, ${tally.differing} differ`);
}

async function replayInto(
  tally: Tally,
  decisions: ReplayDecisions,
  centreId: number,
  what: string,
): Promise<void> {
  if (what !== '--all') {
    for (const replayed of await decisions.ofCase(centreId, what)) count(tally, replayed);
    return;
  }
  for await (const replayed of decisions.all(centreId)) count(tally, replayed);
}

/**
 * `npm run replay -- CASE` or `-- --all`: the engine again on the stored facts of every stored round; a line for each
 * decision that differs, with the first place; exit code 1 when one does, 2 when the case named has none.
 */
async function main(what: string | undefined): Promise<void> {
  if (what === undefined || (what !== '--all' && !uuid.test(what))) {
    process.stderr.write('Say which case, or --all: npm run replay -- --all\n');
    process.exitCode = 2;
    return;
  }
  const subject = await openSubject({ bank: false, print: say });
  try {
    const config = loadConfig({ ...subject.env, WORKER_INTERVAL_MS: '0', LOG_LEVEL: 'warn' });
    const app = await NestFactory.createApplicationContext(AppModule.of(config), { logger: ['error'] });
    try {
      const tally: Tally = { decisions: 0, differing: 0 };
      await replayInto(
        tally,
        app.get(ReplayDecisions, { strict: false }),
        config.centreId,
        what.toLowerCase(),
      );
      const { decisions, differing } = tally;
      say(`${decisions} decisions, ${decisions - differing} identical, ${differing} differ`);
      process.exitCode = differing > 0 ? 1 : decisions === 0 && what !== '--all' ? 2 : 0;
    } finally {
      await app.close();
    }
  } finally {
    await subject.stop();
  }
}

main(process.argv[2]).catch((error: unknown) => {
  const plain = error instanceof ConfigError;
  process.stderr.write(
    `${plain ? error.message : error instanceof Error ? (error.stack ?? '') : String(error)}\n`,
  );
  process.exitCode = 1;
});
