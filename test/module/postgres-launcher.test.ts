import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type LaunchedPostgres, createDatabase, dropDatabase, launchPostgres } from '../../scripts/postgres';
import { serverAccount } from '../../scripts/postgres/account';
import { isProcessAlive, readPostmaster } from '../../scripts/postgres/postmaster';
import { makeScratchFolder } from '../support/test-server';

const HOOK = join(__dirname, '../../scripts/typescript-hook.cjs');
const LAUNCHER = join(__dirname, '../support/launch-and-wait.ts');

const scratch = makeScratchFolder();
const servers: LaunchedPostgres[] = [];
const children: ChildProcess[] = [];

async function launch(name: string): Promise<LaunchedPostgres> {
  const server = await launchPostgres({ name, dataDir: join(scratch, name), print: () => undefined });
  servers.push(server);
  return server;
}

interface Reported {
  readonly pid: number;
  readonly reused: boolean;
  readonly appUrl: string;
}

/** Another launcher as a process of its own, which keeps the server until it is ended. */
async function launchInChild(
  dataDir: string,
  user: { uid: number; gid: number } | object = {},
): Promise<{ child: ChildProcess; report: Reported }> {
  const child = spawn(process.execPath, ['-r', HOOK, LAUNCHER, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...user,
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, report: JSON.parse(line) as Reported };
  }
  throw new Error('the launcher ended without a report');
}

