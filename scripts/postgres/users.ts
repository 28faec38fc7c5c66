import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProcessAlive, processStart } from './postmaster';

/**
 * Which processes use a running server: one file each, so that the last one to leave stops it and a killed one
 * is not waited for. A file's name is `<pid>-<start of the process>-<count>`.
 */
const FOLDER = 'zero-run-users';
let count = 0;

/** Enters this process. @returns the name to leave with. */
export function enterUser(dataDir: string): string {
  mkdirSync(join(dataDir, FOLDER), { recursive: true, mode: 0o700 });
  count += 1;
  const name = `${process.pid}-${processStart(process.pid)}-${count}`;
  writeFileSync(join(dataDir, FOLDER, name), '', { mode: 0o600 });
  return name;
}

/** Removes the entry and those of processes that are gone. @returns whether nobody is left. */
export function leaveUser(dataDir: string, name: string): boolean {
  const folder = join(dataDir, FOLDER);
  const isGone = (entry: string): boolean => {
    const [pid, start] = entry.split('-');
    return !isProcessAlive(Number(pid)) || processStart(Number(pid)) !== start;
  };
  const entries = readdirSync(folder);
  const leaving = entries.filter((entry) => entry === name || isGone(entry));
  for (const entry of leaving) rmSync(join(folder, entry), { force: true });
  return leaving.length === entries.length;
}
