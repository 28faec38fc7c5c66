import type { DataSourceOptions } from 'typeorm';

/** Settings that hold on each connection of the service; a client never waits longer than the server works. */
const sessionSettings = [
  'statement_timeout=5000',
  'lock_timeout=2000',
  'idle_in_transaction_session_timeout=30000',
  'timezone=UTC',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** The service's connection: the app's role, a bounded pool, server-side timeouts. */
export function appDataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    extra: { options: sessionSettings, connectionTimeoutMillis: 2000, keepAlive: true },
  };
}
