import { existsSync, readFileSync, readlinkSync, realpathSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** What `postmaster.pid` says, checked against the processes that really run. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** A server on this very data folder runs under that pid. */
  readonly isAlive: boolean;
  /** Some other process carries the pid now: the file is a leftover that the server itself could not see through. */
  readonly isTakenPid: boolean;
  /** Id of the shared memory segment, null where the platform has none. */
  readonly sharedMemoryId: number | null;
}

/** Whether a process of this id exists; a zombie does not count. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return processState(pid) !== 'Z';
}

/** Linux's letter for the process's state, null where /proc is missing. */
function processState(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] ?? null;
  } catch {
    return null;
  }
}

/** Instant the process started, in the system's ticks: tells a process from a later one with the same id. */
export function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}

/** Whether the process is a server on this folder; null when the platform does not tell. */
function servesFolder(pid: number, dataDir: string): boolean | null {
  if (!existsSync('/proc/self/cmdline')) return null;
  try {
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const given = argv[argv.indexOf('-D') + 1];
    if (argv.includes('-D') && given !== undefined && realpathSync(given) === realpathSync(dataDir))
      return true;
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
  } catch {
    return false;
  }
}

/** Reads `postmaster.pid` of a data folder; null when there is none, or it is being written. */
export function readPostmaster(dataDir: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const sharedMemory = /^\s*\d+\s+(\d+)/.exec(lines[6] ?? '');
  const alive = isProcessAlive(pid);
  const serves = servesFolder(pid, dataDir);
  return {
    pid,
    port: Number.isInteger(port) ? port : 0,
    isAlive: alive && serves !== false,
    isTakenPid: serves === false && idExists(pid),
    sharedMemoryId: sharedMemory === null ? null : Number(sharedMemory[1]),
  };
}

function idExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Whether a process still holds the shared memory of a server; false where the platform does not tell. */
function isMemoryAttached(sharedMemoryId: number): boolean {
  if (!existsSync('/proc/sysvipc/shm')) return false;
  const segments = readFileSync('/proc/sysvipc/shm', 'utf8').trim().split('\n').slice(1);
  return segments
    .map((line) => line.trim().split(/\s+/))
    .some((columns) => Number(columns[1]) === sharedMemoryId && Number(columns[6]) > 0);
}

/**
 * Renames a leftover `postmaster.pid` whose pid now belongs to something else, as happens when a container starts
 * again: the server would take that process for a running server and refuse to start.
 * @throws while a process of the dead server still holds its shared memory: two servers would ruin the data.
 */
export function setLeftoverAside(dataDir: string, found: Postmaster): void {
  if (found.sharedMemoryId !== null && isMemoryAttached(found.sharedMemoryId)) {
    throw new Error(`processes of the dead server ${found.pid} still use ${dataDir}; try again in a moment`);
  }
  renameSync(join(dataDir, 'postmaster.pid'), join(dataDir, `postmaster.pid.leftover-${found.pid}`));
}
