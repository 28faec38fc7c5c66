import { parseYuan, sumFen } from '../../src/kernel/money';
import { JOURNEY_DATE, startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  eventsOf,
  expectProof,
  fileContract,
  marry,
  memberWithCard,
  newPeople,
  noticesAbout,
  ownAccount,
  paymentsTo,
  type Person,
  receiptOf,
  registryMood,
  rows,
  settledEmployer,
  type SignedIn,
  submit,
  unitKeyOf,
  untilState,
} from './support';

/** Couples who ask for one home at the same moment. */
const runs = Number(process.env['HOME_RUNS'] ?? 40);
const roles = [
  'buyer',
  'buyerSpouse',
  'cancelledBuyer',
  'lateBuyer',
  'twiceFiledBuyer',
  'partBuyer',
  'otherPartBuyer',
  'divorced',
];

describe('a member buys a new flat', () => {
  let world: World;
  let cast: Cast;
  let couples: readonly (readonly [Person, Person])[];

  beforeAll(async () => {
    world = await startWorld({ env: { REGISTRY_DEADLINE_MS: '600' } });
    cast = await castOf(world);
    const people = await newPeople(world, (runs + 1) * 2);
    couples = Array.from({ length: runs + 1 }, (_, n) => [people[n * 2]!, people[n * 2 + 1]!] as const);
    await marry(world, couples);
    // Three months are 20952.00 on each account; each home has room for 25000.00.
    await settledEmployer(
      world,
      () => [...roles.map((role) => cast.inRole(role)), ...people],
      () => '29100.00',
    );
    for (const [flat, buyers] of couples.entries()) await file(flat, [buyers[0]]);
  }, 180_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const file = (flat: number, buyers: readonly Person[], change: object = {}): Promise<void> =>
    fileContract(world, {
      contractNo: `YS(2026)1${String(flat).padStart(6, '0')}`,
      unitKey: unitKeyOf(flat),
      price: '725000.00',
      loanAmount: '700000.00',
      filedOn: '2026-09-01',
      buyers,
      ...change,
    });
  const reasonCodes = (view: { reasons: readonly { reasonCode: string }[] }): string[] =>
    view.reasons.map(({ reasonCode }) => reasonCode);
  const precheck = async ({ client }: SignedIn, input: object = {}) =>
    (await client.post('/v1/prechecks', { item: 'TQ01', input })).body;

  test('nobody types a number: the bureau finds the contract, and the money is on the card in one answer', async () => {
    const buyer = await memberWithCard(world, cast.inRole('buyer'));
    expect(await precheck(buyer)).toMatchObject({ eligible: true, maxAmount: '20942.00' });
    const view = await apply(buyer.client, 'TQ01', { amount: '20000.00' });
    expect(view.state).toBe('done');
    expect(view.decision?.amountTrace.map(({ value }) => value)).toEqual([
      '1200000.00',
      '700000.00',
      '500000.00',
      '0.00',
      '500000.00',
      '20942.00',
      '20000.00',
    ]);
    expect(eventsOf(view)).toEqual(['accepted', 'facts-asked', 'approved', 'payment-sent', 'credited']);
    expect(view.spared.papersSpared.map(({ zh }) => zh)).toContain('购房合同、购房发票');
    expect((await paymentsTo(world, buyer.person.cardNo)).map(({ amount }) => amount)).toEqual(['20000.00']);
    const facts = await rows<{ body: string }>(
      world,
      `SELECT body::text AS body FROM case_fact WHERE case_id = $1`,
      [view.id],
    );
    const told = facts.map(({ body }) => body).join('\n');
    for (const personal of [buyer.person.name, buyer.person.idNo, cast.inRole('buyerSpouse').idNo, '样板路'])
      expect(told).not.toContain(personal);
    const again = await apply(buyer.client, 'TQ01');
    expect(reasonCodes(again)).toEqual(['ROOM_EXHAUSTED']);
    expect(again.reasons[0]?.text.zh).toContain('每套住房每人限一次');
  });

  test('the spouse, who is no buyer, draws on the same pot, to the fen', async () => {
    const [one, other] = couples[runs]!;
    const [buyer, spouse] = [await memberWithCard(world, one), await memberWithCard(world, other)];
    expect((await apply(buyer.client, 'TQ01')).decision?.amount).toBe('20942.00');
    const over = await apply(spouse.client, 'TQ01', { amount: '4058.01' });
    expect(reasonCodes(over)).toEqual(['AMOUNT_OVER_ROOM']);
    expect(over.reasons[0]).toMatchObject({ observed: '4058.01', required: '4058.00' });
    const rest = await apply(spouse.client, 'TQ01');
    expect([rest.state, rest.decision?.amount]).toEqual(['done', '4058.00']);
    expect(
      await rows(world, `SELECT taken_fen AS taken, cap_fen AS cap FROM pot WHERE period = $1`, [
        unitKeyOf(runs),
      ]),
    ).toEqual([{ taken: '2500000', cap: '2500000' }]);
  });

  test(`${runs} couples ask for one home at once, none above its room`, async () => {
    for (let from = 0; from < runs; from += 4) {
      await Promise.all(couples.slice(from, Math.min(from + 4, runs)).map((pair) => meet(pair)));
    }
    const over = await rows(
      world,
      `SELECT id FROM pot WHERE kind = 'home' AND period LIKE '140199001001GB00099%' AND taken_fen <> 2500000`,
    );
    expect(over).toEqual([]);
  }, 240_000);

  async function meet([one, other]: readonly [Person, Person]): Promise<void> {
    const both = await Promise.all([memberWithCard(world, one), memberWithCard(world, other)]);
    const views = await Promise.all(both.map(({ client }) => apply(client, 'TQ01')));
    expect(views.map(({ state }) => state)).toEqual(['done', 'done']);
    const paid = (await Promise.all([one, other].map(({ cardNo }) => paymentsTo(world, cardNo)))).flat();
    expect(sumFen(paid.map(({ amount }) => parseYuan(amount)))).toBe(2_500_000n);
  }

  test('a contract that was cancelled, and one filed too long ago, are refused with every reason', async () => {
    const cancelled = await memberWithCard(world, cast.inRole('cancelledBuyer'));
    expect(reasonCodes(await apply(cancelled.client, 'TQ01'))).toEqual(['CONTRACT_CANCELLED']);
    const late = await memberWithCard(world, cast.inRole('lateBuyer'));
    const view = await apply(late.client, 'TQ01', { amount: '30000.00' });
    expect(reasonCodes(view)).toEqual(['WINDOW_EXPIRED', 'AMOUNT_OVER_ROOM']);
    // Filed fourteen months before the journey's day.
    expect(view.reasons[0]?.text.zh).toContain('2026-08-15');
    expect(await precheck(late)).toMatchObject({ eligible: false, maxAmount: null });
    expect(await ownAccount(late)).toMatchObject({ balance: '20952.00', held: '0.00' });
  });

  test('somebody for whom nothing is filed is no buyer; a number that is not one’s own helps nobody', async () => {
    const member = await memberWithCard(world, cast.inRole('divorced'));
    expect(reasonCodes(await apply(member.client, 'TQ01'))).toEqual(['NOT_BUYER']);
    const others = await apply(member.client, 'TQ01', { contractNo: 'YS(2026)0000001' });
    expect(reasonCodes(others)).toEqual(['NOT_BUYER']);
    const bad = await submit(member.client, 'TQ01', { contractNo: '<script>' });
    expect(bad.status).toBe(400);
    expect(bad.body.errors[0]).toMatchObject({ pointer: '/input/contractNo' });
  });

  test('of several contracts the valid one filed last counts, or the one that is named', async () => {
    const twice = await memberWithCard(world, cast.inRole('twiceFiledBuyer'));
    const [first, last] = ['YS(2026)0000005', 'YS(2026)0000006'];
    expect((await precheck(twice, { contractNo: first })).eligible).toBe(true);
    // Both numbers may be of one home, whose pot is known only to the bureau: one application is open at a time.
    await registryMood(world, 'hsg', 'silence');
    const open = await apply(twice.client, 'TQ01', { contractNo: first });
    expect(open.state).toBe('waiting');
    const second = await submit(twice.client, 'TQ01', { contractNo: last });
    expect([second.status, second.body.caseId]).toEqual([409, open.id]);
    await twice.client.post(`/v1/cases/${open.id}/cancellation`, undefined);
    await registryMood(world, 'hsg', 'normal');
    const view = await apply(twice.client, 'TQ01', { amount: '1000.00' });
    expect(receiptOf(view, 'contractNo')).toBe(last);
    // The same flat filed twice is one home.
    const other = await apply(twice.client, 'TQ01', { contractNo: first });
    expect(reasonCodes(other)).toEqual(['ROOM_EXHAUSTED']);
  });

  test('a payment that the bank rejects, and one that comes back, give the home its room again', async () => {
    const part = await memberWithCard(world, cast.inRole('partBuyer'));
    await world.control('PUT', '/control/moods/bank', { mood: 'reject-card-closed', calls: 1 });
    expect((await apply(part.client, 'TQ01')).state).toBe('pay-failed');
    await memberWithCard(world, part.person);
    const paid = await apply(part.client, 'TQ01', { amount: '500.00' });
    expect(paid.state).toBe('done');
    const returned = await world.control('POST', '/control/bank/returns', {
      reference: receiptOf(paid, 'reference'),
      reason: '账户状态异常',
    });
    await noticesAbout(world, returned.serial as string);
    expect(await ownAccount(part)).toMatchObject({ balance: '20952.00', held: '0.00' });
    expect(await precheck(part)).toMatchObject({ eligible: true, maxAmount: '20942.00' });
    const co = await memberWithCard(world, cast.inRole('otherPartBuyer'));
    expect((await apply(co.client, 'TQ01', { amount: '100.00' })).decision?.amountTrace[3]?.value).toBe(
      '0.00',
    );
  });

  test('while the bureau is silent the case waits, and ends by itself when it speaks', async () => {
    const spouse = await memberWithCard(world, cast.inRole('buyerSpouse'));
    await registryMood(world, 'hsg', 'silence');
    const waiting = await apply(spouse.client, 'TQ01', { amount: '100.00' });
    expect([waiting.state, waiting.missing.includes('purchase.contract')]).toEqual(['waiting', true]);
    expect(waiting.reasons).toEqual([]);
    await registryMood(world, 'hsg', 'normal');
    const done = await untilState(spouse.client, waiting.id, 'done', 40);
    expect(done.decision?.amountTrace[3]?.value).toBe('20000.00');
  }, 60_000);

  test('the catalogue calls it usable, and its guide is made from the rules that run', async () => {
    const page = await world.visitor().get('/v1/items/TQ01');
    expect(page.body).toMatchObject({ code: 'TQ01', usable: true });
    const conditions = page.body.guide.conditions as { text: { zh: string } }[];
    const zh = conditions.map(({ text }) => text.zh).join('\n');
    expect(zh).toMatch(/自合同备案之日起 12 个月内/);
    expect(zh).not.toMatch(/[{}]/);
    expect(JOURNEY_DATE).toBe(page.body.guide.day);
  });
});
