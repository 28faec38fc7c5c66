import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, projectRoot } from './postgres';

/** A process of ours under the eye of a script or a test. */
export interface WatchedProcess {
  readonly pid: number;
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Everything printed so far, both streams. */
  output(): string;
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Asks it to end and waits; kills it when it does not within ten seconds. Safe to call twice. */
  stop(): Promise<void>;
  /** Kills it at once, as a power cut would, and waits until it is gone. */
  kill9(): Promise<void>;
}

const READY_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 10_000;

interface Started extends Omit<WatchedProcess, 'port' | 'url'> {
  readonly child: ChildProcess;
}

/** What a request leaves behind dies young: room for it spares every collection its copying. As in the Dockerfile and the bundle. */
const YOUNG_GENERATION = '--max-semi-space-size=32';

/**
 * How built code is started so that it ends with whoever started it; the child needs an 'ipc' entry in its stdio.
 * @param path below `dist`, such as 'scripts/service.js'.
 */
export function builtProgram(path: string): { command: string; args: string[] } {
  const built = join(projectRoot(), 'dist');
  const program = join(built, path);
  if (!existsSync(program)) throw new Error(`${program} is missing: run npm run build first`);
  const endsWithParent = join(built, 'scripts', 'end-with-parent.js');
  // A profile asked for of the starter is one of what it starts as well.
  const profiling = process.execArgv.filter((argument) => argument.startsWith('--cpu-prof'));
  // The service names its sources itself (scripts/service.ts), without reading the maps of all its packages.
  const naming = path === 'scripts/service.js' ? [] : ['--enable-source-maps'];
  const args = [...naming, YOUNG_GENERATION, ...profiling, '--require', endsWithParent, program];
  return { command: process.execPath, args };
}

/** Starts built code; its output is collected and, when asked for, shown as well. */
function startBuilt(path: string, env: NodeJS.ProcessEnv, show: boolean): Started {
  const { command, args } = builtProgram(path);
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const printed: string[] = [];
  for (const [stream, own] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed.push(text);
      if (show) own.write(text);
    });
  }
  const ended = new Promise<Awaited<Started['ended']>>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
    await ended;
    clearTimeout(late);
  };
  return {
    child,
    pid: child.pid ?? 0,
    output: () => printed.join(''),
    ended,
    stop: () => end('SIGTERM'),
    kill9: () => end('SIGKILL'),
  };
}

/** Asks again and again until the process is ready. @throws with its output when it ends or takes too long. */
async function untilReady<T>(name: string, started: Started, ask: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + READY_DEADLINE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    const { exitCode, signalCode } = started.child;
    if (exitCode !== null || signalCode !== null) {
      await started.ended;
      throw new Error(`${name} ended (${exitCode ?? signalCode}) before it was ready:\n${started.output()}`);
    }
    if (Date.now() > deadline) {
      await started.kill9();
      throw new Error(`${name} was not ready within ${READY_DEADLINE_MS / 1000} s:\n${started.output()}`);
    }
    await sleep(25);
  }
}

function watched(started: Started, port: number): WatchedProcess {
  const { child: _child, ...rest } = started;
  return { ...rest, port, url: `http://127.0.0.1:${port}` };
}

export interface SimulatorsOptions {
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** Folder of the bank's books, made if missing. */
  readonly dataDir: string;
  /** 'YYYY-MM-DD'; today when absent. */
  readonly businessDate?: string;
  readonly latency?: 'realistic' | 'none';
  /** Further environment, such as the bank's key. */
  readonly env?: NodeJS.ProcessEnv;
  readonly show?: boolean;
}

/** Starts the built simulators and waits until they listen. */
export async function startSimulators(options: SimulatorsOptions): Promise<WatchedProcess> {
  mkdirSync(options.dataDir, { recursive: true });
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...options.env,
    SIMULATORS_PORT: String(options.port ?? 0),
    SIMULATORS_DATA_DIR: options.dataDir,
    SIMULATORS_LATENCY: options.latency ?? 'realistic',
    ...(options.businessDate === undefined ? {} : { BUSINESS_DATE: options.businessDate }),
  };
  const started = startBuilt('src/simulators/main.js', env, options.show ?? false);
  const port = await untilReady('simulators', started, () => {
    const line = /^\{"listening":(\d+)\}$/m.exec(started.output());
    return Promise.resolve(line === null ? null : Number(line[1]));
  });
  return watched(started, port);
}

export interface ApiOptions {
  /** Whole environment of the process; PORT picks the port, a free one when it is missing. */
  readonly env: NodeJS.ProcessEnv;
  readonly show?: boolean;
}

/** Starts the built service and waits until `/readyz` says yes. */
export async function startApi(options: ApiOptions): Promise<WatchedProcess> {
  const port = Number(options.env['PORT'] ?? 0) || (await freePort());
  // The owner's role is not for the service.
  const { DATABASE_OWNER_URL: _ownerUrl, ...env } = options.env;
  const started = startBuilt('scripts/service.js', { ...env, PORT: String(port) }, options.show ?? false);
  await untilReady('the service', started, async () => {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) });
      await answer.arrayBuffer();
      return answer.ok ? true : null;
    } catch {
      // Not listening yet, or still busy with its start.
      return null;
    }
  });
  return watched(started, port);
}
