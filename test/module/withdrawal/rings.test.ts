import type { Person } from '../../../src/simulators/world/person';
import { describePerson } from '../../../src/simulators/control/people-wire';
import type { HttpClient } from '../../support';
import { apply, settleIn } from '../oversight/travel';
import { Road } from '../oversight/road';

/** A day on which these rules are in force. */
const TODAY = '2026-12-05';
const PAPER = { number: '2026-0001', issuer: '太原市', issuedOn: '2026-12-04' };

let road: Road;
let clerk: HttpClient;

beforeAll(async () => {
  road = await Road.start({ BUSINESS_DATE: TODAY });
  await settleIn(road);
  clerk = await road.signedIn({ name: '零跑柜员', idNo: '11010519491231002X' }, 'clerk');
}, 60_000);
afterAll(() => road.stop());
afterEach(async () => {
  expect([...(await road.broken()).values()]).toEqual([]);
});

const client = (role: string) => road.signedIn(road.person(role), 'member');
const change = (person: Person, to: object) =>
  road.control('POST', 'people', { people: [{ ...describePerson(person), ...to }] });
const shown = async (caseId: string, fact: string, kind: string, value: object) =>
  (await clerk.post(`/v1/desk/cases/${caseId}/facts`, { fact, value, evidence: { kind, ...PAPER } })).body;
const codes = ({ reasons }: { reasons: { reasonCode: string }[] }) =>
  reasons.map(({ reasonCode }) => reasonCode);

describe('marriages that come and go: two registered by one of a couple within 24 months', () => {
  const buy = async (amount: string, state: string | null) =>
    apply(await client('buyer'), 'TQ01', { amount }, state);
  const marriedOn = async (...registeredOn: string[]): Promise<void> => {
    // The buyer's own are few: it is the spouse who marries again and again.
    const spouse = road.person('buyerSpouse');
    await change(spouse, { marriage: { ...spouse.marriage, registeredOn } });
  };
  let held: { id: string };

  it('pay nothing on the purchase, and refuse nothing: a person finds out who paid for the home', async () => {
    await marriedOn('2025-02-14', '2026-11-20');
    held = await buy('1000.00', 'counter');
    expect(held).toMatchObject({ reasons: [], missing: ['purchase.payments'] });
    expect(await road.count('instruction', `source_id = '${held.id}'`)).toBe(0);
    expect(await road.count('pot', 'taken_fen > 0')).toBe(0);
    const { entries } = (await clerk.get('/v1/desk/queue?limit=100')).body;
    expect(entries).toMatchObject([
      { caseId: held.id, missing: [{ fact: 'purchase.payments', reason: 'denied' }] },
    ]);
  });

  it('pay once a desk has seen that the household paid for it', async () => {
    const done = await shown(held.id, 'purchase.payments', 'payment-vouchers', { byHousehold: true });
    expect(done).toMatchObject({ state: 'done', decision: { amount: '1000.00' } });
  });

  it('refuse where the vouchers show that others paid', async () => {
    const { id } = await apply(await client('buyerSpouse'), 'TQ01', { amount: '10.00' }, 'counter');
    const refused = await shown(id, 'purchase.payments', 'payment-vouchers', { byHousehold: false });
    expect([refused.state, codes(refused)]).toEqual(['refused', ['MARRIAGE_CHANGES']]);
  });

  const finding = async (): Promise<{ truth: string; missing: string[] }> => {
    const { body } = await (await client('buyerSpouse')).post('/v1/prechecks', { item: 'TQ01', input: {} });
    return body.decision.findings.find(
      ({ rule }: { rule: string }) => rule === 'purchase-marriages-lasting@1',
    );
  };

  it.each([
    ['before the 24 months', ['2024-12-04', '2026-11-20'], { truth: 'true', observed: 1 }],
    [
      'on their first day',
      ['2024-12-05', '2026-11-20'],
      { truth: 'unknown', missing: ['purchase.payments'] },
    ],
  ])('count from the day: one of them %s', async (_when, days, judged) => {
    await marriedOn(...days);
    expect(await finding()).toMatchObject(judged);
  });

  it('are not taken for none while civil affairs is silent', async () => {
    await marriedOn();
    await road.control('PUT', 'moods/civ', { mood: 'garbage' });
    expect(await finding()).toMatchObject({ truth: 'unknown', missing: ['household.marriageChanges'] });
    await road.control('PUT', 'moods/civ', { mood: 'normal' });
    expect(await finding()).toMatchObject({ truth: 'true', observed: 0 });
  });
});

describe('cards of several people bound under one phone within a week', () => {
  const PHONE = '16099990077';
  const bind = async (person: Person): Promise<{ id: string; state: string }> => {
    await change(person, { phone: PHONE });
    const { cardNo } = person;
    const member = await road.signedIn(person, 'member');
    return (await member.post('/v1/cases', { item: 'GJ34', input: { cardNo, phone: PHONE } })).body;
  };
  const ring = ['spouseOwnsHome', 'spouseElsewhere', 'twoJobs', 'leftEmployer'] as const;

  it('are bound for two; the third is held for a person, and is bound no sooner', async () => {
    const [one, two, three] = ring.map((role) => road.person(role));
    expect([(await bind(one!)).state, (await bind(two!)).state]).toEqual(['done', 'done']);
    const held = await bind(three!);
    expect(held).toMatchObject({ state: 'counter', reasons: [], missing: ['card.phone'] });
    const bound = () => road.count('payout_card', `last4 = '${three!.cardNo.slice(-4)}'`);
    expect(await bound()).toBe(0);
    expect(await shown(held.id, 'card.phone', 'carrier-record', { own: true })).toMatchObject({
      state: 'done',
    });
    expect(await bound()).toBe(1);
  });

  it('are not bound to whose phone it is not', async () => {
    const { id } = await bind(road.person('leftEmployer'));
    const refused = await shown(id, 'card.phone', 'carrier-record', { own: false });
    expect([refused.state, codes(refused)]).toEqual(['refused', ['PHONE_NOT_OWN']]);
  });

  it('binds one’s own again as before, and others’ once the week is over', async () => {
    expect((await bind(road.person('spouseOwnsHome'))).state).toBe('counter');
    await road.pastAllGuards(`UPDATE payout_card SET bound_at = bound_at - interval '7 days'`);
    expect((await bind(road.person('leftEmployer'))).state).toBe('done');
  });
});
