import { randomUUID } from 'node:crypto';
import { HttpClient, startWorld, type World } from '../support';
import {
  apply,
  bankMood,
  castOf,
  confirm,
  type Employer,
  expectProof,
  memberWithCard,
  newPeople,
  pay,
  type Person,
  registryMood,
  rows,
  sendCsv,
  sendNotice,
  sendText,
  settledEmployer,
  type SignedIn,
  submit,
  TX,
  untilState,
} from './support';

/** Names nobody else in this world bears. */
const names = ['金丝雀壹', '金丝雀贰', '金丝雀叁', '金丝雀肆'];

describe('the log of the service', () => {
  let world: World;
  let people: Person[];
  let employer: Employer;
  /** Everybody in the simulated world, those of the road among them. */
  let everybody: readonly Person[];

  beforeAll(async () => {
    world = await startWorld({
      env: { LOG_LEVEL: 'trace', REGISTRY_DEADLINE_MS: '600', BANK_DEADLINE_MS: '500' },
    });
    const singles = await newPeople(world, names.length);
    const renamed = singles.map((person, index) => ({
      ...person,
      name: names[index] ?? '',
      policeName: names[index] ?? '',
    }));
    people = (await world.control('POST', '/control/people', { people: renamed })).people;
    employer = await settledEmployer(world, () => people);
    everybody = (await castOf(world)).people;
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  /** Everything that tells who somebody is, in every form in which it might be printed. */
  const canaries = (): string[] => [
    '金丝雀',
    encodeURIComponent('金丝雀'),
    JSON.stringify('金丝雀').slice(1, -1),
    Buffer.from('金丝雀').toString('hex'),
    ...everybody.flatMap(({ name, idNo, cardNo, phone }) => [name, idNo, idNo.slice(0, 17), cardNo, phone]),
  ];
  const hits = (text: string): string[] => canaries().filter((canary) => text.includes(canary));

  test('the search finds what is there', () => {
    expect(world.api.output()).toContain('"event":"request"');
    for (const canary of canaries()) {
      expect(hits(`${world.api.output()}{"level":"info","note":"${canary}"}`)).toContain(canary);
    }
  });

  test('I20: holds no name, id number, card or phone, whatever is done and wherever it fails', async () => {
    const [renter, refused, faulty] = people;
    const member = await memberWithCard(world, renter!);
    expect((await apply(member.client, 'TQ12', { amount: '1000.00' })).state).toBe('done');
    await refusals(await signIn(refused!), refused!);
    await badRequests(member, renter!);
    await badLists();
    await registryFaults(member);
    await bankFaults(await memberWithCard(world, faulty!));

    const output = world.api.output();
    expect(hits(output)).toEqual([]);
    expect(output).not.toContain(member.token);
    expect(output).not.toContain(member.token.split('.')[1]);
    // It still tells an operator what went wrong.
    for (const event of ['registry-answer-unusable', 'bank-notice-refused', 'bank-notice-incident']) {
      expect(output).toContain(`"event":"${event}"`);
    }
    expect(output).toContain('"route":"/v1/cases"');
  }, 120_000);

  test('I20: no row of any table holds an id number, card or phone of anybody in clear', async () => {
    const tables = await rows<{ name: string }>(
      world,
      `SELECT c.relname AS name FROM pg_class AS c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
    );
    expect(tables.length).toBeGreaterThan(100);
    const numbers = new Set(everybody.flatMap(({ idNo, cardNo, phone }) => [idNo, cardNo, phone]));
    const found: string[] = [];
    let looked = 0;
    for (const { name } of tables) {
      const all = await rows<{ row: string }>(world, `SELECT t::text AS row FROM ${name} AS t`);
      looked += all.length;
      const said = all.flatMap(({ row }) => row.match(/[0-9]+X?/gi) ?? []);
      if (said.some((number) => numbers.has(number.toUpperCase()))) found.push(name);
    }
    expect(looked).toBeGreaterThan(500);
    expect(found).toEqual([]);
  }, 60_000);

  async function signIn({ name, idNo }: Person): Promise<HttpClient> {
    return world.signedIn({ role: 'member', name, idNo });
  }

  async function refusals(client: HttpClient, person: Person): Promise<void> {
    expect((await apply(client, 'TQ12')).decision?.headline).toBe('CARD_NOT_BOUND');
    const { cardNo, phone } = people[0]!;
    expect((await apply(client, 'GJ34', { cardNo, phone })).state).toBe('refused');
    const stranger = await world.signedIn({ role: 'member', name: `${person.name}误`, idNo: person.idNo });
    expect((await apply(stranger, 'TQ12')).state).toBe('refused');
  }

  async function badRequests(
    { client, token }: SignedIn,
    { name, idNo, cardNo, phone }: Person,
  ): Promise<void> {
    const key = randomUUID();
    const input = { name, idNo, cardNo, phone, [name]: idNo };
    const texts = [
      `{"item":"GJ34","input":{"cardNo":"${cardNo}"`,
      `${name}${idNo}`,
      JSON.stringify({ item: idNo, input }),
    ];
    for (const text of texts) {
      const answer = await sendText(world, {
        method: 'POST',
        path: `/v1/cases?name=${name}&id=${idNo}`,
        token,
        text,
      });
      expect(answer.status).toBe(400);
    }
    expect((await submit(client, 'GJ34', input)).status).toBe(400);
    expect((await submit(client, 'TQ12', { amount: cardNo })).status).toBe(400);
    expect((await submit(client, 'TQ12', { amount: '10.00' }, key)).status).toBe(201);
    expect((await submit(client, 'TQ12', { amount: '11.00' }, key)).status).toBe(422);
    expect((await submit(client, 'TQ12', { amount: '10.00' }, `${idNo}-${cardNo}`)).status).toBe(201);
    const headers = { 'x-name': encodeURIComponent(name), cookie: `card=${cardNo}`, 'user-agent': idNo };
    for (const path of [
      `/v1/cases/${idNo}`,
      `/v1/${encodeURIComponent(name)}/${cardNo}`,
      `/v1/employers/${phone}`,
    ]) {
      expect((await client.get(`${path}?phone=${phone}`, { headers })).status).toBe(404);
    }
    const liar = new HttpClient(world.api.url, `${Buffer.from(name).toString('hex')}.${idNo}.${cardNo}`);
    expect((await liar.get('/v1/me/account')).status).toBe(401);
    const badSignIn = { role: 'member', name, idNo: `${idNo.slice(0, 17)}?` };
    expect((await world.visitor().post('/v1/demo/tokens', badSignIn)).status).toBe(400);
  }

  async function badLists(): Promise<void> {
    const lines = people.map(({ name, idNo }) => `${name}误,${idNo},"8,000"`);
    expect((await sendCsv(employer, '2026-11', ['姓名,证件号码,缴存基数', ...lines].join('\n'))).status).toBe(
      422,
    );
    expect((await sendCsv(employer, '2026-11', `"${lines.join('\n')}`)).status).toBe(422);
    const good = people.map(({ name, idNo }) => `${name},${idNo}`);
    const list = await sendCsv(employer, '2026-11', ['姓名,证件号码', ...good].join('\n'));
    expect(list.status).toBe(201);
    const confirmed = await confirm(employer, list.body.id);
    await pay(employer, confirmed, '1.00');
    await pay(employer, confirmed);
    await untilState(employer.agent.client, confirmed.id, 'done');
  }

  async function registryFaults({ client }: SignedIn): Promise<void> {
    for (const mood of ['garbage', 'drift', 'other-person', 'silence', 'error500', 'stale']) {
      for (const registry of ['pol', 'civ', 'rea']) {
        await registryMood(world, registry, mood);
        await client.post('/v1/prechecks', { item: 'TQ12', input: {} });
        await registryMood(world, registry, 'normal');
      }
    }
  }

  async function bankFaults({ client, person: { name, cardNo } }: SignedIn): Promise<void> {
    for (const mood of [
      'timeout-after-paying',
      'garbage',
      'wrong-signature-after-paying',
      // The last: the card is stopped by it.
      'reject-name-mismatch',
    ]) {
      await bankMood(world, mood, { calls: 1 });
      const { id } = await apply(client, 'TQ12', { amount: '100.00' });
      await untilState(client, id, mood.startsWith('reject') ? 'pay-failed' : 'done');
    }
    const body = {
      OppAcctName: name,
      OppAcctNo: cardNo,
      CrAcctNo: cardNo,
      RefSeqNo1: 'Z'.repeat(28),
      Remark: name,
    };
    const order = {
      TxStatus: '0',
      RtnCode: 'OK',
      HostSeqNo: '1',
      ValueDate: '20261015',
      Amt: '1.00',
      ...body,
    };
    expect((await sendNotice(world, { body, sign: 'wrong-key' })).status).toBe(401);
    expect((await sendNotice(world, { body })).status).toBe(400);
    expect((await sendNotice(world, { txCode: TX.paymentResult, body: order })).status).toBe(404);
  }
});
