import { parseYuan, sumFen } from '../../src/kernel/money';
import { startWorld, type World } from '../support';
import {
  apply,
  expectProof,
  marry,
  memberWithCard,
  newPeople,
  paymentsTo,
  type Person,
  rows,
  settledEmployer,
  type SignedIn,
} from './support';

/** Couples who ask at the same moment. */
const runs = Number(process.env['SPOUSE_RUNS'] ?? 200);
const cap = parseYuan('25000.00');
const atOnce = 4;

/**
 * What both ask for at once, and what the two come away with, the larger first. `before`: what one of them took
 * earlier, so that the household's pot is there already when they meet.
 */
const plans: readonly {
  readonly before?: string;
  readonly input: { readonly amount?: string };
  readonly granted: readonly string[];
}[] = [
  { input: {}, granted: ['20942.00', '4058.00'] },
  { before: '10000.00', input: { amount: '10000.00' }, granted: ['10000.00'] },
  { input: { amount: '15000.00' }, granted: ['15000.00'] },
  { before: '10000.00', input: { amount: '7500.01' }, granted: ['7500.01'] },
  { input: { amount: '12500.01' }, granted: ['12500.01'] },
  { before: '10000.00', input: { amount: '7500.00' }, granted: ['7500.00', '7500.00'] },
  { input: { amount: '12500.00' }, granted: ['12500.00', '12500.00'] },
];

describe('two spouses ask at the same moment', () => {
  let world: World;
  let couples: readonly (readonly [SignedIn, SignedIn])[];

  beforeAll(async () => {
    world = await startWorld();
    const people = await newPeople(world, runs * 2);
    const pairs = Array.from(
      { length: runs },
      (_, index) => [people[index * 2]!, people[index * 2 + 1]!] as const,
    );
    await marry(world, pairs);
    await settledEmployer(
      world,
      () => people,
      () => '29100.00',
    );
    couples = await inBatches(pairs, (pair) => bothWithCards(world, pair));
  }, 300_000);
  afterEach(() => expectProof(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  test(`F44: ${runs} couples, none above the cap of its household`, async () => {
    const taken = await inBatches(couples, async ([one, other], index) => {
      const plan = plans[index % plans.length]!;
      const { before, input } = plan;
      if (before !== undefined) await apply(one.client, 'TQ12', { amount: before });
      const views = await Promise.all([apply(one.client, 'TQ12', input), apply(other.client, 'TQ12', input)]);
      const paid = [
        ...(await paymentsTo(world, one.person.cardNo)),
        ...(await paymentsTo(world, other.person.cardNo)),
      ].map(({ amount }) => amount);
      const refused = views
        .filter(({ state }) => state === 'refused')
        .map(({ decision }) => decision?.headline);
      const done = views
        .filter(({ state }) => state === 'done')
        .map(({ decision }) => decision?.amount ?? '');
      return { plan, paid: paid.sort(descending), done: done.sort(descending), refused };
    });

    for (const { plan, paid, done, refused } of taken) {
      const { before, granted } = plan;
      expect(sumFen(paid.map(parseYuan)) <= cap).toBe(true);
      expect(done).toEqual(granted);
      expect(paid).toEqual([...(before === undefined ? [] : [before]), ...granted].sort(descending));
      expect(refused).toEqual(granted.length === 1 ? ['AMOUNT_OVER_ROOM'] : []);
    }
    const over = await rows(world, 'SELECT id FROM pot WHERE taken_fen > $1 OR taken_fen > cap_fen', [
      cap.toString(),
    ]);
    expect(over).toEqual([]);
    expect(await rows(world, 'SELECT count(*) FROM pot')).toEqual([{ count: String(runs) }]);
  }, 300_000);
});

async function bothWithCards(
  world: World,
  [one, other]: readonly [Person, Person],
): Promise<readonly [SignedIn, SignedIn]> {
  return Promise.all([memberWithCard(world, one), memberWithCard(world, other)]);
}

function descending(one: string, other: string): number {
  return parseYuan(one) < parseYuan(other) ? 1 : -1;
}

/** A few couples at a time, so that they also meet each other. */
async function inBatches<T, R>(
  list: readonly T[],
  work: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < list.length; from += atOnce) {
    const batch = list.slice(from, from + atOnce);
    results.push(...(await Promise.all(batch.map((one, place) => work(one, from + place)))));
  }
  return results;
}
