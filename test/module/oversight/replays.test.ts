import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { builtProgram } from '../../../scripts/processes';
import { type Replayed, ReplayDecisions } from '../../../src/modules/casework';
import { NightlyReplay } from '../../../src/modules/oversight/app/nightly-replay';
import { Metrics } from '../../../src/platform/metrics';
import type { HttpClient } from '../../support';
import { atTheDesk } from './at-the-desk';
import { CENTRE, Road } from './road';
import { travel } from './travel';

let road: Road;
let auditor: HttpClient;

beforeAll(async () => {
  road = await Road.start();
  await travel(road);
  await atTheDesk(road);
  auditor = await road.signedIn({ name: '零跑稽核', idNo: '11010519491231002X' }, 'auditor');
}, 60_000);
afterAll(() => road.stop());

async function replayAll(): Promise<Replayed[]> {
  const all: Replayed[] = [];
  for await (const replayed of road.app.get(ReplayDecisions, { strict: false }).all(CENTRE))
    all.push(replayed);
  return all;
}
const differing = async () => (await replayAll()).filter(({ path }) => path !== null);
const paid = `(SELECT source_id FROM instruction WHERE state = 'paid' ORDER BY id LIMIT 1)`;
const withHash = `hash = encode(sha256('x'), 'hex')`;

describe('a replay', () => {
  it('gives every stored decision again, byte by byte: approved, refused, waiting, at the counter and from a desk', async () => {
    const all = await replayAll();
    expect(all).toHaveLength(await road.count('decision'));
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(({ path }) => path !== null)).toEqual([]);
    const outcomes = await road.query<{ outcome: string }>(
      'SELECT DISTINCT outcome FROM decision ORDER BY 1',
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['approved', 'counter', 'refused', 'waiting']);
    expect(await road.count('case_fact', `body ->> 'source' = 'DESK'`)).toBeGreaterThan(0);
  });

  it.each([
    [
      'a fact that a rule reads',
      'case_fact',
      `UPDATE case_fact SET body = jsonb_set(body, '{value,member}', '1') WHERE case_id = ${paid} AND name = 'household.homes'`,
      /^\/decision\/amount|^\/decision\/findings|^\/decision\/headline/,
    ],
    [
      'a part of a fact that no rule reads',
      'case_fact',
      `UPDATE case_fact SET body = jsonb_set(body, '{validUntil}', '"2030-01-01T00:00:00.000Z"')
        WHERE case_id = ${paid} AND name = 'household.homes'`,
      /^\/facts\/household\.homes$/,
    ],
    [
      'a fact together with its own hash',
      'case_fact',
      `UPDATE case_fact SET ${withHash} WHERE case_id = ${paid} AND name = 'household.marriage'`,
      /^\/facts\/household\.marriage$/,
    ],
    [
      'a fact that is gone',
      'case_fact',
      `DELETE FROM case_fact WHERE case_id = ${paid} AND name = 'member.card'`,
      /^\/(facts|decision \(FactNotGathered\))$/,
    ],
    [
      'the business date of the round',
      'decision',
      `UPDATE decision SET today = today + 40 WHERE case_id = ${paid}`,
      /^\/decision\//,
    ],
    [
      'the decision itself',
      'decision',
      `UPDATE decision SET body = replace(body, '"outcome":"refused"', '"outcome":"approved"') WHERE outcome = 'refused'`,
      /^\/decision\/outcome$/,
    ],
  ])('differs, and names the place, after a change of %s', async (_what, table, plant, place) => {
    await road.whilePlanted([table], [plant], async () => {
      const found = await differing();
      expect(found.length).toBeGreaterThan(0);
      for (const { path } of found) expect(path).toMatch(place);
    });
    expect(await differing()).toEqual([]);
  });
});

