import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/postgres';
import { startWorld, type World } from '../support';
import {
  apply,
  bankMood,
  expectProof,
  memberWithCard,
  newPeople,
  registryMood,
  rows,
  settledEmployer,
  type SignedIn,
  until,
  untilState,
  withoutNotices,
} from './support';

type Series = ReadonlyMap<string, number>;

describe('what the collector of metrics sees', () => {
  let world: World;
  let member: SignedIn;
  let other: SignedIn;

  beforeAll(async () => {
    world = await startWorld({ env: { REGISTRY_DEADLINE_MS: '600' } });
    const people = await newPeople(world, 2);
    await settledEmployer(world, () => people);
    member = await memberWithCard(world, people[0]!);
    other = await memberWithCard(world, people[1]!);
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const scrape = async (): Promise<Series> => seriesOf((await world.visitor().get('/metrics')).text);
  /** Looks until a series has a value: figures of the database are a few seconds old. */
  const untilSeries = (name: string, value: number): Promise<true> =>
    until(`${name} ${value}`, async () => (await scrape()).get(name) === value && (true as const), 30);

  test('each route by its template, method and status; no id, name or number of anybody', async () => {
    await apply(member.client, 'TQ12', { amount: '100.00' });
    const { text } = await world.visitor().get('/metrics');
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="POST",route="\/v1\/cases",status="201"\} \d/,
    );
    expect(text).not.toMatch(
      new RegExp([member.person.name, member.person.idNo, member.person.cardNo].join('|')),
    );
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds/);
    expect(text).toMatch(/process_resident_memory_bytes/);
  });

  test('the real-times, each once, with their targets and breaches', async () => {
    const before = await scrape();
    const count = (seen: Series, name: string): number =>
      seen.get(`zero_run_realtime_seconds_count{realtime="${name}"}`) ?? 0;
    expect(count(before, 'remittance-decomposed')).toBe(3);
    const paid = count(before, 'withdrawal-credited');
    await apply(member.client, 'TQ12', { amount: '200.00' });
    const after = await scrape();
    expect(count(after, 'withdrawal-credited')).toBe(paid + 1);
    expect(after.get('zero_run_realtime_target_seconds{realtime="remittance-decomposed"}')).toBe(5);
    expect(after.get('zero_run_realtime_breaches_total{realtime="withdrawal-credited"}')).toBe(0);
    const buckets = [...after.keys()].filter((name) => name.startsWith('zero_run_realtime_seconds_bucket'));
    expect(buckets.length).toBeGreaterThan(20);
  });

  test('a payment that the bank has not confirmed is seen on its way until it has', async () => {
    await withoutNotices(world, async () => {
      await bankMood(world, 'silence');
      const paying = await apply(other.client, 'TQ12', { amount: '100.00' });
      expect(paying.state).toBe('paying');
      await untilSeries('zero_run_open_instructions{state="unknown"}', 1);
      expect((await scrape()).get('zero_run_open_cases{state="paying"}')).toBe(1);
      await bankMood(world, 'normal');
      await untilState(other.client, paying.id, 'done', 60);
    });
    await untilSeries('zero_run_open_instructions{state="unknown"}', 0);
  }, 120_000);

  test('the breaker of a registry that fails, and the cases that wait for it', async () => {
    expect((await scrape()).get('zero_run_breaker_state{registry="CIV"}')).toBe(0);
    await registryMood(world, 'civ', 'silence');
    const waiting = await apply(member.client, 'TQ12', { amount: '100.00' });
    expect(waiting.state).toBe('waiting');
    for (let question = 0; question < 6; question += 1) await member.client.typed.precheck('TQ12', {});
    expect((await scrape()).get('zero_run_breaker_state{registry="CIV"}')).toBeGreaterThan(0);
    await untilSeries('zero_run_open_cases{state="waiting"}', 1);
    await registryMood(world, 'civ', 'normal');
    await untilState(member.client, waiting.id, 'done', 40);
    await untilSeries('zero_run_open_cases{state="waiting"}', 0);
    expect((await scrape()).get('zero_run_breaker_state{registry="CIV"}')).toBe(0);
  }, 120_000);

  test('books that balance show 0, and a balance that was tampered with shows by how much', async () => {
    await untilSeries('zero_run_ledger_imbalance_fen{check="debits-less-credits"}', 0);
    await untilSeries('zero_run_ledger_imbalance_fen{check="balances-less-entries"}', 0);
    const change = (fen: number): Promise<object[]> =>
      rows(
        world,
        `UPDATE member_balance SET current_fen = current_fen + ${fen} WHERE account_id = (SELECT min(account_id) FROM member_balance)`,
      );
    await change(7);
    await untilSeries('zero_run_ledger_imbalance_fen{check="balances-less-entries"}', 7);
    await change(-7);
    await untilSeries('zero_run_ledger_imbalance_fen{check="balances-less-entries"}', 0);
  }, 120_000);

  test('work that is due and that nobody takes up, and the pool, are shown', async () => {
    const seen = await scrape();
    for (const bank of ['104', '301'])
      for (const about of ['payment', 'card'])
        expect(seen.get(`zero_run_bank_breaker_state{bank="${bank}",about="${about}"}`)).toBe(0);
    for (const name of [
      'zero_run_cases_due_seconds',
      'zero_run_instructions_due_seconds',
      'zero_run_outbox_held_back_seconds',
      'zero_run_receipts_in_suspense',
    ])
      expect([name, seen.get(name)]).toEqual([name, expect.any(Number)]);
    expect(seen.get('zero_run_database_connections{state="size"}')).toBe(20);
    expect(seen.get('zero_run_database_connections{state="waiting"}')).toBe(0);
    for (const [name, value] of seen)
      if (name.startsWith('zero_run_measure_unreadable')) expect([name, value]).toEqual([name, 0]);
  });

  test('every alarm is about a series that there is, and the operator is told what to do', async () => {
    const { text } = await world.visitor().get('/metrics');
    const rules = readFileSync(join(projectRoot(), 'docs', 'alerts.yml'), 'utf8');
    const guide = readFileSync(join(projectRoot(), 'docs', 'operations.md'), 'utf8');
    const named = [...rules.matchAll(/\b((?:zero_run|http|nodejs)_[a-z0-9_]+)/g)].map(
      ([, name = '']) => name,
    );
    expect(named.length).toBeGreaterThan(15);
    const known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
    const familyOf = (name: string): string => name.replace(/_(?:bucket|count|sum)$/, '');
    expect(named.filter((name) => !known.has(name) && !known.has(familyOf(name)))).toEqual([]);
    const alarms = [...rules.matchAll(/alert: (\w+)/g)].map(([, alarm = '']) => alarm);
    expect(alarms.length).toBeGreaterThan(10);
    expect(alarms.filter((alarm) => !new RegExp(`^\\| [^|]*\\b${alarm}\\b`, 'm').test(guide))).toEqual([]);
    const shown = [...guide.matchAll(/`((?:zero_run|http)_[a-z0-9_]+)/g)].map(([, name = '']) => name);
    expect(shown.filter((name) => !known.has(name))).toEqual([]);
  });

  test('a figure that cannot be read is not shown, never as 0', async () => {
    await rows(world, 'ALTER TABLE bank_incident RENAME TO bank_incident_away');
    try {
      await untilSeries('zero_run_measure_unreadable{measure="zero_run_bank_incidents"}', 1);
      await rows(world, 'REVOKE SELECT ON receipt FROM zero_run_app');
      await untilSeries('zero_run_measure_unreadable{measure="zero_run_receipts_in_suspense"}', 1);
      expect((await scrape()).has('zero_run_receipts_in_suspense')).toBe(false);
    } finally {
      await rows(world, 'ALTER TABLE bank_incident_away RENAME TO bank_incident');
      await rows(world, 'GRANT SELECT ON receipt TO zero_run_app');
    }
    await untilSeries('zero_run_measure_unreadable{measure="zero_run_receipts_in_suspense"}', 0);
    expect((await scrape()).get('zero_run_receipts_in_suspense')).toBe(0);
  }, 90_000);
});

/** Series and values of the text format, comments left out. */
function seriesOf(text: string): Series {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}
