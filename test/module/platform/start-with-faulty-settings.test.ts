import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../../scripts/postgres';

it('a faulty setting is told before a database server is started or a schema is touched', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'start-'));
  try {
    const { DATABASE_URL: _app, DATABASE_OWNER_URL: _owner, ...rest } = process.env;
    const dataDir = join(dir, 'pg');
    const env = { ...rest, NODE_ENV: 'development', PG_DATA_DIR: dataDir, BUSINESS_TIME: 'noon' };
    const child = spawn(process.execPath, [join(projectRoot(), 'dist/scripts/start.js')], { env });
    const [told, failed] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    expect(child.exitCode).toBe(1);
    expect(failed).toContain('BUSINESS_TIME');
    expect(told).not.toContain('PostgreSQL');
    expect(existsSync(dataDir)).toBe(false);
  } finally {
    await rm(dir, { recursive: true });
  }
}, 30_000);
