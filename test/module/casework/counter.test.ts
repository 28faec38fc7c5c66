import type { HttpClient } from '../../support';
import { clerkIdentity } from '../oversight/at-the-desk';
import { Road } from '../oversight/road';
import { settleIn } from '../oversight/travel';
import { openLetterCounter } from './counter-item';

let road: Road;
let clerk: HttpClient;
let letterItem: string;

beforeAll(async () => {
  road = await Road.start();
  await settleIn(road);
  letterItem = openLetterCounter(road);
  clerk = await road.signedIn(clerkIdentity, 'clerk');
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  await road.control('PUT', 'moods/pol', { mood: 'normal' });
  expect([...(await road.broken()).keys()]).toEqual([]);
});

const letter = (more: object = {}) => ({
  kind: 'letter',
  number: 'L-7788-123',
  issuer: '太原市小店区某居委会',
  issuedOn: '2026-11-01',
  inForce: true,
  ...more,
});
const mandate = { kind: 'mandate', number: 'M-1', issuer: '公证处', issuedOn: '2026-11-02' };
const inputOf = (role: string, papers: object, more: object = {}) => {
  const { name, idNo } = road.person(role);
  return { name, idNo, papers, ...more };
};
const send = (input: object, by: HttpClient = clerk) => by.post('/v1/cases', { item: letterItem, input });

describe('a clerk takes an application in at the counter', () => {
  it('the paper becomes a fact of the desk and the rules decide on it at once', async () => {
    const { status, body } = await send(inputOf('divorced', { letter: letter() }));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'done',
      spared: { visits: 1, papersAsked: 1, humanApprovals: 0 },
      suppliedAtDesk: [
        { fact: 'test.letter', evidenceNo: expect.stringMatching(/^GT\d{8}[0-9A-F]{12}$/) as string },
      ],
    });
    const kinds = body.timeline.map(({ kind }: { kind: string }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['accepted', 'received-at-counter', 'facts-asked']);
    const [row] = await road.query<{
      channel: string;
      clerk: string;
      fact: { source: string; receiptNo: string };
    }>(
      `SELECT c.channel, c.clerk_person_id AS clerk, f.body AS fact FROM service_case AS c
         JOIN case_fact AS f ON f.case_id = c.id AND f.name = 'test.letter' WHERE c.id = $1`,
      [body.id],
    );
    expect(row).toMatchObject({ channel: 'counter', fact: { source: 'DESK' } });
    const kept = `case_id = '${body.id}' AND clerk_person_id = '${row!.clerk}' AND evidence_no = '${row!.fact.receiptNo}'`;
    expect(await road.count('desk_answer', kept)).toBe(1);
  });

  it('nothing that the paper says stands anywhere in the clear', async () => {
    const { body } = await send(inputOf('widowed', { letter: letter({ number: 'L-CANARY-9' }) }));
    expect(JSON.stringify(body)).not.toContain('L-CANARY-9');
    for (const table of ['service_case', 'desk_answer', 'event', 'case_fact', 'decision'])
      expect(await road.count(`${table} AS t`, `t::text LIKE '%L-CANARY-9%'`)).toBe(0);
  });

  it('the police are asked about whoever stands there, not about the clerk; while silent, the case waits', async () => {
    await road.control('PUT', 'moods/pol', { mood: 'garbage' });
    const { body } = await send(inputOf('homeOwner', { letter: letter() }));
    expect(body).toMatchObject({ state: 'waiting', missing: ['person.identity'] });
  });

  it('refuses by rule what the paper does not bear out', async () => {
    const { body } = await send(inputOf('parentOfTwo', { letter: letter({ inForce: false }) }));
    expect(body).toMatchObject({ state: 'refused', spared: { visits: 1, papersAsked: 1 } });
  });
});

describe('what is missing or wrong', () => {
  const codes = (body: { errors: { pointer: string; code: string }[] }) =>
    body.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();

  it('comes in one answer, faults of the input among it, and nothing is stored', async () => {
    const before = await road.count('service_case');
    const { status, body } = await send({ ...inputOf('divorced', {}), proxyName: '' });
    expect(status).toBe(400);
    expect(codes(body)).toEqual(['/input/papers/letter PAPER_MISSING', '/input/proxyName LENGTH']);
    const both = await send(inputOf('divorced', {}, { proxyName: '某代办' }));
    expect(codes(both.body)).toEqual([
      '/input/papers/letter PAPER_MISSING',
      '/input/papers/proxy PAPER_MISSING',
    ]);
    const wrong = await send(
      inputOf(
        'divorced',
        { letter: letter({ kind: 'postcard', issuedOn: '2026-11-22', heardOn: '2026-11-22' }) },
        { proxyName: '某代办' },
      ),
    );
    expect(codes(wrong.body)).toEqual([
      '/input/papers/letter/heardOn DAY_TO_COME',
      '/input/papers/letter/issuedOn ISSUED_IN_FUTURE',
      '/input/papers/letter/kind EVIDENCE_KIND_UNKNOWN',
      '/input/papers/proxy PAPER_MISSING',
    ]);
    expect(await road.count('service_case')).toBe(before);
  });

  it('a paper that only some need is asked of those alone', async () => {
    const { body } = await send(
      inputOf('divorced', { letter: letter(), proxy: mandate }, { proxyName: '某代办' }),
    );
    expect(body).toMatchObject({ state: 'done', spared: { visits: 1, papersAsked: 2 } });
  });

  it('a pre-check tells what else stands in the way, and takes no paper for granted', async () => {
    const check = await clerk.post('/v1/prechecks', { item: letterItem, input: inputOf('divorced', {}) });
    expect([check.status, check.body.eligible]).toEqual([200, null]);
    const whole = await clerk.post('/v1/prechecks', {
      item: letterItem,
      input: inputOf('divorced', { letter: letter() }),
    });
    expect(whole.body.eligible).toBe(true);
  });
});

describe('nobody at the counter acts', () => {
  it('for themselves', async () => {
    const { name, idNo } = clerkIdentity;
    const { status, body } = await send({ name, idNo, papers: { letter: letter() } });
    expect([status, body.code]).toEqual([403, 'OWN_CASE']);
  });

  it('without a name of their own, or without being a clerk', async () => {
    const member = await road.signedIn(road.person('divorced'), 'member');
    const { status, body } = await send(inputOf('divorced', { letter: letter() }), member);
    expect([status, body.code]).toEqual([403, 'ITEM_NOT_FOR_ROLE']);
  });
});

it('the guide says which papers to bring, what each proves and what counts as it', async () => {
  const { body } = await clerk.get(`/v1/items/${letterItem}`);
  expect(body.guide).toMatchObject({
    papers: [
      { pointer: '/input/papers/letter', kinds: [{ kind: 'letter', words: { zh: '介绍信' } }], always: true },
      { pointer: '/input/papers/proxy', kinds: [{ kind: 'mandate' }], always: false },
    ],
    spared: { visits: 1, papers: 2 },
  });
  expect(body.guide.askedInstead).toEqual([{ fact: 'person.identity', replaces: null }]);
});
