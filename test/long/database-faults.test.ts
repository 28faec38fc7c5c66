import {
  expectProof,
  failRemittanceCalls,
  failWithdrawalCalls,
  FaultyProcess,
  impatientBank,
  type Loop,
  memberWithCard,
  newPeople,
  OldEmployer,
  settledEmployer,
  type SignedIn,
  YEARS_LATER,
} from '../journey/support';
import { startWorld, type World } from '../support';
import type { WireFault } from '../support/wire-proxy';

const faults: readonly WireFault[] = ['error', 'cut-before', 'cut-after'];
const every = { first: 1, step: 1 };
const nowhere = 'http://127.0.0.1:9';

const tell = (road: string, fault: string, { calls, answers }: Loop): void => {
  process.stdout.write(`${road}, ${fault}: ${calls} calls, answers ${JSON.stringify(answers)}\n`);
};

describe('every call to the database of a withdrawal fails, one at a time', () => {
  let world: World;
  let faulty: FaultyProcess;
  const members: SignedIn[] = [];

  beforeAll(async () => {
    world = await startWorld({ env: impatientBank });
    const people = await newPeople(world, 180);
    await settledEmployer(world, () => people);
    for (const person of people) members.push(await memberWithCard(world, person));
    faulty = await FaultyProcess.join(world);
    await world.callBanksTo(nowhere);
  }, 300_000);
  afterEach(() => expectProof(world), 60_000);
  afterAll(async () => {
    await world.stop();
    await faulty.proxy.close();
  }, 60_000);

  test.each(faults)(
    '%s',
    async (fault) => {
      const loop = await failWithdrawalCalls(world, faulty, fault, every, () => members.pop()!);
      tell('withdrawal', fault, loop);
      expect(loop.calls).toBeGreaterThan(15);
    },
    300_000,
  );
});

describe('every call to the database of a remittance fails, one at a time', () => {
  let world: World;
  let faulty: FaultyProcess;
  let old: OldEmployer;

  beforeAll(async () => {
    world = await startWorld({ businessDate: YEARS_LATER });
    old = await OldEmployer.register(world);
    faulty = await FaultyProcess.join(world);
    await world.callBanksTo(faulty.url);
  }, 120_000);
  afterEach(() => expectProof(world), 60_000);
  afterAll(async () => {
    await world.stop();
    await faulty.proxy.close();
  }, 60_000);

  test.each(faults)(
    '%s',
    async (fault) => {
      const loop = await failRemittanceCalls(world, faulty, fault, every, old);
      tell('remittance', fault, loop);
      expect(loop.calls).toBeGreaterThan(5);
    },
    300_000,
  );
});
