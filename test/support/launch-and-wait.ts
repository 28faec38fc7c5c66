import { launchPostgres } from '../../scripts/postgres';

/** A launcher as a process of its own: reports one line of JSON, keeps the server until SIGTERM. */
async function main(dataDir: string): Promise<void> {
  const server = await launchPostgres({ name: 'child', dataDir });
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  setInterval(() => undefined, 60_000);
  const report = { pid: server.pid, reused: server.reused, appUrl: server.appUrl('postgres') };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

void main(process.argv[2] ?? '');
