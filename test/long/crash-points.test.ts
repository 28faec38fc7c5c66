import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, parseDay } from '../../src/kernel/calendar';
import { CRASH_POINTS, type CrashMoment, type CrashPointName } from '../../src/platform/crash-point';
import {
  castOf,
  expectProof,
  impatientBank,
  type Kill,
  killDesk,
  killInterest,
  killRemittance,
  killReplay,
  killStatement,
  killWithdrawals,
  killWorker,
  memberWithCard,
  newPeople,
  OldEmployer,
  type Person,
  settledEmployer,
  type SignedIn,
  YEARS_LATER,
} from '../journey/support';
import {
  committedLoan,
  buyHome,
  LOAN_DATE,
  membersOf,
  steadyEmployer,
} from '../journey/support/apply-for-loan';
import { applicationOf, registrar } from '../journey/support/disburse-loan';
import { sellHome } from '../journey/support/hall-loan';
import { killConversion } from '../journey/support/kill-conversions';
import { killDisbursement, untilActive } from '../journey/support/kill-disbursements';
import { type AtDesk, killHall, killHallEnd, killHallRelease } from '../journey/support/kill-halls';
import { killDueDay } from '../journey/support/kill-loan-dues';
import { signingStaff, type SigningStaff, signLoan } from '../journey/support/sign-loan';
import { type HttpClient, startWorld, type World } from '../support';
import { crashPointsPage, type ProvedKill } from './crash-points-page';

const names = Object.keys(CRASH_POINTS) as CrashPointName[];
const momentsOn = (...roads: readonly string[]): CrashMoment[] =>
  names
    .filter((name) => roads.includes(CRASH_POINTS[name]))
    .flatMap((name): CrashMoment[] => [`${name}:before`, `${name}:after`]);

const ofRequests = momentsOn('withdrawal');
const ofOpenPayments = momentsOn('open-payment');
const ofReplays = momentsOn('replay');
const ofDesks = momentsOn('desk');
const ofWorkers = momentsOn('case-worker', 'settlement-worker');
const ofNotices = momentsOn('remittance');
const ofStatements = momentsOn('statement');
const ofInterest = momentsOn('interest');
const ofDisbursements = momentsOn('disbursement');
const ofHalls = momentsOn('hall');
const ofHallEnds = momentsOn('hall-end');
const ofReleases = momentsOn('hall-release');
const ofConversions = momentsOn('conversion');
const ofLoanDues = momentsOn('loan-dues');
/** Processes that die at the same time. */
const atOnce = 6;
const batches = Array.from({ length: Math.ceil(ofRequests.length / atOnce) }, (_, n) =>
  ofRequests.slice(n * atOnce, (n + 1) * atOnce),
);

/** Seen since the books were last proved, and all of them with what the proof said. */
const kills: Kill[] = [];
const proved: ProvedKill[] = [];

async function prove(world: World): Promise<void> {
  const invariants = await expectProof(world);
  proved.push(...kills.splice(0).map((kill) => ({ ...kill, proof: `${invariants} proved, 0 broken` })));
}

