import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { builtProgram } from '../../scripts/processes';
import { freePort } from '../../scripts/postgres';
import { createTestDatabase, startWorld, type TestDatabase, type World } from '../support';
import { until } from './support';

/** The programs of docker-compose.yml in the order in which it starts them, on a database that is empty. */
describe('the programs of the containers', () => {
  let world: World;
  let database: TestDatabase;

  beforeAll(async () => {
    world = await startWorld();
    database = await createTestDatabase({ empty: true });
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    await database.drop();
  }, 60_000);

  const environment = (more: Record<string, string>): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'],
    NODE_ENV: 'development',
    ...more,
  });
  const run = (program: string, env: NodeJS.ProcessEnv): { status: number | null; output: string } => {
    const { command, args } = builtProgram(program);
    const { status, stdout, stderr } = spawnSync(command, [...args.slice(-1)], { env, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };

  test('the step before the service makes the tables with the owner’s role, and is safe to repeat', () => {
    const env = environment({ DATABASE_OWNER_URL: database.ownerUrl });
    const first = run('scripts/prepare.js', env);
    expect([first.status, first.output]).toEqual([0, expect.stringMatching(/migrations run now: [1-9]/)]);
    expect(run('scripts/prepare.js', env).output).toMatch(/migrations run now: 0/);
    expect(run('scripts/prepare.js', environment({})).output).toMatch(/DATABASE_OWNER_URL is missing/);
  }, 60_000);

  test('the service starts with the app’s role alone, answers for its health, and ends when it is told to', async () => {
    const port = await freePort();
    const env = environment({
      DATABASE_URL: database.appUrl,
      PORT: String(port),
      DEMO_ISSUER: 'on',
      LOG_LEVEL: 'warn',
    });
    const { command, args } = builtProgram('scripts/serve.js');
    const child = spawn(command, args.slice(-1), { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    await until('the service ready', () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }, 60_000);

  test('the service refuses to be given the owner’s role, and the keys of development in production', () => {
    const withOwner = environment({ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl });
    expect(run('scripts/serve.js', withOwner).output).toMatch(/not for the service/);
    expect(run('scripts/serve.js', { ...withOwner, NODE_ENV: 'production' }).output).toMatch(
      /keys of its own/,
    );
  }, 30_000);

  test('what the containers are asked for their health answers', async () => {
    expect((await world.visitor().get('/readyz')).body).toMatchObject({ status: 'ready' });
    expect((await fetch(`${world.simulators.url}/control/moods`)).status).toBe(200);
  });
});
