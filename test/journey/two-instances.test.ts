import { expectProof } from './support';
import { TwoInstances } from './support/two-instances';

/** How long what a dead instance had leased may stay with it. */
const MOVES_WITHIN_MS = 10_000;

describe('two instances on one database, under load', () => {
  let instances: TwoInstances;

  beforeAll(async () => {
    instances = await TwoInstances.start(12);
  }, 120_000);
  afterAll(() => instances.stop(), 60_000);

  // A sample: `npm run test:long` kills for a minute.
  test('F50: one after the other is killed: its work moves within ten seconds, nothing is lost and nothing done twice', async () => {
    const { accepted, moves, wrong } = await instances.besiege(2);
    expect(wrong).toEqual([]);
    expect(moves.length).toBeGreaterThan(0);
    expect(moves.filter(({ ms }) => ms > MOVES_WITHIN_MS)).toEqual([]);
    await instances.expectNothingLostOrTwice(accepted);
    await expectProof(instances.world);
  }, 180_000);
});
