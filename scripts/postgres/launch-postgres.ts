import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, realpathSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerAccount, credentials, serverAccount } from './account';
import { type ServerBinaries, findBinaries, program } from './binaries';
import { type ClusterRecord, readRecord, writeRecord } from './cluster-record';
import { connectAsSuperuser } from './connect';
import { chooseDataFolder, ensureDataFolder } from './data-folder';
import { freePort, isPortFree } from './ports';
import { isProcessAlive, processStart, readPostmaster, setLeftoverAside } from './postmaster';
import { ensureRoles } from './roles';
import { serverEnvironment } from './server-environment';
import { type PostgresServer, serverUrls } from './server';
import { enterUser, leaveUser } from './users';

export interface LaunchOptions {
  /** Name of the data folder under the project's `var`, when no `dataDir` is given. */
  readonly name: string;
  /** Data folder, made if missing; its parents must be reachable by the server's account. */
  readonly dataDir?: string;
  /** Whether data outlives a power cut, as it does when this is absent; a server of throw-away databases need not wait for the disk. */
  readonly outlivesPowerCut?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly print?: (line: string) => void;
}

export interface LaunchedPostgres extends PostgresServer {
  readonly dataDir: string;
  /** The server ran already: started by a launcher that was killed, or that still uses it. */
  readonly reused: boolean;
  readonly pid: number;
}

const LOG = 'server.log';
const LOG_LIMIT = 16 * 1024 * 1024;
const START_DEADLINE_MS = 120_000;
const STOP_DEADLINE_MS = 60_000;
/** Answers of a starting server after which another try makes sense: another port, or children still leaving. */
const PASSING =
  /could not bind|Address already in use|pre-existing shared memory block|lock file .* already exists/;

interface Site {
  readonly dataDir: string;
  readonly binaries: ServerBinaries;
  readonly account: ServerAccount | null;
  readonly fsync: 'on' | 'off';
}

/** Settings on the command line, so that a newer launcher's settings hold for an older data folder. */
function serverArguments({ dataDir, fsync }: Site, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    fsync,
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    password_encryption: 'scram-sha-256',
  };
  return ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function openLog(dataDir: string): { descriptor: number; from: number } {
  const file = join(dataDir, LOG);
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, 'a', 0o600);
  return { descriptor, from: existsSync(file) ? statSync(file).size : 0 };
}

/** Starts the server in a session of its own: neither Ctrl-C nor the launcher's death reaches it. */
function spawnServer(site: Site, port: number): { child: ChildProcess; saidSince: () => string } {
  const { descriptor, from } = openLog(site.dataDir);
  const child = spawn(program(site.binaries.binDir, 'postgres'), serverArguments(site, port), {
    cwd: site.dataDir,
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', descriptor, descriptor],
    ...credentials(site.account),
  });
  closeSync(descriptor);
  child.unref();
  const saidSince = (): string =>
    readFileSync(join(site.dataDir, LOG)).subarray(from).toString('utf8').trim();
  return { child, saidSince };
}

/** Waits until the server on this folder takes connections. @returns false when it ended before. */
async function becomesReady(
  dataDir: string,
  record: ClusterRecord,
  port: number,
  isRunning: () => boolean,
): Promise<boolean> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    const answer = await connectAsSuperuser(port, record.passwords.superuser, async (client) => {
      const { rows } = await client.query<{ folder: string }>(
        "SELECT current_setting('data_directory') AS folder",
      );
      return rows[0]?.folder ?? '';
    });
    if (answer.state === 'connected') {
      if (realpathSync(answer.value) === realpathSync(dataDir)) return true;
      throw new Error(`port ${port} is served from ${answer.value}, not from ${dataDir}`);
    }
    if (answer.state === 'refused') throw new Error(`${dataDir}: ${answer.reason}`);
    if (!isRunning()) return false;
    await sleep(50);
  }
  throw new Error(
    `the server on ${dataDir} took no connections for ${START_DEADLINE_MS / 1000} s; see its ${LOG}`,
  );
}

/** Takes over a server that runs on the folder already. @returns its pid and port, or null when none does. */
async function findRunning(site: Site): Promise<{ pid: number; port: number } | null> {
  const found = readPostmaster(site.dataDir);
  if (found === null) return null;
  if (found.isTakenPid) {
    setLeftoverAside(site.dataDir, found);
    return null;
  }
  if (!found.isAlive) return null;
  const isRunning = (): boolean =>
    readPostmaster(site.dataDir)?.pid === found.pid && isProcessAlive(found.pid);
  const port = found.port === 0 ? readRecord(site.dataDir).port : found.port;
  const ready = await becomesReady(site.dataDir, readRecord(site.dataDir), port, isRunning);
  return ready ? { pid: found.pid, port } : null;
}

