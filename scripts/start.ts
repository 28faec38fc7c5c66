import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, loadConfig } from '../src/platform/config';
import { developmentKeys, withDevelopmentKeys } from './development-keys';
import {
  type PostgresServer,
  ensureDatabase,
  givenServer,
  isPortFree,
  launchPostgres,
  projectRoot,
} from './postgres';
import { prepareDatabase } from './prepare-database';
import { builtProgram } from './processes';

const DATABASE = 'zero_run';
const OWN_SERVER = `postgres://127.0.0.1/${DATABASE}`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const isLoopback = (host: string): boolean => ['127.0.0.1', '::1', 'localhost'].includes(host);

interface Databases {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly server: PostgresServer;
}

/** The given databases, or an own server with its database made. */
async function openDatabase(env: NodeJS.ProcessEnv): Promise<Databases> {
  const given = givenServer(env);
  if (given !== null) {
    return { server: given, appUrl: env['DATABASE_URL'] ?? '', ownerUrl: env['DATABASE_OWNER_URL'] ?? '' };
  }
  const dataDir = env['PG_DATA_DIR'] ?? '';
  const server = await launchPostgres({
    name: 'pg',
    env,
    print: say,
    ...(dataDir === '' ? {} : { dataDir }),
  });
  say(`PostgreSQL ${server.reused ? 'was running already' : 'started'}; data folder ${server.dataDir}`);
  await ensureDatabase(server, DATABASE);
  return { server, appUrl: server.appUrl(DATABASE), ownerUrl: server.ownerUrl(DATABASE) };
}

/** Environment of the service: development keys and the demonstration issuer where they are allowed. */
function serviceEnvironment(given: NodeJS.ProcessEnv, appUrl: string): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL: _ownerUrl, ...own } = given;
  const env: NodeJS.ProcessEnv = { ...own, DATABASE_URL: appUrl };
  if (env['NODE_ENV'] === 'production') return env;
  const keys = developmentKeys(join(projectRoot(), 'var', 'development-keys.json'));
  const isOpenToOthers = !isLoopback(env['HOST'] ?? '127.0.0.1');
  const hasPrivateKey =
    (env['TOKEN_PUBLIC_KEY'] ?? '') === '' || (env['DEMO_ISSUER_PRIVATE_KEY'] ?? '') !== '';
  return {
    DEMO_ISSUER: isOpenToOthers || !hasPrivateKey ? 'off' : 'on',
    ...withDevelopmentKeys(env, keys),
  };
}

/** Tells when the service takes requests; gives up silently when it ends before. */
async function announce(child: ChildProcess, host: string, port: number): Promise<void> {
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
  while (child.exitCode === null && child.signalCode === null) {
    const isReady = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) {
      say(`Ready: ${url}/docs  (Ctrl-C stops it / 按 Ctrl-C 停止)`);
      return;
    }
    await sleep(100);
  }
}

/** Runs the service until it ends or we are told to stop. @returns the exit code for this process. */
async function runService(env: NodeJS.ProcessEnv, stopping: AbortSignal): Promise<number> {
  const config = loadConfig(env);
  if (config.port !== 0 && !(await isPortFree(config.port, config.host))) {
    throw new Error(
      `Port ${config.port} on ${config.host} is taken. Choose another one: PORT=${config.port + 1} npm start`,
    );
  }
  const { command, args } = builtProgram('scripts/service.js');
  const child = spawn(command, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  stopping.addEventListener('abort', () => child.kill('SIGTERM'));
  if (stopping.aborted) child.kill('SIGTERM');
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  if (config.port !== 0) await Promise.race([announce(child, config.host, config.port), ended]);
  const [code, signal] = await ended;
  if (stopping.aborted) return 0;
  say(`The service ended by itself (${code ?? signal ?? 'unknown'})`);
  return code === 0 || code === null ? 1 : code;
}

/** Ctrl-C at any moment: the service ends first, then the server; told twice it does no more. */
function untilToldToStop(): AbortSignal {
  const told = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => told.abort());
  if (process.env['npm_lifecycle_event'] !== undefined) {
    // npm hands SIGTERM to the shell between us, which dies of it and tells nobody: its death is our signal.
    const shell = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== shell) told.abort();
    }, 250);
    watch.unref();
  }
  return told.signal;
}

async function main(): Promise<void> {
  const stopping = untilToldToStop();
  const envFile = join(projectRoot(), '.env');
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  // Before anything is started: the address of an own server is not known yet, and no setting.
  loadConfig(serviceEnvironment(process.env, process.env['DATABASE_URL'] || OWN_SERVER));
  const { server, appUrl, ownerUrl } = await openDatabase(process.env);
  try {
    const done = await prepareDatabase(ownerUrl);
    if (done.length > 0) say(`Schema brought up to date: ${done.join(', ')}`);
    if (!stopping.aborted) {
      process.exitCode = await runService(serviceEnvironment(process.env, appUrl), stopping);
    }
  } finally {
    await server.stop();
  }
}

main().catch((error: unknown) => {
  // Our own errors are sentences for the reader; anything else needs its stack.
  const isSentence = error instanceof ConfigError || (error instanceof Error && error.name === 'Error');
  const text = isSentence ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text ?? ''}\n`);
  process.exitCode = 1;
});
