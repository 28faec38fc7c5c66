import type { CrashMoment } from '../../src/platform/crash-point';
import { startWorld, type World } from '../support';
import { castOf, expectProof, impatientBank, newPeople, type Person, type SignedIn } from './support';
import { LOAN_DATE, membersOf, steadyEmployer } from './support/apply-for-loan';
import { sellHome } from './support/hall-loan';
import { type AtDesk, killHall, killHallEnd } from './support/kill-halls';
import { signingStaff } from './support/sign-loan';

// What is most different of the hall's part of docs/crash-points.md; `npm run test:long` kills at all of it.
const forward: readonly CrashMoment[] = ['hall-joined:after', 'hall-payout:after'];

describe('the service is killed while a home is sold in the one hall', () => {
  let world: World;
  let desk: AtDesk;
  let seller: Person;
  let buyers: SignedIn[];
  let flat = 700;
  const nextSale = () => sellHome(world, (flat += 1), buyers.pop()!, seller);

  beforeAll(async () => {
    world = await startWorld({
      businessDate: LOAN_DATE,
      env: { ...impatientBank, REGISTRY_DEADLINE_MS: '2500', INLINE_BUDGET_MS: '20000' },
    });
    const [one, other, third, owner, ...borrowers] = await newPeople(world, 4 + forward.length + 1);
    seller = owner!;
    await steadyEmployer(world, await castOf(world), borrowers);
    const staff = await signingStaff(world, [one!, other!, third!], [LOAN_DATE, LOAN_DATE]);
    desk = { staff, time: '10:00' };
    buyers = await membersOf(world, borrowers);
  }, 240_000);
  afterEach(() => expectProof(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  test.each(forward)(
    '%s: loan and seller are paid once',
    async (moment) => {
      const kill = await killHall(world, moment, await nextSale(), desk);
      expect(kill.payments).toBe(1);
      expect(kill.found).toMatch(/^hall open, /);
    },
    180_000,
  );

  test('the contract is cancelled, and the process dies as the down payment is to go back: it goes back once', async () => {
    const moment = 'hall-custody-returned:after';
    const kill = await killHallEnd(world, moment, await nextSale(), { ...desk, day: 1 });
    expect(kill).toMatchObject({ payments: 1 });
  }, 180_000);
});
