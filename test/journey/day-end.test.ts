import { addDays, parseDay } from '../../src/kernel/calendar';
import { JOURNEY_DATE, startWorld, type World } from '../support';
import {
  apply,
  deposit,
  expectCreditedOnce,
  expectProof,
  impatientBank,
  killStatement,
  liveOn,
  memberWithCard,
  muteNotices,
  newPeople,
  nightAfter,
  OldEmployer,
  ownAccount,
  pay,
  receiptOf,
  rows,
  sendNotice,
  settledEmployer,
  type SignedIn,
  until,
  untilExplained,
  untilState,
} from './support';

describe('a day on which no notice of the bank arrives', () => {
  let world: World;
  let member: SignedIn;
  let old: OldEmployer;
  let listId: string;
  const lost: string[] = [];

  beforeAll(async () => {
    world = await startWorld({ env: impatientBank });
    const people = await newPeople(world, 1);
    await settledEmployer(world, () => people);
    member = await memberWithCard(world, people[0]!);
    old = await OldEmployer.register(world);
    await liveOn(world, JOURNEY_DATE);
  }, 180_000);
  afterAll(() => world.stop(), 60_000);

  const afterwards = async (): Promise<SignedIn> => ({
    ...member,
    client: await world.signedIn({ role: 'member', name: member.person.name, idNo: member.person.idNo }),
  });

  test('its money is nowhere in the books', async () => {
    const paid = await apply(member.client, 'TQ12', { amount: '1000.00' });
    await untilState(member.client, paid.id, 'done');
    await muteNotices(world);
    const [{ reference } = { reference: '' }] = await rows<{ reference: string }>(
      world,
      'SELECT reference FROM instruction WHERE source_id = $1',
      [paid.id],
    );
    const back = await world.control('POST', '/control/bank/104/returns', { reference, reason: '账号不符' });
    const confirmed = await old.nextMonth();
    listId = confirmed.id;
    const toAccount = receiptOf(confirmed, 'payTo');
    lost.push(
      back.serial as string,
      await pay(old.employer, confirmed),
      await deposit(world, { toAccount, amount: '66.00', remark: '无单号' }),
    );
    expect(await rows(world, 'SELECT id FROM receipt WHERE bank_serial = ANY ($1)', [lost])).toEqual([]);
    expect(await ownAccount(member)).toMatchObject({ balance: '4760.00' });
  }, 60_000);

  test('F29: the statement of the day brings all of it by the next morning, and the day is explained without anybody', async () => {
    await nightAfter(world, JOURNEY_DATE);
    await untilExplained(world, JOURNEY_DATE);
    await expectCreditedOnce(world, listId);
    expect(await ownAccount(await afterwards())).toMatchObject({ balance: '5760.00', held: '0.00' });
    const differences = await rows(
      world,
      `SELECT d.kind, d.state, d.settled_as AS "settledAs", r.value_date::text AS day FROM statement_difference AS d
         JOIN receipt AS r ON r.bank_serial = d.subject ORDER BY settled_as, r.amount_fen`,
    );
    const settled = (settledAs: string) => ({
      kind: 'bank-only-credit',
      state: 'gone',
      settledAs,
      day: JOURNEY_DATE,
    });
    expect(differences).toEqual([settled('receipt'), settled('receipt'), settled('return')]);
    const clerk = await world.signedIn({ role: 'clerk', name: '零跑柜员', idNo: '11010519491231002X' });
    const { entries } = (await clerk.get('/v1/desk/queue')).body as { entries: { kind: string }[] };
    expect(entries.filter(({ kind }) => kind === 'statement-difference')).toEqual([]);
    await until('the figure of what was settled', async () =>
      /zero_run_statement_lines_settled\{as="receipt"\} 2/.test((await world.visitor().get('/metrics')).text),
    );
    await expectProof(world);
  }, 90_000);

  test('notices that come at last are known, and change nothing', async () => {
    await world.callBanksTo(world.api.url);
    for (const serial of lost) expect(await sendNotice(world, { serial })).toEqual({ status: 200, code: '' });
    expect(await rows(world, 'SELECT id FROM receipt WHERE bank_serial = ANY ($1)', [lost])).toHaveLength(3);
    expect(await rows(world, 'SELECT code FROM bank_incident')).toEqual([]);
    await expectProof(world);
  }, 60_000);

  // A sample: `npm run test:long` kills at every edge.
  test.each([
    ['statement-line-taken:after', 2, 'difference open'],
    ['statement-line:after', 4, 'receipt matched, difference gone'],
  ] as const)(
    'killed at %s its money is booked once by whoever comes next',
    async (moment, days, found) => {
      const day = addDays(parseDay(JOURNEY_DATE), days);
      expect(await killStatement(world, moment, { old, day })).toMatchObject({ found, payments: 1 });
      await expectProof(world);
    },
    120_000,
  );
});
