import 'reflect-metadata';
import { AppModule } from './app.module';
import { ConfigError, loadConfig } from './platform/config';
import { createHttpApp } from './platform/http';
import { endOnSignal } from './platform/lifecycle';
import { AppLogger } from './platform/logging';

/** The service: settings first, so that all their faults are told at once, then the rooms, then the door opens. */
async function serve(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = new AppLogger(config.logLevel);
  const app = await createHttpApp(AppModule.of(config), { logger });
  endOnSignal(app);
  await app.listen(config.port, config.host);
  logger.log('listening', { port: config.port, instance: config.instanceName });
}

/** Serves until a signal ends the process; where it cannot start it says why and ends with code 1. */
export async function runService(): Promise<void> {
  try {
    await serve();
  } catch (error) {
    const text =
      error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text ?? ''}\n`);
    process.exit(1);
  }
}
