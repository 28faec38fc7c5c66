import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { ServerAccount } from './account';
import { npmBinDir } from './npm-binaries';

/** Where the server's programs lie: `initdb`, `postgres`, `pg_ctl`. */
export interface ServerBinaries {
  readonly binDir: string;
  readonly origin: 'PG_BIN_DIR' | 'npm' | 'system';
  readonly majorVersion: number;
}

const OLDEST_MAJOR = 15;

/** Path of one program of the server, with the ending the platform wants. */
export function program(binDir: string, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binDir, process.platform === 'win32' ? `${name}.exe` : name);
}

/** Major version that the programs of a folder report, or the reason why they do not run. */
function probe(binDir: string): { majorVersion: number } | { fault: string } {
  for (const name of ['postgres', 'initdb'] as const) {
    if (!existsSync(program(binDir, name))) return { fault: `${binDir}: no ${name}` };
  }
  const answer = spawnSync(program(binDir, 'postgres'), ['--version'], { encoding: 'utf8' });
  if (answer.error !== undefined) return { fault: `${binDir}: does not run (${answer.error.message})` };
  const version = /PostgreSQL\)? (\d+)/.exec(answer.stdout);
  if (answer.status !== 0 || version === null) {
    return { fault: `${binDir}: does not run (${answer.stderr.trim().split('\n')[0] ?? 'no version'})` };
  }
  const majorVersion = Number(version[1]);
  if (majorVersion < OLDEST_MAJOR) {
    return { fault: `${binDir}: version ${majorVersion}, at least ${OLDEST_MAJOR} is needed` };
  }
  return { majorVersion };
}

function systemBinDirs(env: NodeJS.ProcessEnv): string[] {
  const onPath = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => ['postgres', 'pg_ctl'].map((name) => join(folder, name)))
    .filter((file) => existsSync(file))
    .map((file) => dirname(realpathSync(file)));
  const versioned = [
    ['/usr/lib/postgresql', 'bin'],
    ['/opt/homebrew/opt', 'bin'],
    ['/usr/local/opt', 'bin'],
    ['C:\\Program Files\\PostgreSQL', 'bin'],
  ] as const;
  const installed = versioned
    .filter(([base]) => existsSync(base))
    .flatMap(([base, tail]) =>
      readdirSync(base)
        .filter((name) => /^(postgresql@)?\d+$/.test(name))
        .sort((a, b) => Number(b.replace(/\D/g, '')) - Number(a.replace(/\D/g, '')))
        .map((name) => join(base, name, tail)),
    );
  const rpm = ['18', '17', '16', '15'].map((major) => `/usr/pgsql-${major}/bin`);
  return [...new Set([...onPath, ...installed, ...rpm, '/usr/local/pgsql/bin'])].filter((folder) =>
    existsSync(program(folder, 'postgres')),
  );
}

/**
 * Finds a server to run: `PG_BIN_DIR`, else the binaries of the npm package, else the system's (15 or later).
 * A given PG_BIN_DIR that does not work is an error; nothing else is tried then.
 */
export function findBinaries(
  account: ServerAccount | null,
  env: NodeJS.ProcessEnv = process.env,
): ServerBinaries {
  const given = env['PG_BIN_DIR'];
  if (given !== undefined && given !== '') {
    const found = probe(given);
    if ('fault' in found) throw new Error(`PG_BIN_DIR: ${found.fault}`);
    return { binDir: given, origin: 'PG_BIN_DIR', majorVersion: found.majorVersion };
  }
  const faults: string[] = [];
  const packaged = npmBinDir(account);
  const candidates: { binDir: string; origin: 'npm' | 'system' }[] = [];
  if ('fault' in packaged) faults.push(packaged.fault);
  else candidates.push({ binDir: packaged.binDir, origin: 'npm' });
  candidates.push(...systemBinDirs(env).map((binDir) => ({ binDir, origin: 'system' as const })));
  for (const candidate of candidates) {
    const found = probe(candidate.binDir);
    if (!('fault' in found)) return { ...candidate, majorVersion: found.majorVersion };
    faults.push(found.fault);
  }
  throw new Error(
    'No PostgreSQL server to start. Run npm ci with optional packages, install PostgreSQL 15 or later, ' +
      `set PG_BIN_DIR, or give DATABASE_URL and DATABASE_OWNER_URL. Tried:\n  ${faults.join('\n  ')}`,
  );
}
