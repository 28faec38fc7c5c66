import { expectProof } from '../journey/support';
import { TwoInstances } from '../journey/support/two-instances';

describe('two instances on one database, one killed every five seconds for a minute', () => {
  let instances: TwoInstances;

  beforeAll(async () => {
    instances = await TwoInstances.start(24);
  }, 180_000);
  afterAll(() => instances.stop(), 60_000);

  test('work moves within ten seconds of a kill, no case is lost, nothing is done twice', async () => {
    const { accepted, moves, told, wrong } = await instances.besiege(12);
    const late = moves.filter((move) => move.ms > 10_000);
    const ms = moves.map((move) => Math.round(move.ms)).sort((a, b) => a - b);
    process.stdout.write(
      `12 kills, ${accepted.length} cases answered, ${moves.length} leases moved ` +
        `(median ${ms[Math.floor(ms.length / 2)] ?? 0} ms, longest ${ms.at(-1) ?? 0} ms), answers ${JSON.stringify(told)}\n`,
    );
    expect(wrong).toEqual([]);
    expect(moves.length).toBeGreaterThan(10);
    expect(late).toEqual([]);
    await instances.expectNothingLostOrTwice(accepted);
    await expectProof(instances.world);
  }, 300_000);
});
