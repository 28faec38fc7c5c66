import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, parse, resolve } from 'node:path';
import type { ServerAccount } from './account';

/** Root of the checkout, found from the sources as from the built code under `dist`. */
export function projectRoot(from: string = __dirname): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === parse(folder).root) throw new Error(`no package.json above ${from}`);
  }
}

/** Whether the account may walk through every folder from the root down to `path`, `path` itself included. */
export function isTraversable(path: string, account: ServerAccount | null): boolean {
  if (process.platform === 'win32') return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && !mayEnter(folder, account)) return false;
    if (folder === parse(folder).root) return true;
  }
}

function mayEnter(folder: string, account: ServerAccount | null): boolean {
  if (account === null) {
    try {
      accessSync(folder, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }
  const { mode, uid, gid } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** Name of this project outside of its own folder: readable, and different for two checkouts. */
export function projectSlug(root: string): string {
  const readable = basename(root)
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
  const digest = createHash('sha256').update(resolve(root)).digest('hex').slice(0, 10);
  return `${readable.slice(0, 24) || 'project'}-${digest}`;
}

/** Makes the folder when it is missing; false when this user may not write there or another user got there first. */
function claimFolder(folder: string): boolean {
  try {
    if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o755);
    accessSync(folder, constants.W_OK);
  } catch {
    return false;
  }
  // In a shared temporary folder the name could have been taken by somebody else.
  return process.getuid === undefined || statSync(folder).uid === process.getuid();
}

/**
 * A folder of this project outside of the checkout that the server's account can reach, made if missing.
 * The same project and user get the same folder each time.
 */
export function systemFolder(account: ServerAccount | null, root: string = projectRoot()): string {
  const name = `zero-run-${process.getuid?.() ?? 'user'}-${projectSlug(root)}`;
  const bases = process.platform === 'win32' ? [tmpdir()] : ['/var/lib', '/var/tmp', tmpdir()];
  for (const base of bases) {
    const folder = join(base, name);
    if (existsSync(base) && isTraversable(base, account) && claimFolder(folder)) return folder;
  }
  throw new Error(`no writable folder that the database server can reach; tried ${bases.join(', ')}`);
}
