import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mountBank, mountBooks } from './bank';
import type { SimulatorServer } from './server';
import { startSimulation } from './simulation';

/**
 * The simulators' own process. Environment: SIMULATORS_PORT (3100; 0 takes any free port), SIMULATORS_HOST
 * (127.0.0.1), SIMULATORS_DATA_DIR (the bank's books), BUSINESS_DATE (YYYY-MM-DD, else today in Asia/Shanghai),
 * SIMULATORS_LATENCY (realistic | none), SIMULATORS_BOOKS (kept | looked-at: the banks' books are
 * only shown, as they are on disk). Prints {"listening":PORT} once and stops on SIGTERM or SIGINT.
 */
async function main(): Promise<void> {
  const env = process.env;
  const dataDir = env.SIMULATORS_DATA_DIR ?? join(tmpdir(), 'zero-run-simulators');
  const simulation = await startSimulation({
    port: readPort(env.SIMULATORS_PORT ?? '3100'),
    host: env.SIMULATORS_HOST ?? '127.0.0.1',
    businessDate: env.BUSINESS_DATE ?? null,
    latency: readLatency(env.SIMULATORS_LATENCY ?? 'realistic'),
    ...(env.SIMULATORS_BOOKS === 'looked-at'
      ? { books: (server: SimulatorServer) => mountBooks(server, dataDir) }
      : { bank: { mount: mountBank, dataDir } }),
  });
  process.stdout.write(`${JSON.stringify({ listening: simulation.port })}\n`);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    simulation.close().catch(fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error('SIMULATORS_PORT: 0 to 65535 is expected');
  return port;
}

function readLatency(text: string): 'realistic' | 'none' {
  if (text !== 'realistic' && text !== 'none')
    throw new Error('SIMULATORS_LATENCY: realistic or none is expected');
  return text;
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}

main().catch(fail);
