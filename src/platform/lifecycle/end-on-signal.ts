import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { AppConfig } from '../config';
import { Readiness } from '../http/readiness';
import { Worker } from '../lease/worker';
import { Drain } from './drain';

/** Orchestrators kill after 30 seconds; what is not done by then is left to the leases, and told. */
const HARD_STOP_MS = 25_000;

/**
 * On SIGTERM or SIGINT: not ready at once and no new claims; after SIGTERM requests are still taken for as long as a load
 * balancer needs to hear of it (SHUTDOWN_NOTICE_MS). Then no new requests, what is under way ends, connections close and
 * the process with them; 25 seconds after the signal it ends whatever is left. A second signal changes nothing.
 */
export function endOnSignal(app: INestApplication): void {
  let isEnding = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      void end(app, signal);
    });
  }
}

async function end(app: INestApplication, signal: string): Promise<void> {
  const logger = new Logger('Shutdown');
  const drain = app.get(Drain);
  app.get(Readiness).drain();
  logger.log({ event: 'shutdown-began', signal, ...drain.underWay });
  setTimeout(() => {
    logger.error({ event: 'shutdown-cut-short', ...drain.underWay });
    process.exit(1);
  }, HARD_STOP_MS).unref();
  try {
    const workers = workersOf(app).map((worker) => worker.stop());
    if (signal === 'SIGTERM') await pause(app.get(AppConfig).shutdownNoticeMs);
    drain.begin();
    await Promise.all([drain.emptied(), ...workers]);
    await app.close();
    logger.log({ event: 'shutdown-ended' });
    process.exit(0);
  } catch (error) {
    logger.error(error);
    process.exit(1);
  }
}

/** Workers stop before the rooms that they work with: a round under way still asks registries and the bank. */
function workersOf(app: INestApplication): Worker[] {
  const providers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.providers.values(),
  ]);
  const instances = providers.map(({ instance }): unknown => instance);
  return [...new Set(instances.filter((instance) => instance instanceof Worker))];
}
