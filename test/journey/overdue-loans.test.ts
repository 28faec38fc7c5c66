import { startWorld, type World } from '../support';
import { expectProof, newPeople, signIn } from './support';

/** The overdue register over HTTP: who may read it, and how it is asked for. */
describe('the overdue register', () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  }, 120_000);
  afterAll(async () => {
    await expectProof(world);
    await world.stop();
  }, 60_000);

  test('is read by those who collect, by its stages and classes, and by nobody else', async () => {
    const [clerkPerson, memberPerson] = await newPeople(world, 2);
    const clerk = await world.signedIn({
      role: 'clerk',
      name: clerkPerson!.name,
      idNo: clerkPerson!.idNo,
    });
    const path = '/v1/overdue-loans';
    const nothing = { overduePrincipal: '0.00', overdueInterest: '0.00', principalLeft: '0.00' };
    const empty = await clerk.get(`${path}?stage=letter&riskClass=03&limit=10`);
    expect([empty.status, empty.body]).toMatchObject([
      200,
      { loans: [], totals: [], sum: { loans: 0, ...nothing, onOverdueSubject: '0.00' }, next: null },
    ]);
    const wrong = await clerk.get(`${path}?stage=never&riskClass=06&limit=0&cursor=none`);
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/query/limit',
      '/query/riskClass',
      '/query/stage',
    ]);
    const cursor = await clerk.get(`${path}?cursor=bm9uZQ`);
    expect([cursor.status, cursor.body.errors[0].code]).toEqual([400, 'CURSOR_INVALID']);
    const { client } = await signIn(world, memberPerson!, 'member');
    expect((await client.get(path)).status).toBe(403);
    expect((await world.visitor().get(path)).status).toBe(401);
  });
});
