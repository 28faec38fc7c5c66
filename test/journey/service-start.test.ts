import { startApi } from '../../scripts/processes';
import { type Identity, type World, startWorld } from '../support';

const clerk: Identity = { role: 'clerk', name: '柜员甲', idNo: '11010519491231002X' };

describe('the service as a process', () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld({ apis: 2 });
  }, 120_000);

  afterAll(() => world.stop(), 60_000);

  test('two processes serve one database, and either takes the other’s tokens', async () => {
    const client = await world.signedIn(clerk, 1);
    expect((await world.visitor(0).get('/readyz')).status).toBe(200);
    expect((await client.get('/v1/items')).status).toBe(200);
  });

  test('a killed process comes back on its port while the outside world stays up', async () => {
    const { pid, port } = world.api;
    await world.api.kill9();
    await expect(world.visitor(0).get('/livez')).rejects.toThrow('fetch failed');
    expect((await world.visitor(1).get('/readyz')).status).toBe(200);

    const again = await world.restartApi(0);
    expect(again.port).toBe(port);
    expect(again.pid).not.toBe(pid);
    expect((await world.visitor(0).get('/readyz')).status).toBe(200);
  });

  test('a process that is told to stop ends by itself', async () => {
    const api = world.apiAt(1);
    await api.stop();
    expect((await api.ended).signal).not.toBe('SIGKILL');
  });

  test('a process that cannot start says where in our sources it ended', async () => {
    const started = startApi({ env: { ...world.serviceEnv, DATABASE_URL: world.database.superUrl } });
    await expect(started).rejects.toThrow(/ {4}at \S+ \(.*\/src\/platform\/.+\.ts:\d+:\d+\)/);
  });
});