describe('F01–F06: the service is killed at every edge of every step of a withdrawal', () => {
  let world: World;
  const members: SignedIn[] = [];
  const paidLater: SignedIn[] = [];
  const takeMembers = (count: number): SignedIn[] => members.splice(0, count);

  beforeAll(async () => {
    world = await startWorld({ env: impatientBank });
    const people = await newPeople(
      world,
      ofRequests.length + ofReplays.length + ofWorkers.length + ofDesks.length,
    );
    // The second bank takes an order and tells its result by notice.
    const others = await newPeople(world, ofOpenPayments.length, 1, '301');
    await settledEmployer(world, () => [...people, ...others]);
    for (const person of people) members.push(await memberWithCard(world, person));
    for (const person of others) paidLater.push(await memberWithCard(world, person));
  }, 300_000);
  // After every kill, or batch of kills.
  afterEach(() => prove(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  test.each(batches.map((batch) => [batch.join(', '), batch] as const))(
    'withdrawal: %s',
    async (_, batch) => {
      const fates = await killWithdrawals(world, batch, takeMembers(batch.length));
      expect(fates.map(({ payments }) => payments)).toEqual(batch.map(() => 1));
      kills.push(...fates);
    },
    240_000,
  );

  test(`payment whose result is told later: ${ofOpenPayments.join(', ')}`, async () => {
    const fates = await killWithdrawals(world, ofOpenPayments, paidLater);
    expect(fates.map(({ payments }) => payments)).toEqual(ofOpenPayments.map(() => 1));
    kills.push(...fates);
  }, 240_000);

  test.each(ofReplays)(
    'repeated request: %s',
    async (moment) => {
      kills.push(await killReplay(world, moment, takeMembers(1)[0]!));
    },
    60_000,
  );

  test.each(ofWorkers)(
    'worker: %s',
    async (moment) => {
      const kill = await killWorker(world, moment, takeMembers(1)[0]!);
      expect(kill.payments).toBe(1);
      kills.push(kill);
    },
    180_000,
  );

  test.each(ofDesks)(
    'desk: %s',
    async (moment) => {
      const kill = await killDesk(world, moment, takeMembers(1)[0]!);
      expect(kill.payments).toBe(1);
      kills.push(kill);
    },
    120_000,
  );
});

describe('F08: the service is killed at every edge of every step of a remittance', () => {
  let world: World;
  let old: OldEmployer;

  beforeAll(async () => {
    world = await startWorld({ businessDate: YEARS_LATER });
    old = await OldEmployer.register(world);
  }, 120_000);
  afterEach(() => prove(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  test.each(ofNotices)(
    'remittance: %s',
    async (moment) => {
      kills.push(await killRemittance(world, moment, old));
    },
    120_000,
  );
});

describe('the service is killed at every edge of every step of a statement that brings lost money', () => {
  let world: World;
  let old: OldEmployer;

  beforeAll(async () => {
    world = await startWorld({ businessDate: YEARS_LATER });
    old = await OldEmployer.register(world);
  }, 120_000);
  afterEach(() => prove(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  test.each(ofStatements.map((moment, index) => [moment, 1 + 2 * index] as const))(
    'statement: %s on day %i',
    async (moment, days) => {
      const day = addDays(parseDay(YEARS_LATER), days);
      const kill = await killStatement(world, moment, { old, day });
      expect(kill.payments).toBe(1);
      kills.push(kill);
    },
    120_000,
  );
});

describe('F07: the service is killed at every edge of every step of the yearly interest', () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
    const people = await newPeople(world, 3);
    await settledEmployer(world, () => people);
  }, 120_000);
  afterEach(() => prove(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  test.each(ofInterest.map((moment, index) => [moment, 2027 + index] as const))(
    'interest: %s in %i',
    async (moment, year) => {
      const kill = await killInterest(world, moment, year);
      expect(kill.payments).toBe(1);
      kills.push(kill);
    },
    120_000,
  );
});

describe('the service is killed at every edge of every step from a mortgage to the money of a loan', () => {
  let world: World;
  let staff: SigningStaff;
  let loans: { member: SignedIn; loanId: string }[];

  beforeAll(async () => {
    world = await startWorld({ businessDate: LOAN_DATE, env: impatientBank });
    const people = await newPeople(world, ofDisbursements.length + 3);
    const [one, other, third, ...borrowers] = people;
    await steadyEmployer(world, await castOf(world), borrowers);
    staff = await signingStaff(world, [one!, other!, third!], [LOAN_DATE, LOAN_DATE]);
    loans = [];
    for (const [flat, member] of (await membersOf(world, borrowers)).entries()) {
      await buyHome(world, 500 + flat, [member.person]);
      loans.push({ member, loanId: (await committedLoan(member, { termMonths: 120 })).loanId });
    }
  }, 300_000);
  afterEach(() => prove(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  test.each(ofDisbursements)(
    'loan: %s',
    async (moment) => {
      const kill = await killDisbursement(world, moment, { ...loans.pop()!, staff, time: '10:00' });
      expect(kill.payments).toBe(1);
      kills.push(kill);
    },
    240_000,
  );
});

describe('the service is killed at every edge of every step of the one hall', () => {
  let world: World;
  let desk: AtDesk;
  let clerk: HttpClient;
  let seller: Person;
  let buyers: SignedIn[];
  let flat = 700;
  const nextSale = () => sellHome(world, (flat += 1), buyers.pop()!, seller);

  beforeAll(async () => {
    world = await startWorld({
      businessDate: LOAN_DATE,
      env: { ...impatientBank, REGISTRY_DEADLINE_MS: '2500', INLINE_BUDGET_MS: '20000' },
    });
    const roads = [ofHalls, ofHallEnds, ofReleases, ofConversions];
    const people = await newPeople(world, 4 + roads.flat().length);
    const [one, other, third, owner, ...borrowers] = people;
    seller = owner!;
    await steadyEmployer(world, await castOf(world), borrowers);
    const staff = await signingStaff(world, [one!, other!, third!], [LOAN_DATE, '2027-03-31'], 100);
    desk = { staff, time: '10:00' };
    clerk = await world.signedIn({ role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' });
    buyers = await membersOf(world, borrowers);
  }, 600_000);
  afterEach(() => prove(world), 60_000);
  afterAll(() => world.stop(), 60_000);
  const paidOnce = (kill: Kill): void => {
    expect(kill.payments).toBe(1);
    kills.push(kill);
  };

  test.each(ofHalls)(
    'hall: %s',
    async (moment) => paidOnce(await killHall(world, moment, await nextSale(), desk)),
    240_000,
  );

  test.each(ofReleases)(
    'seller of a cancelled contract: %s',
    async (moment) => paidOnce(await killHallRelease(world, moment, await nextSale(), desk)),
    240_000,
  );

  test.each(ofConversions)(
    'conversion: %s',
    async (moment) => {
      const of = { ...desk, member: buyers.pop()!, flat: (flat += 1), clerk };
      paidOnce(await killConversion(world, moment, of));
    },
    240_000,
  );

  // The last ones go on to the next days.
  test.each(ofHallEnds.map((moment, index) => [moment, index + 1] as const))(
    'compensation: %s on day %i',
    async (moment, day) => paidOnce(await killHallEnd(world, moment, await nextSale(), { ...desk, day })),
    240_000,
  );
});

describe('the service is killed at every edge of every step of a due day of loans', () => {
  let world: World;
  let loanId: string;

  beforeAll(async () => {
    world = await startWorld({ businessDate: LOAN_DATE, env: impatientBank });
    const [borrower, ...others] = await newPeople(world, 4);
    await steadyEmployer(world, await castOf(world), [borrower!]);
    const staff = await signingStaff(world, [others[0]!, others[1]!, others[2]!], [LOAN_DATE, LOAN_DATE]);
    const member = await memberWithCard(world, borrower!);
    await buyHome(world, 600, [member.person]);
    ({ loanId } = await committedLoan(member, { termMonths: 120 }));
    await signLoan(world, staff, { loanId, people: [member], day: LOAN_DATE, time: '10:00' });
    await registrar(world, await applicationOf(world, loanId), 'register');
    await untilActive({ member, loanId });
  }, 300_000);
  afterEach(() => prove(world), 60_000);
  afterAll(() => world.stop(), 60_000);

  test.each(ofLoanDues.map((moment, index) => [moment, index + 1] as const))(
    'due day: %s in month %i',
    async (moment, no) => {
      const kill = await killDueDay(world, moment, { loanId, no });
      expect(kill.payments).toBe(1);
      kills.push(kill);
    },
    240_000,
  );
});

describe('the page of crash points', () => {
  test('every point was killed before and after, and the page says what became of it', () => {
    const expected = names.flatMap((name) => [`${name}:before`, `${name}:after`]).sort();
    expect(proved.map(({ moment }) => moment as string).sort()).toEqual(expected);
    const page = crashPointsPage(proved);
    writeFileSync(join(__dirname, '../../docs/crash-points.md'), page);
    process.stdout.write(page);
  });
});
