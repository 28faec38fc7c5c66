import { CaseWorker } from '../../../src/modules/casework/app/case-worker';
import type { HttpClient } from '../../support';
import { Road } from '../oversight/road';
import { settleIn } from '../oversight/travel';

let road: Road;

beforeAll(async () => {
  road = await Road.start();
  await settleIn(road);
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  await road.control('PUT', 'moods/civ', { mood: 'normal' });
  expect([...(await road.broken()).keys()]).toEqual([]);
});

const client = (role: string): Promise<HttpClient> => road.signedIn(road.person(role), 'member');
const bindCard = async (role: string) => {
  const { cardNo, phone } = road.person(role);
  return (await (await client(role)).post('/v1/cases', { item: 'GJ34', input: { cardNo, phone } })).body;
};
const apply = async (role: string) =>
  (await (await client(role)).post('/v1/cases', { item: 'TQ12', input: {} })).body;
const view = async (role: string, id: string) => (await (await client(role)).get(`/v1/cases/${id}`)).body;
const kinds = (shown: { timeline: { kind: string }[] }) => shown.timeline.map(({ kind }) => kind);

/** Lets the wait of a case be over and the worker look. */
async function askAgain(id: string): Promise<void> {
  await road.pastAllGuards(
    `UPDATE service_case SET due_at = now() - interval '1 second', lease_until = NULL WHERE id = '${id}'`,
  );
  await road.app.get(CaseWorker, { strict: false }).workOnce();
}

const secondsUntilDue = (id: string) =>
  road.count('service_case', `id = '${id}' AND due_at > clock_timestamp() + interval '800 seconds'`);

it('a case that only a visit can bring on is asked about again, slowly, for registers do get mended', async () => {
  const shown = await apply('marriageOnPaper');
  expect(shown).toMatchObject({ state: 'counter', reasons: [] });
  expect(await secondsUntilDue(shown.id)).toBe(1);
  await askAgain(shown.id);
  expect(await view('marriageOnPaper', shown.id)).toMatchObject({ state: 'counter' });
  expect(await secondsUntilDue(shown.id)).toBe(1);
});

it('past its legal deadline a waiting case is a person’s, is told so once, and still ends by itself', async () => {
  await road.control('PUT', 'moods/civ', { mood: 'silence' });
  const shown = await apply('divorced');
  expect(shown).toMatchObject({ state: 'waiting' });
  await road.pastAllGuards(`UPDATE service_case SET deadline = '2020-01-01' WHERE id = '${shown.id}'`);
  await askAgain(shown.id);
  await askAgain(shown.id);
  const overdue = await view('divorced', shown.id);
  expect(overdue).toMatchObject({ state: 'overdue', reasons: [], spared: { visits: 0 } });
  expect(kinds(overdue).filter((kind) => kind === 'overdue')).toHaveLength(1);

  await road.control('PUT', 'moods/civ', { mood: 'normal' });
  await road.until(async () => {
    await askAgain(shown.id);
    return (await view('divorced', shown.id)).state !== 'overdue';
  });
  const ended = await view('divorced', shown.id);
  expect(['done', 'refused']).toContain(ended.state);
});

it('an item for which the law names no days waits as long as registries are given, then it is a person’s all the same', async () => {
  await road.control('PUT', 'moods/msa', { mood: 'silence' });
  try {
    const head = await road.signedIn(road.person('otherLegalRepresentative'), 'employer-agent');
    const world = (await road.control('GET', 'world', undefined)) as {
      companies: { role: string; creditCode: string }[];
    };
    const { creditCode } = world.companies.find(({ role }) => role === 'otherEmployer')!;
    const ratios = { ratioEmployer: '0.12', ratioEmployee: '0.12' };
    const input = { creditCode, district: '140105', payday: 15, ...ratios, firstMonth: '2026-11' };
    const shown = (await head.post('/v1/cases', { item: 'GJ01', input })).body;
    expect(shown).toMatchObject({ state: 'waiting', deadline: null });
    expect(await road.count('service_case', `id = '${shown.id}' AND person_by = law_day + 3`)).toBe(1);
    await askAgain(shown.id);
    expect((await head.get(`/v1/cases/${shown.id}`)).body.state).toBe('waiting');
    await road.pastAllGuards(`UPDATE service_case SET person_by = '2026-11-20' WHERE id = '${shown.id}'`);
    await askAgain(shown.id);
    const late = (await head.get(`/v1/cases/${shown.id}`)).body;
    expect(late).toMatchObject({ state: 'overdue', deadline: null, reasons: [] });
    const clerk = await road.signedIn({ name: '零跑柜员', idNo: '11010519491231002X' }, 'clerk');
    const { entries } = (await clerk.get('/v1/desk/queue?overdue=true&item=GJ01')).body;
    expect(entries).toMatchObject([
      { caseId: shown.id, state: 'overdue', deadline: null, daysLeft: null, personBy: '2026-11-20' },
    ]);
  } finally {
    await road.control('PUT', 'moods/msa', { mood: 'normal' });
  }
});

it('only items for which the law names days have a deadline', async () => {
  expect(await bindCard('widowed')).toMatchObject({ state: 'done', deadline: null });
  const rent = await apply('widowed');
  expect(rent.deadline).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

it('a fault of ours keeps the evidence of what was asked and puts the case off instead of asking at once again', async () => {
  await road.control('PUT', 'moods/civ', { mood: 'silence' });
  const shown = await apply('parentOfTwo');
  await road.control('PUT', 'moods/civ', { mood: 'normal' });
  const before = await road.count('registry_exchange', `case_id = '${shown.id}'`);
  await road.pastAllGuards('ALTER TABLE decision ADD CONSTRAINT planted CHECK (outcome IS NULL) NOT VALID');
  try {
    await askAgain(shown.id);
    expect(await road.count('registry_exchange', `case_id = '${shown.id}'`)).toBeGreaterThan(before);
    expect(
      await road.count(
        'service_case',
        `id = '${shown.id}' AND due_at > clock_timestamp() AND lease_owner IS NULL`,
      ),
    ).toBe(1);
    expect(await view('parentOfTwo', shown.id)).toMatchObject({ state: 'waiting' });
  } finally {
    await road.pastAllGuards('ALTER TABLE decision DROP CONSTRAINT planted');
  }
  await road.until(async () => {
    await askAgain(shown.id);
    return (await view('parentOfTwo', shown.id)).state !== 'waiting';
  });
});
