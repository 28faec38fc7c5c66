import { Client, type ClientConfig } from 'pg';
import type { DataSourceOptions } from 'typeorm';

/**
 * Settings that hold on each connection of the service. A client never waits longer than the server works. Statements
 * are prepared and all reach their rows by key, so one plan serves every value: planning anew costs as much as running.
 * Rows that are looked up one after the other are looked up once each: remembering them (Memoize) finds none again.
 */
const sessionSettings = [
  'statement_timeout=5000',
  'lock_timeout=2000',
  'idle_in_transaction_session_timeout=30000',
  'timezone=UTC',
  'plan_cache_mode=force_generic_plan',
  'enable_memoize=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/**
 * A connection that is lost says so once to whoever uses it, who lets go of it, and may say it once more to nobody: an
 * error that nobody hears would end the process.
 */
class HeardClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** The service's connection: the app's role, a bounded pool, server-side timeouts. */
export function appDataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    // Statements need not wait for the answers to those before them: see UnitOfWork.
    extra: {
      Client: HeardClient,
      options: sessionSettings,
      connectionTimeoutMillis: 2000,
      keepAlive: true,
      pipeline: true,
    },
  };
}
