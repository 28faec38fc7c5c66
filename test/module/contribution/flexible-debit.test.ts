import { FlexibleDebits } from '../../../src/modules/contribution/app/flexible/flexible-debits';
import { MemberNights } from '../../../src/modules/contribution/app/night/member-nights';
import { CollectionWorker } from '../../../src/modules/settlement';
import { parseDay } from '../../../src/kernel/calendar';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { Road } from '../oversight/road';

const SELF = { name: '测代扣', idNo: '140199199505050097', phone: '13900009921', cardNo: '6219990000099917' };

let road: Road;
let caseId: string;

beforeAll(async () => {
  road = await Road.start();
  await road.control('POST', 'people', { people: [SELF] });
}, 120_000);
afterAll(() => road.stop(), 30_000);
afterEach(async () => {
  expect([...(await road.broken()).keys()]).toEqual([]);
});

/** Applied for, and again when a registry was too slow for the round. */
async function apply(item: string, input: object) {
  const member = await road.signedIn(SELF, 'member');
  for (let tries = 0; ; tries += 1) {
    const { body } = await member.post('/v1/cases', { item, input });
    if (body.state !== 'waiting' || tries === 5) return body;
    await member.post(`/v1/cases/${body.id as string}/cancellation`, undefined);
  }
}
const balance = async (): Promise<string> =>
  (await (await road.signedIn(SELF, 'member')).get('/v1/me/account')).body.balance;
const timeline = async () =>
  (await (await road.signedIn(SELF, 'member')).get(`/v1/cases/${caseId}`)).body.timeline;
/** What falls due on a day, in so many rounds as it takes. */
const night = (day: string): Promise<number> =>
  road.opened(UnitOfWork).run(1, (tx) => road.opened(FlexibleDebits).batch(tx, { day: parseDay(day) }));
/** The batch is sent, done and fetched. */
async function collect(): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    await road.pastAllGuards(
      `UPDATE collection_batch SET due_at = now(), lease_until = NULL WHERE finished_at IS NULL`,
    );
    await road.opened(CollectionWorker).workOnce();
    if ((await road.count('collection_batch', `state <> 'done'`)) === 0) return;
  }
  throw new Error('the batch did not end');
}
const mood = (named: string) => road.control('PUT', 'moods/bank', { mood: named, calls: 1 });

describe('who contributes alone', () => {
  it('agrees on a monthly debit once a card is bound, on a day of the month', async () => {
    const joined = await apply('GJ30', { district: '140105', base: '6000.00', ratio: '0.10' });
    expect(joined.state).toBe('done');
    const bare = await apply('GJ31', { action: 'debit', debitDay: 25 });
    expect([bare.state, bare.reasons[0].reasonCode]).toEqual(['refused', 'CARD_NOT_BOUND']);
    expect((await apply('GJ34', { cardNo: SELF.cardNo, phone: SELF.phone })).state).toBe('done');
    const without = await (
      await road.signedIn(SELF, 'member')
    ).post('/v1/cases', {
      item: 'GJ31',
      input: { action: 'debit' },
    });
    expect([without.status, without.body.errors[0].code]).toEqual([400, 'DEBIT_DAY']);
    const agreed = await apply('GJ31', { action: 'debit', debitDay: 25 });
    expect(agreed).toMatchObject({ state: 'done', receipt: { debitDay: 25, from: '2026-11' } });
    caseId = agreed.id as string;
  });

  it('is debited on that day and no other, once a month, however often the night is made', async () => {
    expect(await night('2026-11-24')).toBe(0);
    expect(await night('2026-11-25')).toBe(1);
    expect(await night('2026-11-25')).toBe(0);
    expect(await night('2026-11-30')).toBe(0);
    await collect();
    expect(await balance()).toBe('600.00');
    expect(await road.count('collection')).toBe(1);
    expect((await timeline()).at(-1)).toMatchObject({
      kind: 'decomposed',
      body: { amount: '600.00', month: '2026-11' },
    });
  });

  it('is told when nothing could be taken, and the month awaits its money under a number', async () => {
    expect(await night('2026-12-26')).toBe(1);
    await mood('insufficient-funds');
    await collect();
    const { kind, body } = (await timeline()).at(-1);
    expect([kind, body.code, body.month]).toEqual(['debit-rejected', 'PAYER_FUNDS_SHORT', '2026-12']);
    expect(await balance()).toBe('600.00');
    // A round of the next month takes what awaits its money, before any month after it.
    expect(await night('2027-01-25')).toBe(1);
    await road.transfer('600.00', body.paymentNo as string);
    expect(await balance()).toBe('600.00');
    await collect();
    expect(await balance()).toBe('1200.00');
    expect(await road.count('receipt', `state = 'suspense'`)).toBe(1);
    expect(await road.count('flexible_payment', `state = 'POSTED'`)).toBe(2);
  });

  it('is debited no more when that is ended, and the run of a night is one whatever the instances', async () => {
    expect((await apply('GJ31', { action: 'end-debit' })).state).toBe('done');
    expect(await night('2027-02-25')).toBe(0);
    const nights = road.opened(MemberNights);
    await Promise.all([nights.workOnce(), nights.workOnce()]);
    expect(await road.count('member_night', `kind = 'flexible-debit' AND finished_at IS NOT NULL`)).toBe(1);
  });
});
