import { randomUUID } from 'node:crypto';
import { MemberAccounts } from '../../../src/modules/contribution';
import { Ledger } from '../../../src/modules/ledger';
import { Parties } from '../../../src/modules/party';
import { CENTRE, Road } from '../oversight/road';
import { bindCard, giveBack, settleIn, withdraw } from '../oversight/travel';

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
    expect(await road.count('engagement')).toBe(0);
    await bindCard(road, road.person('divorced'));
    expect(await room('divorced')).toBe('14390.00');
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

  it('that meets the end of another business on the account has the account to itself when it is approved', async () => {
    const [ledger, other] = [road.app.get(Ledger, { strict: false }), randomUUID()];
    const accountId = await road.work.run(CENTRE, async (tx) => {
      const person = await road.app
        .get(Parties, { strict: false })
        .findPersonByIdNo(tx, road.person('divorced').idNo);
      const account = await road.app.get(MemberAccounts, { strict: false }).openAccountOf(tx, person!.id);
      await ledger.tryEngage(tx, { accountId: account!, kind: 'withdrawal', caseId: other });
      return account!;
    });
    await road.control('PUT', 'bank/callback', { url: 'http://127.0.0.1:9/', customer: '1' });
    await road.control('PUT', 'moods/bank', { mood: 'timeout-after-paying', calls: 1 });
    let second: ReturnType<typeof submit> | undefined;
    await road.work.run(CENTRE, async (tx) => {
      // As a settlement does: the balance first, the engagement last.
      await ledger.balanceOf(tx, accountId, { lock: true });
      second = submit('divorced', { amount: '100.00' });
      await road.until(async () => (await road.count('pg_stat_activity', `wait_event_type = 'Lock'`)) > 0);
      await ledger.disengage(tx, accountId, other);
    });
    const open = await second!;
    expect(open).toMatchObject({ state: 'paying' });
    expect(await road.query('SELECT case_id AS id FROM engagement')).toEqual([{ id: open.id }]);
  });

  it('on an account that another business has is refused and leaves that business its account', async () => {
    const [ledger, other] = [road.app.get(Ledger, { strict: false }), randomUUID()];
    const accountId = await road.work.run(CENTRE, async (tx) => {
      const person = await road.app
        .get(Parties, { strict: false })
        .findPersonByIdNo(tx, road.person('divorced').idNo);
      const account = await road.app.get(MemberAccounts, { strict: false }).openAccountOf(tx, person!.id);
      await ledger.tryEngage(tx, { accountId: account!, kind: 'withdrawal', caseId: other });
      return account!;
    });
    const refused = await submit('divorced', { amount: '100.00' });
    expect(refused).toMatchObject({ state: 'refused', decision: { headline: 'BUSINESS_IN_PROGRESS' } });
    expect(await road.query('SELECT case_id AS id FROM engagement')).toEqual([{ id: other }]);
    await road.work.run(CENTRE, (tx) => ledger.disengage(tx, accountId, other));
  });
});

describe('a payout card', () => {
  const bind = async (role: string) => {
    const { cardNo, phone } = road.person(role);
    const client = await road.signedIn(road.person(role), 'member');
    return (await client.post('/v1/cases', { item: 'GJ34', input: { cardNo, phone } })).body;
  };

  it('is bound on the word of the bank, and the receipt holds no digit of it', async () => {
    const bound = await bind('twoJobs');
    expect(bound).toMatchObject({ state: 'done', receipt: { bank: expect.stringMatching(/^\d{3}$/) } });
    expect(Object.keys(bound.receipt as object)).toEqual(['bank']);
    expect(JSON.stringify(bound)).not.toContain(road.person('twoJobs').cardNo.slice(-4));
  });

  it('of another person is refused, and the case is over', async () => {
    const parties = road.app.get(Parties, { strict: false });
    const { cardNo, phone } = road.person('twoJobs');
    await road.work.run(CENTRE, async (tx) => {
      const holder = await parties.findPersonByIdNo(tx, road.person('homeOwner').idNo);
      const card = { personId: holder!.id, bankCode: '104', cardNo, phone, evidenceId: 'planted' };
      await parties.bindCard(tx, card);
    });
    const refused = await bind('twoJobs');
    expect(refused).toMatchObject({ state: 'refused', decision: { headline: 'CARD_OWNER' } });
    expect(refused.reasons.map(({ rule }: { rule: string }) => rule)).toEqual(['card-free@1']);
    expect(await road.count('service_case', 'finished_at IS NULL')).toBe(0);
  });
});
