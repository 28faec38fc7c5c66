import { startWorld, type World } from '../support';
import {
  apply,
  bankLines,
  castOf,
  deposit,
  eventsOf,
  expectProof,
  expectReplays,
  memberWithCard,
  moveTo,
  ownAccount,
  type Person,
  readCase,
  settledEmployer,
  signIn,
  until,
} from './support';

const CONTRACT = 'YS(2026)0000001';
/** Thirty days after the payments, and a day from which what is owed bars every withdrawal. */
const [THIRTY_DAYS_LATER, DECEMBER] = ['2026-11-14', '2026-12-20'];

interface Owed {
  readonly recoveryNo: string;
  readonly outstanding: string;
  readonly state: string;
  readonly dueOn: string;
  readonly overdue: boolean;
}

describe('F37: a couple buys a flat and the contract is cancelled after both were paid', () => {
  let world: World;
  let buyer: Person;
  let spouse: Person;

  beforeAll(async () => {
    world = await startWorld();
    const cast = await castOf(world);
    [buyer, spouse] = [cast.inRole('buyer'), cast.inRole('buyerSpouse')];
    await settledEmployer(world, () => [buyer, spouse]);
  }, 180_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const client = (person: Person) => world.signedIn({ role: 'member', name: person.name, idNo: person.idNo });
  const owed = async (person: Person) =>
    (await (await client(person)).get('/v1/me/recoveries')).body as {
      recoveries: readonly Owed[];
      payTo: readonly { bankCode: string; accountNo: string }[];
    };
  const owedNow = async (person: Person): Promise<Owed> => (await owed(person)).recoveries[0]!;
  const untilOwed = (person: Person, outstanding: string): Promise<Owed> =>
    until(`${outstanding} outstanding`, async () => {
      const now = await owedNow(person);
      return now.outstanding === outstanding && now;
    });
  const payBack = async (person: Person, amount: string): Promise<string> => {
    const { recoveries, payTo } = await owed(person);
    const toAccount = payTo.find(({ bankCode }) => bankCode === '104')!.accountNo;
    return deposit(world, { toAccount, amount, remark: `退回购房提取 ${recoveries[0]!.recoveryNo}` });
  };
  let cases: Readonly<Record<string, string>> = {};

  test('thirty days later the bureau is asked again by itself: each owes what each had, and neither is called a fraud', async () => {
    const [one, other] = [await memberWithCard(world, buyer), await memberWithCard(world, spouse)];
    const [first, second] = [
      await apply(one.client, 'TQ01', { amount: '5000.00' }),
      await apply(other.client, 'TQ01', { amount: '700.00' }),
    ];
    expect([first.state, second.state]).toEqual(['done', 'done']);
    cases = { buyer: first.id, spouse: second.id };
    await world.control('PUT', `/control/contracts/${encodeURIComponent(CONTRACT)}`, { status: 'cancelled' });
    expect(await owed(buyer)).toEqual({ recoveries: [], payTo: [] });
    await moveTo(world, THIRTY_DAYS_LATER);
    await until('both owe', async () => {
      const both = [(await owed(buyer)).recoveries.length, (await owed(spouse)).recoveries.length];
      return both.join() === '1,1';
    });
    expect(await owedNow(buyer)).toMatchObject({
      outstanding: '5000.00',
      dueOn: '2026-12-14',
      overdue: false,
    });
    expect(await owedNow(spouse)).toMatchObject({ outstanding: '700.00' });
    expect(eventsOf(await readCase(await client(buyer), cases['buyer']!)).at(-1)).toBe('recovery-opened');
  }, 90_000);

  test('a part is given back while the service is killed: the bank tells it again, and it is credited once', async () => {
    const before = (await ownAccount(await signIn(world, buyer, 'member'))).balance;
    const doomed = await world.restartApi(0, {
      BUSINESS_DATE: THIRTY_DAYS_LATER,
      CRASH_POINT: 'receipt-book:after',
    });
    const serial = await payBack(buyer, '1999.99');
    expect((await doomed.ended).signal).toBe('SIGKILL');
    await world.restartApi(0, { BUSINESS_DATE: THIRTY_DAYS_LATER });
    await untilOwed(buyer, '3000.01');
    const after = (await ownAccount(await signIn(world, buyer, 'member'))).balance;
    expect(Math.round((Number(after) - Number(before)) * 100)).toBe(199_999);
    expect((await bankLines(world)).filter((line) => line.serial === serial)).toHaveLength(1);
  }, 60_000);

  test('in December nothing else is withdrawn before it is given back; the spouse who paid is free', async () => {
    await moveTo(world, DECEMBER);
    await untilOwed(buyer, '3000.01');
    await until('told that it is late', async () =>
      eventsOf(await readCase(await client(buyer), cases['buyer']!)).includes('recovery-overdue'),
    );
    const refused = await apply(await client(buyer), 'TQ12', {});
    const codes = refused.reasons.map(({ reasonCode }) => reasonCode);
    expect(codes).toContain('CONTRACT_CANCELLED');
    expect(codes).not.toContain('RESTRICTED_FRAUD');
    await payBack(spouse, '700.00');
    expect((await untilOwed(spouse, '0.00')).state).toBe('given-back');
    const free = await apply(await client(spouse), 'TQ12', {});
    expect(free.reasons.map(({ reasonCode }) => reasonCode)).not.toContain('CONTRACT_CANCELLED');
    await payBack(buyer, '3000.01');
    expect((await untilOwed(buyer, '0.00')).state).toBe('given-back');
    expect(eventsOf(await readCase(await client(buyer), cases['buyer']!)).slice(-2)).toEqual([
      'recovery-paid',
      'recovery-ended',
    ]);
    await expectReplays(world);
  }, 90_000);
});
