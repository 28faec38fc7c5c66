import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type ServerAccount, credentials } from './account';
import { type ServerBinaries, program } from './binaries';
import { hasRecord, newPasswords, writeRecord } from './cluster-record';
import { isTraversable, projectRoot, systemFolder } from './places';
import { readPostmaster } from './postmaster';
import { serverEnvironment } from './server-environment';

type Print = (line: string) => void;

const ownerOfNewFolders = (account: ServerAccount | null): string =>
  account?.name ?? `uid ${process.getuid?.() ?? 'user'}`;

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether this process and the server's account can both work with the folder, existing or to be made. */
function isUsable(dataDir: string, account: ServerAccount | null): boolean {
  const parent = dirname(dataDir);
  if (!isTraversable(parent, account)) return false;
  if (!existsSync(dataDir)) return isWritable(existsSync(parent) ? parent : dirname(parent));
  const wanted = account?.uid ?? process.getuid?.();
  return wanted === undefined || statSync(dataDir).uid === wanted;
}

/**
 * Chooses where a server of this project keeps its data: `var/<name>` of the checkout, or a folder of the system
 * when the server's account cannot reach the checkout. The choice is printed, written down and kept to.
 * @throws when the folder chosen earlier cannot be used any more: starting elsewhere would look like lost data.
 */
export function chooseDataFolder(name: string, account: ServerAccount | null, print: Print): string {
  const root = projectRoot();
  const choices = join(root, 'var', 'postgres-folders.json');
  const key = `${name} of ${ownerOfNewFolders(account)}`;
  const known = existsSync(choices)
    ? (JSON.parse(readFileSync(choices, 'utf8')) as Record<string, string>)
    : {};
  const kept = known[key];
  if (kept !== undefined && existsSync(kept)) {
    if (isUsable(kept, account)) return kept;
    throw new Error(
      `the database lies in ${kept}, as ${choices} says, but cannot be used from there any more; ` +
        'mend its permissions, or remove that line to start with an empty database elsewhere',
    );
  }
  const own = join(root, 'var', name);
  const dataDir = isUsable(own, account) ? own : join(systemFolder(account, root), name);
  if (dataDir !== own) print(`PostgreSQL cannot use ${own}; its data folder is ${dataDir}`);
  if (isWritable(existsSync(dirname(choices)) ? dirname(choices) : root)) {
    mkdirSync(dirname(choices), { recursive: true });
    writeFileSync(choices, `${JSON.stringify({ ...known, [key]: dataDir }, null, 2)}\n`);
  }
  return dataDir;
}

/** A folder that `initdb` began: these three it makes first. */
const looksLikeCluster = (entries: readonly string[]): boolean =>
  ['PG_VERSION', 'base', 'global', 'pg_wal'].some((name) => entries.includes(name));

/** Puts a half-finished folder out of the way under a new name; nothing is deleted. */
function moveAside(dataDir: string, print: Print): void {
  const entries = readdirSync(dataDir);
  if (entries.length === 0) return;
  if (!looksLikeCluster(entries)) {
    throw new Error(`${dataDir} holds other files and is no data folder of PostgreSQL; choose another one`);
  }
  if (readPostmaster(dataDir)?.isAlive === true) {
    throw new Error(`${dataDir} belongs to a running server that this launcher did not make`);
  }
  const stamp = new Date().toISOString().replaceAll(/[-:]|\..*/g, '');
  const aside = `${dataDir}.unfinished-${stamp}-${randomBytes(2).toString('hex')}`;
  renameSync(dataDir, aside);
  print(`${dataDir} was never finished; moved to ${aside}`);
}

function localeArguments(): string[] {
  // Letters outside of ASCII must count as letters (pg_trgm), and only Linux knows the locale C.UTF-8 for sure.
  if (process.platform === 'linux') return ['--locale=C.UTF-8'];
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}

/** Runs initdb in a new folder beside the final one. @returns the new folder, finished with its record. */
function initialise(dataDir: string, binaries: ServerBinaries, account: ServerAccount | null): string {
  const fresh = `${dataDir}.new-${process.pid}-${randomBytes(3).toString('hex')}`;
  const passwordFile = `${fresh}.password`;
  const passwords = newPasswords();
  const giveAway = (path: string): void => {
    if (account !== null) chownSync(path, account.uid, account.gid);
  };
  mkdirSync(fresh, { mode: 0o700 });
  giveAway(fresh);
  try {
    writeFileSync(passwordFile, `${passwords.superuser}\n`, { mode: 0o600 });
    giveAway(passwordFile);
    const result = spawnSync(
      program(binaries.binDir, 'initdb'),
      [
        ['-D', fresh],
        ['--username=postgres', `--pwfile=${passwordFile}`, '-A', 'scram-sha-256'],
        ['--encoding=UTF8', ...localeArguments(), '--data-checksums'],
      ].flat(),
      { cwd: fresh, env: serverEnvironment(), encoding: 'utf8', ...credentials(account) },
    );
    if (result.status !== 0) {
      const reason = result.error?.message ?? `${result.stderr}${result.stdout}`.trim();
      throw new Error(`initdb failed in ${fresh}: ${reason}`);
    }
    writeRecord(fresh, { majorVersion: binaries.majorVersion, port: 0, passwords }, account);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
  return fresh;
}

/**
 * Makes sure a finished data folder stands at `dataDir`. It is built under another name and renamed in one step,
 * so two launchers at once cannot spoil each other's work and a killed one leaves nothing half-made in place.
 * A folder that was there before is never deleted or initialised again.
 */
export function ensureDataFolder(
  dataDir: string,
  binaries: ServerBinaries,
  account: ServerAccount | null,
  print: Print,
): void {
  if (existsSync(dataDir)) {
    if (hasRecord(dataDir)) return;
    moveAside(dataDir, print);
  }
  const parent = dirname(dataDir);
  if (mkdirSync(parent, { recursive: true }) !== undefined) chmodSync(parent, 0o755);
  if (!isTraversable(parent, account)) {
    throw new Error(`${account?.name ?? 'this user'} cannot reach ${parent}; choose another data folder`);
  }
  const fresh = initialise(dataDir, binaries, account);
  try {
    if (existsSync(dataDir)) rmdirSync(dataDir);
    renameSync(fresh, dataDir);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!hasRecord(dataDir)) throw error;
  }
}
