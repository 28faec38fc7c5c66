import { join } from 'node:path';
import { readCentrePlan } from '../../scripts/read-centre-plan';
import { setUpCentre } from '../../scripts/set-up-centre';
import type { CaseView } from '../../src/modules/casework';
import { HttpClient, startWorld, type World } from '../support';
import { apply, castOf, type Cast, MONTHS, receiptOf, registration, rows, sendText } from './support';

const otherCentre = readCentrePlan(join(__dirname, '../../docs/examples/centre.json'));

/** One employer, its agent and one member, as one centre knows them. */
interface Side {
  readonly url: string;
  readonly agent: HttpClient;
  readonly agentToken: string;
  readonly member: HttpClient;
  readonly memberToken: string;
  readonly employerId: string;
  readonly registered: CaseView;
  readonly listId: string;
}

describe('two centres in one deployment', () => {
  let world: World;
  let cast: Cast;
  let sides: readonly [Side, Side];

  beforeAll(async () => {
    world = await startWorld();
    await setUpCentre(world.database.ownerUrl, otherCentre);
    await world.addApi({ CENTRE_ID: String(otherCentre.id) });
    cast = await castOf(world);
    sides = [await sideOf(0), await sideOf(1)];
  }, 120_000);
  afterAll(() => world.stop(), 60_000);

  async function tokenAt(url: string, role: 'member' | 'employer-agent', at: string): Promise<string> {
    const { name, idNo } = cast.inRole(at);
    const answer = await new HttpClient(url).post('/v1/demo/tokens', { role, name, idNo });
    return answer.body.token as string;
  }

  /** The same employer registers, opens an account for the same person and lays out the same list. */
  async function sideOf(index: number): Promise<Side> {
    const { url } = world.apiAt(index);
    const agentToken = await tokenAt(url, 'employer-agent', 'legalRepresentative');
    const memberToken = await tokenAt(url, 'member', 'renter');
    const [agent, member] = [new HttpClient(url, agentToken), new HttpClient(url, memberToken)];
    const registered = await apply(agent, 'GJ01', registration(cast.companyInRole('employer').creditCode));
    const employerId = receiptOf(registered, 'employerId');
    const { name, idNo } = cast.inRole('renter');
    const members = [{ name, idNo, base: index === 0 ? '8000.00' : '6000.00' }];
    await apply(agent, 'GJ20', { employerId, members });
    const list = await agent.post('/v1/remittance-lists', {
      employerId,
      month: MONTHS[0],
      members: [{ name, idNo }],
    });
    expect(list.status).toBe(201);
    const listId = list.body.id as string;
    return { url, agent, agentToken, member, memberToken, employerId, registered, listId };
  }

  test('the same employer and the same person stand in both, each with what was agreed there', async () => {
    const [here, there] = sides;
    expect(here.employerId).not.toBe(there.employerId);
    const accounts = [await here.member.get('/v1/me/account'), await there.member.get('/v1/me/account')];
    expect(accounts.map(({ status }) => status)).toEqual([200, 200]);
    const stored = await rows<{ centre_id: number; n: string }>(
      world,
      'SELECT centre_id, count(*) AS n FROM member_account GROUP BY 1 ORDER BY 1',
    );
    expect(stored).toEqual([
      { centre_id: 1, n: '1' },
      { centre_id: otherCentre.id, n: '1' },
    ]);
    const bases = await rows<{ base: string }>(
      world,
      'SELECT base_fen AS base FROM member_account ORDER BY centre_id',
    );
    expect(bases.map(({ base }) => base)).toEqual(['800000', '600000']);
  });

  test('a token of one centre is worth nothing at the other', async () => {
    const [here, there] = sides;
    for (const [url, token] of [
      [there.url, here.agentToken],
      [here.url, there.memberToken],
    ] as const) {
      const answer = await new HttpClient(url, token).get('/v1/items/GJ11');
      const own = await new HttpClient(url, token).get('/v1/me/account');
      expect([answer.status, own.status]).toEqual([200, 401]);
    }
  });

  test('employers, cases and lists of one centre are not there at the other, whoever asks', async () => {
    for (const [mine, theirs] of [sides, [...sides].reverse()] as [Side, Side][]) {
      const places = [
        `/v1/employers/${theirs.employerId}`,
        `/v1/cases/${theirs.registered.id}`,
        `/v1/remittance-lists/${theirs.listId}`,
      ];
      for (const place of places) {
        expect([place, (await mine.agent.get(place)).status]).toEqual([place, 404]);
        expect([place, (await theirs.agent.get(place)).status]).toEqual([place, 200]);
      }
      const staff = { role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' };
      const token = (await new HttpClient(mine.url).post('/v1/demo/tokens', staff)).body.token as string;
      const clerk = new HttpClient(mine.url, token);
      expect((await clerk.get(`/v1/cases/${theirs.registered.id}`)).status).toBe(404);
      expect((await clerk.get(`/v1/cases/${mine.registered.id}`)).status).toBe(200);
    }
  });

  test('nobody acts on what is the other centre’s: applications and files meet nothing', async () => {
    const [here, there] = sides;
    const confirm = await here.agent.post('/v1/cases', { item: 'GJ11', input: { listId: there.listId } });
    expect(confirm.status).toBe(404);
    const cancel = await here.agent.post(`/v1/cases/${there.registered.id}/cancellation`, {});
    expect(cancel.status).toBe(404);
    const { name, idNo } = cast.inRole('renter');
    const file = await sendText(world, {
      method: 'POST',
      path: `/v1/remittance-lists?employerId=${there.employerId}&month=${MONTHS[0]}`,
      token: here.agentToken,
      contentType: 'text/csv; charset=utf-8',
      text: `姓名,证件号码\r\n${name},${idNo}\r\n`,
    });
    expect(file.status).toBe(404);
    const states = await rows<{ state: string }>(world, 'SELECT state FROM remittance_list');
    expect(states.map(({ state }) => state)).toEqual(['DRAFT', 'DRAFT']);
  });

  test('the proof of each centre holds, and looks at its own books alone', async () => {
    for (const { url } of sides) {
      const staff = { role: 'auditor', name: '零跑稽核', idNo: '11010519491231002X' };
      const token = (await new HttpClient(url).post('/v1/demo/tokens', staff)).body.token as string;
      const proof = await new HttpClient(url, token).get('/v1/ledger/proof');
      expect([proof.status, proof.body.broken]).toEqual([200, 0]);
    }
  });
});