async function kill(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isProcessAlive(pid)) await sleep(10);
}

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGTERM');
  for (const server of servers.splice(0)) await server.stop();
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the launcher of the embedded server', () => {
  test('starts a durable server with two roles that can do no more than they should', async () => {
    const server = await launch('fresh');
    await createDatabase(server, 'books');
    const settings = await query(
      server.superUrl.replace(/[^/]+$/, 'books'),
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
              current_setting('data_checksums') AS checksums, current_setting('listen_addresses') AS listens,
              current_setting('unix_socket_directories') AS sockets, current_setting('server_encoding') AS encoding,
              lower('ÄÖ') AS lowered`,
    );
    expect(settings).toEqual([
      {
        fsync: 'on',
        commit: 'on',
        checksums: 'on',
        listens: '127.0.0.1',
        sockets: '',
        encoding: 'UTF8',
        lowered: 'äö',
      },
    ]);
    const roles = await query(
      server.superUrl,
      `SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles
       WHERE rolname LIKE 'zero_run%' ORDER BY rolname`,
    );
    const weak = { rolsuper: false, rolcreaterole: false, rolbypassrls: false };
    expect(roles).toEqual([
      { rolname: 'zero_run_app', rolcreatedb: false, ...weak },
      { rolname: 'zero_run_owner', rolcreatedb: true, ...weak },
    ]);
    await expect(query(server.appUrl('books'), 'CREATE TABLE mine (id int)')).rejects.toThrow(
      'permission denied for schema public',
    );
    await expect(query(server.appUrl('books').replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    await dropDatabase(server, 'books');
  });

  test('keeps data, port and passwords over a stop and a start', async () => {
    const first = await launch('kept');
    await createDatabase(first, 'books');
    await query(first.ownerUrl('books'), 'CREATE TABLE line (id int); INSERT INTO line VALUES (7)');
    await first.stop();
    expect(isProcessAlive(first.pid)).toBe(false);

    const second = await launch('kept');
    expect(second.reused).toBe(false);
    expect(second.appUrl('books')).toBe(first.appUrl('books'));
    expect(await query(second.ownerUrl('books'), 'SELECT id FROM line')).toEqual([{ id: 7 }]);
  });

  test('finds the server that a killed launcher left behind, and stops it at the end', async () => {
    const { child, report } = await launchInChild(join(scratch, 'orphan'));
    await kill(child, 'SIGKILL');
    expect(isProcessAlive(report.pid)).toBe(true);

    const next = await launch('orphan');
    expect(next).toMatchObject({ reused: true, pid: report.pid });
    expect(next.appUrl('postgres')).toBe(report.appUrl);
    await next.stop();
    expect(isProcessAlive(report.pid)).toBe(false);
  });

  test('leaves the server to a launcher that still uses it', async () => {
    const { child, report } = await launchInChild(join(scratch, 'shared'));
    const second = await launch('shared');
    await second.stop();
    expect(await query(report.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await kill(child, 'SIGTERM');
    expect(isProcessAlive(report.pid)).toBe(false);
  });

  test('loses nothing that was committed when launcher and server are killed', async () => {
    const { child, report } = await launchInChild(join(scratch, 'killed'));
    const before = await launch('killed');
    await createDatabase(before, 'books');
    await query(before.ownerUrl('books'), 'CREATE TABLE line (id int)');
    await query(before.ownerUrl('books'), 'INSERT INTO line SELECT generate_series(1, 5000)');
    process.kill(report.pid, 'SIGKILL');
    await kill(child, 'SIGKILL');
    await untilGone(report.pid);

    const after = await launch('killed');
    expect(after.reused).toBe(false);
    expect(await query(after.ownerUrl('books'), 'SELECT count(*)::int AS lines FROM line')).toEqual([
      { lines: 5000 },
    ]);
  });

  test('sees through a leftover pid that another process carries now', async () => {
    const first = await launch('taken');
    await first.stop();
    const leftover = [
      String(process.pid),
      join(scratch, 'taken'),
      '1',
      '65000',
      '',
      '127.0.0.1',
      '',
      'ready',
    ];
    writeFileSync(join(scratch, 'taken', 'postmaster.pid'), `${leftover.join('\n')}\n`);
    const second = await launch('taken');
    expect(second.reused).toBe(false);
    expect(readPostmaster(second.dataDir)?.pid).toBe(second.pid);
  });

  test('moves a half-finished folder aside with all that is in it', async () => {
    const half = join(scratch, 'half');
    mkdirSync(join(half, 'base'), { recursive: true });
    writeFileSync(join(half, 'PG_VERSION'), '18\n');
    await launch('half');
    const aside = readdirSync(scratch).filter((name) => name.startsWith('half.unfinished-'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(scratch, aside[0] ?? '', 'PG_VERSION'), 'utf8')).toBe('18\n');
  });

  test("refuses a folder that holds somebody's files and touches none of them", async () => {
    const foreign = join(scratch, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'letter.txt'), 'dear');
    await expect(launch('foreign')).rejects.toThrow('holds other files');
    expect(readdirSync(foreign)).toEqual(['letter.txt']);
  });

  test('two launchers at once on a new folder end up with one server', async () => {
    const [first, second] = await Promise.all([
      launchInChild(join(scratch, 'race')),
      launchInChild(join(scratch, 'race')),
    ]);
    expect(first.report.pid).toBe(second.report.pid);
    expect([first.report.reused, second.report.reused].sort()).toEqual([false, true]);
    await kill(first.child, 'SIGTERM');
    await kill(second.child, 'SIGTERM');
    expect(isProcessAlive(first.report.pid)).toBe(false);
    expect(readdirSync(scratch).filter((name) => name.startsWith('race'))).toEqual(['race']);
  });

  const canDropPrivileges = process.getuid?.() === 0 && serverAccount() !== null;
  (canDropPrivileges ? test : test.skip)('works for a normal user as it does for root', async () => {
    const id = (flag: string): number =>
      Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
    const user = { uid: id('-u'), gid: id('-g') };
    const home = join(scratch, 'home');
    mkdirSync(home);
    chownSync(home, user.uid, user.gid);
    const { child, report } = await launchInChild(join(home, 'pg'), user);
    expect(await query(report.appUrl, 'SELECT current_user AS role')).toEqual([{ role: 'zero_run_app' }]);
    await kill(child, 'SIGTERM');
    expect(isProcessAlive(report.pid)).toBe(false);
    expect(existsSync(join(home, 'pg', 'PG_VERSION'))).toBe(true);
  });
});
