import { startWorld, type World } from '../support';
import {
  expectProof,
  failRemittanceCalls,
  failWithdrawalCalls,
  FaultyProcess,
  impatientBank,
  memberWithCard,
  newPeople,
  OldEmployer,
  settledEmployer,
  type SignedIn,
} from './support';

const nowhere = 'http://127.0.0.1:9';

// A sample: `npm run test:long` lets every call of both roads fail in each of the three ways.
describe('calls to the database fail', () => {
  let world: World;
  let faulty: FaultyProcess;
  let members: SignedIn[];

  beforeAll(async () => {
    world = await startWorld({ env: impatientBank });
    const people = await newPeople(world, 24);
    await settledEmployer(world, () => people);
    members = [];
    for (const person of people) members.push(await memberWithCard(world, person));
    faulty = await FaultyProcess.join(world);
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(async () => {
    await world.stop();
    await faulty.proxy.close();
  }, 60_000);

  test.each([
    ['error', 2],
    ['cut-before', 4],
    ['cut-after', 6],
  ] as const)(
    'withdrawals, %s: answered or told to come again, and each is paid once',
    async (fault, first) => {
      await world.callBanksTo(nowhere);
      const { calls } = await failWithdrawalCalls(world, faulty, fault, { first, step: 6 }, () =>
        members.pop()!,
      );
      expect(calls).toBeGreaterThan(15);
    },
    120_000,
  );

  test('a remittance, its answers lost: the bank tells it again until it is booked, once', async () => {
    await world.callBanksTo(faulty.url);
    const old = await OldEmployer.register(world);
    const { calls } = await failRemittanceCalls(world, faulty, 'cut-after', { first: 4, step: 8 }, old);
    expect(calls).toBeGreaterThan(5);
  }, 60_000);
});
