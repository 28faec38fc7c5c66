import { dataOf } from '../../scripts/sdk';
import { startWorld, type World } from '../support';
import {
  apply,
  castOf,
  type Cast,
  eventsOf,
  expectProof,
  memberWithCard,
  ownAccount,
  paymentsTo,
  type Person,
  readCase,
  receiptOf,
  settledEmployer,
  type SignedIn,
  signIn,
  storedCounts,
  submit,
  untilState,
} from './support';

const roles = [
  'renter',
  'renterSpouse',
  'homeOwner',
  'parentOfTwo',
  'parentOfTwoSpouse',
  'spouseOwnsHome',
  'marriageOnPaper',
  'silentRenter',
  'divorced',
  'widowed',
];
/** Their three months are 20952.00 yuan: nearly the cap of a household. */
const highlyPaid = new Set(['renter', 'renterSpouse', 'parentOfTwo', 'parentOfTwoSpouse']);

describe('a member withdraws for rent', () => {
  let world: World;
  let cast: Cast;
  let renter: SignedIn;

  beforeAll(async () => {
    world = await startWorld({ env: { REGISTRY_DEADLINE_MS: '600' } });
    cast = await castOf(world);
    await settledEmployer(
      world,
      () => roles.map((role) => cast.inRole(role)),
      ({ role }) => (highlyPaid.has(role ?? '') ? '29100.00' : '8000.00'),
    );
    renter = await memberWithCard(world, cast.inRole('renter'));
  }, 120_000);
  afterEach(() => expectProof(world), 30_000);
  afterAll(() => world.stop(), 60_000);

  const reasonCodes = (view: { reasons: readonly { reasonCode: string }[] }): string[] =>
    view.reasons.map(({ reasonCode }) => reasonCode);

  test('the pre-check says how much and leaves no case, hold or journal', async () => {
    const before = await storedCounts(world);
    const check = await renter.client.typed.precheck('TQ12', {});
    expect(check).toMatchObject({ eligible: true, maxAmount: '20942.00', nextEligibleOn: null });
    expect(await storedCounts(world)).toEqual(before);
    expect(await ownAccount(renter)).toMatchObject({ balance: '20952.00', held: '0.00', holds: [] });
  });

  test('the application is decided, paid and told whole in one answer', async () => {
    const view = await apply(renter.client, 'TQ12');
    expect(view.state).toBe('done');
    expect(view.decision).toMatchObject({ outcome: 'approved', amount: '20942.00', headline: null });
    expect(view.decision?.findings.length).toBeGreaterThan(10);
    for (const finding of view.decision?.findings ?? []) {
      expect(finding).toMatchObject({ truth: 'true', missing: [] });
      expect(finding.sources.every(({ receiptNo, asOf }) => receiptNo !== null && asOf !== null)).toBe(true);
    }
    expect(view.decision?.amountTrace.map(({ value }) => value)).toEqual([
      '25000.00',
      '0.00',
      '25000.00',
      '20942.00',
    ]);
    expect(eventsOf(view)).toEqual(['accepted', 'facts-asked', 'approved', 'payment-sent', 'credited']);
    expect(view.timeline.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(view.spared).toMatchObject({ visits: 0, papersAsked: 0, humanApprovals: 0 });
    expect(view.spared.papersSpared.length).toBeGreaterThan(4);

    const paid = await paymentsTo(world, renter.person.cardNo);
    expect(paid.map(({ amount, serial, reference }) => ({ amount, serial, reference }))).toEqual([
      { amount: '20942.00', serial: receiptOf(view, 'bankSerial'), reference: receiptOf(view, 'reference') },
    ]);
    expect(await ownAccount(renter)).toMatchObject({ balance: '10.00', held: '0.00', holds: [] });
    expect(await readCase(renter.client, view.id)).toEqual(view);
  });

  test('its events are streamed with ids and resumed where the listener left off', async () => {
    const { id } = await apply(renter.client, 'TQ12');
    const whole = await streamOf(world, renter, id);
    expect(whole.type).toContain('text/event-stream');
    expect(whole.events.map((event) => event.id)).toEqual([1, 2, 3]);
    expect(whole.events.map((event) => event.data.kind)).toEqual(['accepted', 'facts-asked', 'refused']);
    const rest = await streamOf(world, renter, id, 2);
    expect(rest.events).toEqual(whole.events.slice(2));
  });

  test('the spouse gets what is left of the household’s cap', async () => {
    const spouse = await memberWithCard(world, cast.inRole('renterSpouse'));
    const view = await apply(spouse.client, 'TQ12');
    expect([view.state, view.decision?.amount]).toEqual(['done', '4058.00']);
    const more = await apply(spouse.client, 'TQ12');
    expect(more.state).toBe('refused');
    expect(reasonCodes(more)).toEqual(['ROOM_EXHAUSTED']);
    expect(more.reasons[0]).toMatchObject({ retryOn: '2027-01-01' });
  });

  test('two minor children add a thousand yuan to the cap', async () => {
    const one = await memberWithCard(world, cast.inRole('parentOfTwo'));
    const other = await memberWithCard(world, cast.inRole('parentOfTwoSpouse'));
    expect((await apply(one.client, 'TQ12')).decision?.amount).toBe('20942.00');
    const rest = await apply(other.client, 'TQ12');
    expect(rest.decision?.amountTrace[0]?.value).toBe('26000.00');
    expect([rest.state, rest.decision?.amount]).toEqual(['done', '5058.00']);
  });

  test('an amount over the room is refused with the room', async () => {
    const member = await memberWithCard(world, cast.inRole('divorced'));
    const view = await apply(member.client, 'TQ12', { amount: '5750.01' });
    expect(reasonCodes(view)).toEqual(['AMOUNT_OVER_ROOM']);
    expect(view.reasons[0]).toMatchObject({ observed: '5750.01', required: '5750.00' });
    expect(view.reasons[0]?.text.zh).toContain('5750.00');
    expect(await ownAccount(member)).toMatchObject({ balance: '5760.00', held: '0.00' });
    const within = await apply(member.client, 'TQ12', { amount: '5750.00' });
    expect([within.state, within.decision?.amount]).toEqual(['done', '5750.00']);
  });

  test('a refusal names every reason in legal order, in both languages, with source, fix and day', async () => {
    const owner = await signIn(world, cast.inRole('homeOwner'), 'member');
    const view = await apply(owner.client, 'TQ12', { amount: '30000.00' });
    expect(view.state).toBe('refused');
    expect(reasonCodes(view)).toEqual(['HAS_HOME_IN_CITY', 'AMOUNT_OVER_ROOM', 'CARD_NOT_BOUND']);
    expect(view.decision?.headline).toBe('HAS_HOME_IN_CITY');
    for (const { text, fix, sources, clause } of view.reasons) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(text.en).toMatch(/[A-Za-z]{3}/);
      expect(fix?.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(fix?.en).toMatch(/[A-Za-z]{3}/);
      expect(sources.length).toBeGreaterThan(0);
      expect(clause.instrument.zh).toMatch(/\S/);
    }
    expect(view.reasons[0]?.sources.map(({ source }) => source)).toContain('REA');
    // Both a matter of time: the year's room and the balance; only the first has a day.
    const again = await apply(renter.client, 'TQ12');
    expect(again.reasons.map(({ reasonCode, retryOn }) => [reasonCode, retryOn])).toEqual([
      ['ROOM_EXHAUSTED', '2027-01-01'],
      ['BALANCE_TOO_LOW', null],
    ]);
  });

  test('a home of the spouse refuses as one’s own does', async () => {
    const member = await memberWithCard(world, cast.inRole('spouseOwnsHome'));
    const view = await apply(member.client, 'TQ12');
    expect(view.state).toBe('refused');
    expect(reasonCodes(view)).toEqual(['HAS_HOME_IN_CITY']);
  });

  test('a marriage that is filed on paper needs a visit, which is said and not refused', async () => {
    const member = await memberWithCard(world, cast.inRole('marriageOnPaper'));
    const view = await apply(member.client, 'TQ12');
    expect(view.state).toBe('counter');
    expect(view.missing).toContain('household.marriage');
    expect(view.reasons).toEqual([]);
    expect(await ownAccount(member)).toMatchObject({ held: '0.00' });
  });

  test('somebody without an account is told so', async () => {
    const stranger = await signIn(world, cast.inRole('spouseElsewhere'), 'member');
    const view = await apply(stranger.client, 'TQ12');
    expect(view.state).toBe('refused');
    expect(view.decision?.headline).toBe('ACCOUNT_NOT_FOUND');
    expect((await stranger.client.get('/v1/me/account')).status).toBe(404);
  });

  test('a card of somebody else cannot be bound and gets no money', async () => {
    const member = await signIn(world, cast.inRole('widowed'), 'member');
    const { cardNo, phone }: Person = cast.inRole('renter');
    const bound = await apply(member.client, 'GJ34', { cardNo, phone });
    expect(bound.state).toBe('refused');
    expect(reasonCodes(bound)).toEqual(['CARD_OWNER']);
    expect(reasonCodes(await apply(member.client, 'TQ12'))).toEqual(['CARD_NOT_BOUND']);
  });

  test('the same act under a new key meets the open case, which ends by itself and is followed live', async () => {
    const member = await memberWithCard(world, cast.inRole('silentRenter'));
    await world.control('PUT', '/control/moods/civ', { mood: 'silence' });
    const open = await apply(member.client, 'TQ12');
    expect(open.state).toBe('waiting');
    const again = await submit(member.client, 'TQ12', { amount: '1.00' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'CASE_ALREADY_OPEN', caseId: open.id });
    expect(again.headers.get('location')).toBe(`/v1/cases/${open.id}`);

    const followed = streamOf(world, member, open.id);
    await world.control('PUT', '/control/moods/civ', { mood: 'normal' });
    const done = await untilState(member.client, open.id, 'done');
    expect((await followed).events.map(({ data }) => data.kind)).toEqual(eventsOf(done));
    expect(await paymentsTo(world, member.person.cardNo)).toHaveLength(1);
  });

  test('the catalogue has its 67 services and a guide made from the rules that run', async () => {
    const { api } = world.visitor().typed;
    const list = dataOf(await api.GET('/v1/items'));
    expect(list.counts).toMatchObject({ all: 67, online: 51, counter: 16 });
    expect(list.items).toHaveLength(67);
    const page = dataOf(await api.GET('/v1/items/{code}', { params: { path: { code: 'TQ12' } } }));
    expect(page).toMatchObject({ code: 'TQ12', usable: true });
    const conditions = page.guide?.conditions ?? [];
    expect(conditions.length).toBeGreaterThan(10);
    const zh = conditions.map(({ text }) => text.zh).join('\n');
    expect(zh).toContain('25000.00');
    expect(zh).not.toMatch(/[{}]/);
    expect((await world.visitor().get('/v1/items/TQ99')).status).toBe(404);
  });
});

interface StreamedEvent {
  readonly id: number;
  readonly data: { readonly seq: number; readonly kind: string };
}

/** Reads a case's event stream to its end. */
async function streamOf(
  world: World,
  { token }: SignedIn,
  caseId: string,
  after?: number,
): Promise<{ type: string; events: StreamedEvent[] }> {
  const response = await fetch(`${world.api.url}/v1/cases/${caseId}/events`, {
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
      ...(after === undefined ? {} : { 'last-event-id': String(after) }),
    },
  });
  const blocks = (await response.text()).split('\n\n').filter((block) => block.includes('data: '));
  const events = blocks.map((block) => {
    const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
    return { id: Number(field('id')), data: JSON.parse(field('data')) as StreamedEvent['data'] };
  });
  return { type: response.headers.get('content-type') ?? '', events };
}
