import { spawnSync } from 'node:child_process';

/** The operating system's user that the server process runs as. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const numericId = (flag: '-u' | '-g', user: string): number | null => {
  const answer = spawnSync('id', [flag, user], { encoding: 'utf8' });
  return answer.status === 0 && /^\d+\s*$/.test(answer.stdout) ? Number(answer.stdout) : null;
};

/**
 * PostgreSQL refuses to run as root, so root hands the server to `postgres`, else to `nobody`.
 * @returns null when the server runs as whoever starts it (any normal user, and Windows).
 */
export function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = numericId('-u', name);
    const gid = numericId('-g', name);
    if (uid !== null && gid !== null && uid !== 0) return { name, uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody". ' +
      'Run as a normal user, or give DATABASE_URL and DATABASE_OWNER_URL of a server of your own.',
  );
}

/** Spawn options that start a program as the account; none when it is the current user. */
export function credentials(account: ServerAccount | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}