describe('npm run replay', () => {
  async function replay(what: string): Promise<{ code: number | null; printed: string }> {
    const { command, args } = builtProgram('scripts/replay.js');
    const child = spawn(command, [...args, what], {
      env: { PATH: process.env['PATH'], ...road.settings, DATABASE_OWNER_URL: road.database.ownerUrl },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [out, err] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
    return { code: await ended, printed: out + err };
  }

  it('counts what is identical and ends with 0, of all and of one case', async () => {
    const decisions = await road.count('decision');
    const all = await replay('--all');
    expect(all.printed).toContain(`${decisions} decisions, ${decisions} identical, 0 differ`);
    expect(all.code).toBe(0);
    const [row] = await road.query<{ id: string }>(`SELECT ${paid}::text AS id`);
    const one = await replay(row!.id);
    expect([one.code, one.printed]).toEqual([0, '1 decisions, 1 identical, 0 differ\n']);
    expect((await replay('nonsense')).code).toBe(2);
  }, 60_000);

  it('names the decision that differs with the first place, and ends with 1', async () => {
    const plant = `UPDATE case_fact SET body = jsonb_set(body, '{value}', '2') WHERE case_id = ${paid} AND name = 'contribution.monthsInARow'`;
    await road.whilePlanted(['case_fact'], [plant], async () => {
      const { code, printed } = await replay('--all');
      expect(printed).toMatch(/^DIFFERS TQ12 case [0-9a-f-]{36} round 1 at \/decision\/findings\/\d+\//m);
      expect(printed).toMatch(/, 1 differ$/m);
      expect(code).toBe(1);
    });
  }, 60_000);
});

describe('the nightly sample', () => {
  const night = () => road.app.get(NightlyReplay, { strict: false });
  const runs = async () => (await auditor.get('/v1/oversight/replays')).body.runs;
  it('is one run a night however many workers look, draws by its seed and finds everything the same', async () => {
    await Promise.all([night().workOnce(), night().workOnce(), night().workOnce()]);
    await road.until(async () => {
      await night().workOnce();
      return (await road.count('replay_run', `finished_at IS NULL`)) === 0;
    });
    expect(await road.count('replay_run', `kind = 'nightly'`)).toBe(1);
    const [run] = await runs();
    expect(run).toMatchObject({ kind: 'nightly', fromDay: '2026-11-20', toDay: '2026-11-20', differing: 0 });

    const ask = async (seed?: string, size = 5) =>
      (
        await auditor.post('/v1/oversight/replays', {
          size,
          fromDay: '2026-11-21',
          toDay: '2026-11-21',
          ...(seed === undefined ? {} : { seed }),
        })
      ).body;
    const decisions = await road.count('decision');
    expect(await ask('seed-1')).toMatchObject({ decisions, replayed: 5, differing: 0 });
    const draw = (seed: string) =>
      road.app
        .get(ReplayDecisions, { strict: false })
        .draw(CENTRE, { fromDay: '2026-11-21', toDay: '2026-11-21', size: 5, seed });
    expect(await draw('seed-1')).toEqual(await draw('seed-1'));
    expect(await draw('seed-1')).not.toEqual(await draw('seed-2'));
    expect(await ask(undefined, 2000)).toMatchObject({ replayed: decisions, differing: 0 });
  });

  it('raises an alarm when a decision of the day differs: a row, a metric, a page for oversight', async () => {
    const counted = async () => {
      const metric = await road.app
        .get(Metrics, { strict: false })
        .registry.getSingleMetric('decisions_replayed_total')!
        .get();
      return metric.values.find(({ labels }) => labels['result'] === 'differs')?.value ?? -1;
    };
    const before = await counted();
    // A night later: yesterday's decisions are those of the journey so far.
    const plant = [
      `DELETE FROM replay_run`,
      `UPDATE decision SET today = today - 1, body = replace(body, '"today":"2026-11-21"', '"today":"2026-11-20"')`,
      `UPDATE case_fact SET body = jsonb_set(body, '{value}', '2') WHERE case_id = ${paid} AND name = 'contribution.monthsInARow'`,
    ];
    await road.whilePlanted(['decision', 'case_fact', 'replay_run'], plant, async () => {
      const fresh = night() as unknown as { planned: string | null };
      fresh.planned = null;
      await night().workOnce();
      const [run] = await runs();
      expect(run.kind).toBe('nightly');
      expect(run.replayed).toBe(Math.min(200, await road.count('decision')));
      // Every planted body has another hash than its own; the altered fact shows as a place in the decision.
      const places = run.differences.map(({ path }: { path: string }) => path);
      expect(places).toContainEqual(expect.stringMatching(/^\/decision\/findings\/\d+\//));
      expect(run.differing).toBe(run.differences.length);
      expect(await counted()).toBe(before + Number(run.differing));
    });
    expect(await road.count('replay_difference')).toBeGreaterThan(0);
  });

  it('is for oversight alone', async () => {
    for (const role of ['member', 'employer-agent', 'clerk'] as const) {
      const other = await road.signedIn({ name: '零跑旁人', idNo: '11010519491231002X' }, role);
      expect((await other.get('/v1/oversight/replays')).status).toBe(403);
      expect((await other.post('/v1/oversight/replays', { size: 1 })).status).toBe(403);
    }
    expect((await auditor.post('/v1/oversight/replays', { size: 0 })).status).toBe(400);
  });
});
