import { Road } from '../oversight/road';
import { giveBack, settleIn, withdraw } from '../oversight/travel';

let road: Road;

beforeEach(async () => {
  road = await Road.start();
  await settleIn(road);
}, 60_000);
afterEach(async () => {
  expect([...(await road.broken()).keys()]).toEqual([]);
  await road.stop();
});

/** Three months of 4800.00 on every account. */
const remitted = '14400.00';

const submit = async (role: string, input: object = {}) => {
  const client = await road.signedIn(road.person(role), 'member');
  return (await client.post('/v1/cases', { item: 'TQ12', input })).body;
};

const account = async (role: string) => {
  const { balance, held } = (await (await road.signedIn(road.person(role), 'member')).get('/v1/me/account'))
    .body;
  return { balance, held };
};

const room = async (role: string) => {
  const client = await road.signedIn(road.person(role), 'member');
  return (await client.post('/v1/prechecks', { item: 'TQ12', input: {} })).body.maxAmount;
};

describe('a rent withdrawal', () => {
  it('of spouses at the same moment stays within the cap of their household', async () => {
    const both = await Promise.all(['renter', 'renterSpouse'].map((role) => submit(role)));
    expect(both.map(({ state }) => state)).toEqual(['done', 'done']);
    // One takes all that is on the account but the 10.00 that remain, the other what is left of 25000.00.
    expect(both.map(({ decision }) => decision.amount).sort()).toEqual(['10610.00', '14390.00']);
    const third = await submit('renter', { amount: '0.01' });
    expect(third).toMatchObject({ state: 'refused' });
    expect(third.reasons.map(({ reasonCode }: { reasonCode: string }) => reasonCode)).toContain(
      'ROOM_EXHAUSTED',
    );
  });

  it('rejected by the bank gives back money, room and account', async () => {
    await road.control('PUT', 'moods/bank', { mood: 'reject', calls: 1 });
    expect(await submit('divorced', { amount: '100.00' })).toMatchObject({ state: 'pay-failed' });
    expect(await account('divorced')).toEqual({ balance: remitted, held: '0.00' });
    expect(await room('divorced')).toBe('14390.00');
    expect(await road.count('engagement')).toBe(0);
    expect(await submit('divorced', { amount: '100.00' })).toMatchObject({ state: 'done' });
    expect(await account('divorced')).toEqual({ balance: '14300.00', held: '0.00' });
  });

  it('given back later (退票) restores money and room by vouchers of its own', async () => {
    const caseId = await withdraw(road, 'divorced', 'done', { amount: '14000.00' });
    expect(await room('divorced')).toBe('390.00');
    const before = await road.count('journal');
    await giveBack(road, caseId);
    await road.until(async () => (await account('divorced')).balance === remitted);
    expect(await road.count('journal')).toBe(before + 2);
    expect(await room('divorced')).toBe('14390.00');
    expect(await submit('divorced')).toMatchObject({ state: 'done', decision: { amount: '14390.00' } });
  });

  it('that the bank leaves unanswered keeps the money held, and the account to itself', async () => {
    await road.control('PUT', 'bank/callback', { url: 'http://127.0.0.1:9/', customer: '1' });
    await road.control('PUT', 'moods/bank', { mood: 'timeout-after-paying', calls: 1 });
    const open = await submit('divorced', { amount: '100.00' });
    expect(open).toMatchObject({ state: 'paying' });
    expect(await account('divorced')).toEqual({ balance: remitted, held: '100.00' });
    const client = await road.signedIn(road.person('divorced'), 'member');
    const again = await client.post('/v1/cases', { item: 'TQ12', input: { amount: '1.00' } });
    expect([again.status, again.body.caseId]).toEqual([409, open.id]);
  });
});