/** One try to start the server. @returns null when it ended for a reason that passes. */
async function tryStart(site: Site): Promise<{ pid: number; port: number } | null> {
  const record = readRecord(site.dataDir);
  const port = record.port !== 0 && (await isPortFree(record.port)) ? record.port : await freePort();
  writeRecord(site.dataDir, { ...record, port }, site.account);
  const { child, saidSince } = spawnServer(site, port);
  const failure = new Promise<never>((_, reject) => child.once('error', reject));
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const ready = await Promise.race([becomesReady(site.dataDir, record, port, isRunning), failure]);
  if (ready && child.pid !== undefined) return { pid: child.pid, port };
  const said = saidSince();
  if (PASSING.test(said)) return null;
  throw new Error(`the server on ${site.dataDir} did not start:\n${said.split('\n').slice(-15).join('\n')}`);
}

async function findOrStart(site: Site): Promise<{ pid: number; port: number; reused: boolean }> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    const running = await findRunning(site);
    if (running !== null) return { ...running, reused: true };
    const started = await tryStart(site);
    if (started !== null) return { ...started, reused: false };
    await sleep(200);
  }
  throw new Error(`the server on ${site.dataDir} could not be started; see its ${LOG}`);
}

/** Ends the server that runs on the folder, if any: open connections are cut, all data is flushed. */
async function shutDown(site: Site): Promise<void> {
  const running = readPostmaster(site.dataDir);
  if (running?.isAlive !== true) return;
  // The server removes its pid file a moment before its process ends; the process is what counts.
  const born = processStart(running.pid);
  const runs = (): boolean => isProcessAlive(running.pid) && processStart(running.pid) === born;
  if (process.platform === 'win32') {
    spawnSync(program(site.binaries.binDir, 'pg_ctl'), ['stop', '-m', 'fast', '-D', site.dataDir]);
  } else {
    process.kill(running.pid, 'SIGINT');
  }
  const deadline = Date.now() + STOP_DEADLINE_MS;
  while (runs()) {
    if (Date.now() > deadline) throw new Error(`the server ${running.pid} on ${site.dataDir} does not stop`);
    await sleep(25);
  }
}

/** Folder, programs and account of the server, the folder made if missing. */
function prepareSite(options: LaunchOptions): Site {
  const print = options.print ?? ((line: string) => process.stderr.write(`${line}\n`));
  const account = serverAccount();
  const binaries = findBinaries(account, options.env ?? process.env);
  const chosen = options.dataDir ?? chooseDataFolder(options.name, account, print);
  ensureDataFolder(chosen, binaries, account, print);
  const fsync = options.outlivesPowerCut === false ? 'off' : 'on';
  const site: Site = { dataDir: realpathSync(chosen), binaries, account, fsync };
  const { majorVersion } = readRecord(site.dataDir);
  if (majorVersion !== binaries.majorVersion) {
    throw new Error(
      `${site.dataDir} was made by PostgreSQL ${majorVersion}, but ${binaries.binDir} is ` +
        `${binaries.majorVersion}: set PG_BIN_DIR to a server of version ${majorVersion}, or choose another folder`,
    );
  }
  return site;
}

/** A server with its roles; tries again when another launcher stops it in the middle. */
async function serveWithRoles(site: Site): Promise<{ pid: number; port: number; reused: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    const serving = await findOrStart(site);
    if (await ensureRoles(serving.port, readRecord(site.dataDir).passwords)) return serving;
    if (attempt === 5)
      throw new Error(`the server on ${site.dataDir} goes away again and again; see its ${LOG}`);
    await sleep(200);
  }
}

/**
 * Starts PostgreSQL on a data folder of this project, or joins the server that runs there already, and makes the
 * roles. Works as root and as a normal user, after a `kill -9` of the launcher, of the server, or of both.
 * A server is stopped by the last launcher that stops using it.
 * @throws with a sentence that says what to do when no server can be found or started.
 */
export async function launchPostgres(options: LaunchOptions): Promise<LaunchedPostgres> {
  const site = prepareSite(options);
  const entry = enterUser(site.dataDir);
  let serving: Awaited<ReturnType<typeof serveWithRoles>>;
  try {
    serving = await serveWithRoles(site);
  } catch (error) {
    leaveUser(site.dataDir, entry);
    throw error;
  }
  let stopped: Promise<void> | null = null;
  const leave = async (): Promise<void> => {
    if (leaveUser(site.dataDir, entry)) await shutDown(site);
  };
  return {
    ...serverUrls(serving.port, readRecord(site.dataDir).passwords),
    dataDir: site.dataDir,
    reused: serving.reused,
    pid: serving.pid,
    stop: () => (stopped ??= leave()),
  };
}
