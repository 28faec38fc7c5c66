import type { ClusterRecord } from './cluster-record';

/** A server somebody may use, launched by us or given. */
export interface PostgresServer {
  /** URL of the most privileged role we have, to the database `postgres`: makes and drops databases. */
  readonly superUrl: string;
  /** URL of the role that migrates and owns the tables. */
  ownerUrl(database: string): string;
  /** URL of the role that serves requests. */
  appUrl(database: string): string;
  /** Leaves the server; the last user of a launched one stops it. Safe to call twice. */
  stop(): Promise<void>;
}

export const OWNER_ROLE = 'zero_run_owner';
export const APP_ROLE = 'zero_run_app';

/** URLs of a server launched on this machine. */
export function serverUrls(
  port: number,
  passwords: ClusterRecord['passwords'],
): Pick<PostgresServer, 'superUrl' | 'ownerUrl' | 'appUrl'> {
  const url = (role: string, password: string, database: string): string =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  return {
    superUrl: url('postgres', passwords.superuser, 'postgres'),
    ownerUrl: (database) => url(OWNER_ROLE, passwords.owner, database),
    appUrl: (database) => url(APP_ROLE, passwords.app, database),
  };
}

/** Same server and role, another database. */
function toDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

/**
 * The server that `DATABASE_URL` and `DATABASE_OWNER_URL` name, which we neither start nor stop.
 * @returns null when neither is given.
 * @throws when only one is given, or both name the same role.
 */
export function givenServer(env: NodeJS.ProcessEnv): PostgresServer | null {
  const app = env['DATABASE_URL'] ?? '';
  const owner = env['DATABASE_OWNER_URL'] ?? '';
  if (app === '' && owner === '') return null;
  if (app === '' || owner === '') {
    throw new Error(
      'DATABASE_URL and DATABASE_OWNER_URL belong together: give both, or neither for an own server',
    );
  }
  if (new URL(app).username === new URL(owner).username) {
    throw new Error(
      'DATABASE_URL and DATABASE_OWNER_URL must name two roles; see scripts/bootstrap-roles.sql',
    );
  }
  return {
    superUrl: toDatabase(owner, 'postgres'),
    ownerUrl: (database) => toDatabase(owner, database),
    appUrl: (database) => toDatabase(app, database),
    stop: () => Promise.resolve(),
  };
}
