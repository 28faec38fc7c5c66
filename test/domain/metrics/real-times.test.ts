import { newId } from '../../../src/kernel/identifiers/uuid';
import type { Tx } from '../../../src/platform/database/tx';
import { Metrics, RealTimes, sinceId, sinceNow } from '../../../src/platform/metrics';

/** A transaction that is committed when it is told to be. */
class PendingTx {
  readonly effects: (() => void)[] = [];
  afterCommit(effect: () => void): void {
    this.effects.push(effect);
  }
  commit(): void {
    for (const effect of this.effects) effect();
  }
}

describe('a real-time', () => {
  let metrics: Metrics;
  let realTimes: RealTimes;
  beforeEach(() => {
    metrics = new Metrics();
    realTimes = new RealTimes(metrics);
    realTimes.declare({ name: 'paid', targetSeconds: 10 });
  });

  const valueOf = async (series: string): Promise<string | undefined> =>
    (await metrics.registry.metrics())
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1);
  const pending = (seconds: number): PendingTx => {
    const tx = new PendingTx();
    realTimes.tookOnceCommitted(tx as unknown as Tx, 'paid', () => seconds);
    return tx;
  };

  test('shows its target and no breach before anything happened', async () => {
    expect(await valueOf('zero_run_realtime_target_seconds{realtime="paid"}')).toBe('10');
    expect(await valueOf('zero_run_realtime_breaches_total{realtime="paid"}')).toBe('0');
    expect(await valueOf('zero_run_realtime_seconds_count{realtime="paid"}')).toBeUndefined();
  });

  test('counts what is committed, and what is rolled back not at all', async () => {
    pending(1);
    const kept = pending(1);
    expect(await valueOf('zero_run_realtime_seconds_count{realtime="paid"}')).toBeUndefined();
    kept.commit();
    expect(await valueOf('zero_run_realtime_seconds_count{realtime="paid"}')).toBe('1');
  });

  test.each([
    [10, '0'],
    [10.001, '1'],
  ])('of %s seconds against a target of 10 makes %s breaches', async (seconds, breaches) => {
    pending(seconds).commit();
    expect(await valueOf('zero_run_realtime_breaches_total{realtime="paid"}')).toBe(breaches);
    expect(await valueOf('zero_run_realtime_seconds_bucket{le="10",realtime="paid"}')).toBe(
      seconds > 10 ? '0' : '1',
    );
  });

  test('has one name, and one that nobody declared is a fault', () => {
    expect(() => realTimes.declare({ name: 'paid', targetSeconds: 1 })).toThrow(/twice/);
    expect(() => realTimes.tookOnceCommitted(new PendingTx() as unknown as Tx, 'lost', () => 1)).toThrow(
      /not declared/,
    );
  });

  test('is told from now, or from the moment an id was made', () => {
    expect(sinceNow()()).toBeLessThan(5);
    expect(Math.abs(sinceId(newId())())).toBeLessThan(5);
    expect(sinceId('0193a1c0-0000-7000-8000-000000000001')()).toBeGreaterThan(86_400);
  });
});
