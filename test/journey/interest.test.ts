import type { MemberInterestView } from '../../src/modules/contribution/app/interest/member-interest';
import type { CrashMoment } from '../../src/platform/crash-point';
import { startWorld, type World } from '../support';
import {
  expectProof,
  killInterest,
  memberWithCard,
  moveTo,
  newPeople,
  ownAccount,
  rows,
  settledEmployer,
  type SignedIn,
  signIn,
  startInterestRun,
  untilInterestRunEnded,
} from './support';

const manager = { role: 'manager', name: '零跑主任', idNo: '11010519491231002X' } as const;
// One of them; `npm run test:long` kills at all.
const moments: readonly CrashMoment[] = ['interest-accounts:after'];

describe('the interest of a year', () => {
  let world: World;
  let member: SignedIn;

  beforeAll(async () => {
    world = await startWorld();
    const people = await newPeople(world, 3);
    await settledEmployer(world, () => people);
    member = await signIn(world, people[0]!, 'member');
    await memberWithCard(world, people[1]!);
    await signIn(world, people[2]!, 'member');
  }, 180_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const preview = async (): Promise<MemberInterestView> =>
    (await member.client.get('/v1/me/interest')).body as MemberInterestView;

  test('a rate is announced for a day to come only, once', async () => {
    const client = await world.signedIn(manager);
    const rate = { from: '2027-01-01', rate: '0.0130', instrument: '银发〔2026〕99号（虚构）' };
    const made = await client.post('/v1/interest-rates', rate);
    expect([made.status, made.body]).toMatchObject([201, { from: '2027-01-01', rate: '0.0130' }]);
    const again = await client.post('/v1/interest-rates', rate);
    expect([again.status, again.body]).toMatchObject([409, { code: 'INTEREST_RATE_EXISTS' }]);
    const today = await client.post('/v1/interest-rates', { ...rate, from: '2026-10-15' });
    expect([today.status, today.body]).toMatchObject([409, { code: 'INTEREST_RATE_TOO_EARLY' }]);
    const odd = await client.post('/v1/interest-rates', { ...rate, rate: '1.30%' });
    expect(odd.status).toBe(400);
    expect((await member.client.post('/v1/interest-rates', rate)).status).toBe(403);
  });

  test('a member sees what was earned, what 30 June is to bring, and how it is reckoned', async () => {
    const { expected, soFar, year, balance } = await preview();
    expect([year.lastDay, balance, soFar.interest]).toEqual(['2027-06-30', '5760.00', '0.00']);
    // 78 days at 1.50 %, 181 at 1.30 %: (5760 × 78 × 0.0150 + 5760 × 181 × 0.0130) / 360 = 56.368.
    expect(expected.segments).toMatchObject([
      { from: '2026-07-01', to: '2026-12-31', rate: '0.0150', accumulation: '449280.00' },
      { from: '2027-01-01', to: '2027-06-30', rate: '0.0130', accumulation: '1042560.00' },
    ]);
    expect(expected.interest).toBe('56.37');
    expect(expected.formula.zh).toBe('（449280.00 × 0.0150 + 1042560.00 × 0.0130）÷ 360 = 56.37 元');
    expect(expected.formula.en).toContain('/ 360 = 56.37 yuan');
    const stranger = await world.signedIn({ role: 'member', name: '陌生人', idNo: '11010519491231002X' });
    expect((await stranger.get('/v1/me/interest')).status).toBe(404);
  });

  test('the run of a year that has not come is refused, and says which one can be started', async () => {
    const client = await world.signedIn(manager);
    const early = await client.post('/v1/interest-runs', { year: 2027 });
    expect([early.status, early.body]).toMatchObject([409, { code: 'INTEREST_YEAR_NOT_DUE' }]);
    expect((await client.get('/v1/interest-runs/00000000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await member.client.post('/v1/interest-runs', { year: 2027 })).status).toBe(403);
  });

  test('when 30 June is over a manager starts it, every account is paid what was foreseen, and a year later again', async () => {
    await moveTo(world, '2027-06-30', { WORKER_INTERVAL_MS: '0' });
    const onTheDay = await (await world.signedIn(manager)).post('/v1/interest-runs', { year: 2027 });
    expect([onTheDay.status, onTheDay.body]).toMatchObject([409, { code: 'INTEREST_YEAR_NOT_DUE' }]);
    const run = await startInterestRun(world, 2027);
    expect(run).toMatchObject({ state: 'planned', day: '2027-06-30', kind: 'year' });
    const client = await world.signedIn(manager);
    const twice = await client.post('/v1/interest-runs', { year: 2027 });
    expect([twice.status, twice.body]).toMatchObject([409, { code: 'INTEREST_RUN_EXISTS' }]);
    await world.restartApi(0, { BUSINESS_DATE: '2027-07-01', WORKER_INTERVAL_MS: '50' });
    const ended = await untilInterestRunEnded(world, run.id);
    expect(ended).toMatchObject({ expected: '169.11', posted: '169.11', accounts: 3, cashDue: '169.11' });
    expect(await ownAccount(member)).toMatchObject({
      balance: '5816.37',
      carriedOver: '5816.37',
      current: '0.00',
    });
    await moveTo(world, '2027-07-02');
    const next = await preview();
    expect(next.lastPosted).toEqual({ on: '2027-06-30', amount: '56.37' });
    // One day: 5816.37 × 0.0130 / 360 = 0.21.
    expect([next.year.from, next.soFar.interest]).toEqual(['2027-07-01', '0.21']);
    const owed = await rows<{ sum: string }>(
      world,
      `SELECT sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END)::text AS sum FROM entry WHERE subject = '211' AND business_date <= '2027-06-30'`,
    );
    expect(owed).toEqual([{ sum: '0' }]);
  }, 120_000);

  test.each(moments.map((moment, index) => [moment, 2028 + index] as const))(
    'killed at %s in %i, the run is taken up again and pays each account once',
    async (moment, year) => {
      const kill = await killInterest(world, moment, year);
      expect(kill).toMatchObject({ payments: 1, outcome: 'the run ended, each account posted once' });
    },
    120_000,
  );
});
