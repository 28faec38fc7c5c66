import { createHmac } from 'node:crypto';
import { CaseWorker } from '../../../src/modules/casework/app/case-worker';
import { MemberAccounts } from '../../../src/modules/contribution';
import { SettlementWorker } from '../../../src/modules/settlement';
import { WatchPurchases } from '../../../src/modules/withdrawal/app/recovery/watch-purchases';
import { apply, giveBack, settleIn } from '../oversight/travel';
import { Road } from '../oversight/road';

/** From 2026-12-01 on nothing may be withdrawn before what is owed is given back. */
const TODAY = '2026-12-05';
const DUE = '2027-01-04';
const CONTRACT = 'YS(2026)0000001';
const UNIT = '140199001001GB00012F00010001';

let road: Road;

beforeEach(async () => {
  road = await Road.start({ BUSINESS_DATE: TODAY });
  await settleIn(road);
}, 60_000);
afterEach(async () => {
  expect([...(await road.broken()).values()]).toEqual([]);
  await road.stop();
});

const client = (role: string) => road.signedIn(road.person(role), 'member');
const buy = async (role: string, amount: string, state: string | null = 'done') =>
  apply(await client(role), 'TQ01', { amount }, state);
const set = (status: 'valid' | 'cancelled', contractNo = CONTRACT) =>
  road.control('PUT', `contracts/${encodeURIComponent(contractNo)}`, { status });
const worker = () => road.opened(WatchPurchases);
/** The day of asking has come for everybody who was paid. */
const askNow = async (): Promise<number> => {
  await road.pastAllGuards(`UPDATE purchase_watch SET next_on = '${TODAY}' WHERE paid_on IS NOT NULL`);
  return worker().workOnce();
};
const cancelAndAsk = async (): Promise<void> => {
  await set('cancelled');
  await askNow();
};
const own = async (role: string) => (await (await client(role)).get('/v1/me/recoveries')).body;
const numberOf = async (role: string): Promise<string> => (await own(role)).recoveries[0].recoveryNo;
const account = async (role: string) => (await (await client(role)).get('/v1/me/account')).body;
const timeline = async (role: string, caseId: string) =>
  (await (await client(role)).get(`/v1/cases/${caseId}`)).body.timeline.map(
    ({ kind }: { kind: string }) => kind,
  );
const home = async () =>
  (await road.query<{ taken: bigint }>(`SELECT taken_fen AS taken FROM pot WHERE kind = 'home'`))[0]?.taken;
/** As if the account of that case had been closed and its holder had another one while `act` goes on. */
async function withAnotherAccount(caseId: string, act: () => Promise<void>): Promise<void> {
  const its = `account_id = (SELECT account_id FROM hold WHERE case_id = '${caseId}')`;
  await road.pastAllGuards(
    `UPDATE member_account SET state = '05', closed_on = '${TODAY}', closing_reason = '03', state_before_closing = '01' WHERE ${its}`,
    `INSERT INTO member_account (centre_id, account_id, person_id, unit_id, state, account_no, base_fen, employer_fen, employee_fen, opened_on)
     SELECT centre_id, 999999, person_id, unit_id, '01', '99000000999', base_fen, employer_fen, employee_fen, opened_on
       FROM member_account WHERE ${its}`,
  );
  await act();
  await road.pastAllGuards(
    'DELETE FROM member_account WHERE account_id = 999999',
    `UPDATE member_account SET state = '01', closed_on = NULL, closing_reason = NULL, state_before_closing = NULL WHERE ${its}`,
  );
}
const suspense = async () =>
  (await road.query<{ fen: bigint }>(`SELECT amount_fen AS fen FROM receipt WHERE state = 'suspense'`)).map(
    ({ fen }) => fen,
  );

describe('a contract that is cancelled after the money was paid', () => {
  it('makes each spouse give back what each had: told why, how much, until when and to which account', async () => {
    const [buyer, spouse] = [await buy('buyer', '5000.00'), await buy('buyerSpouse', '700.00')];
    await cancelAndAsk();
    const mine = await own('buyer');
    expect(mine.recoveries).toMatchObject([
      {
        recoveryNo: expect.stringMatching(/^TH20261205\d{8}$/),
        caseId: buyer.id,
        contractNo: CONTRACT,
        amount: '5000.00',
        givenBack: '0.00',
        outstanding: '5000.00',
        state: 'open',
        openedOn: TODAY,
        dueOn: DUE,
        overdue: false,
      },
    ]);
    expect(mine.recoveries[0].toDo.zh).toContain(`请在 ${DUE} 前把 5000.00 元`);
    expect(mine.payTo).toContainEqual(expect.objectContaining({ bankCode: '104' }));
    expect((await own('buyerSpouse')).recoveries).toMatchObject([{ caseId: spouse.id, amount: '700.00' }]);
    expect((await own('renter')).recoveries).toEqual([]);
    expect(await timeline('buyer', buyer.id)).toEqual([
      'accepted',
      'facts-asked',
      'approved',
      'payment-sent',
      'credited',
      'recovery-opened',
    ]);
    const desk = await (
      await road.signedIn(road.person('renter'), 'clerk')
    ).get('/v1/desk/recoveries?limit=1');
    expect(desk.body.recoveries).toHaveLength(1);
    expect(desk.body.recoveries[0].person).not.toBe(road.person('buyer').name);
    const rest = await (
      await road.signedIn(road.person('renter'), 'clerk')
    ).get(`/v1/desk/recoveries?cursor=${desk.body.next as string}`);
    expect([rest.body.recoveries.length, rest.body.next]).toEqual([1, null]);
    expect((await (await client('renter')).get('/v1/desk/recoveries')).status).toBe(403);
  });

  it('bars every withdrawal until it is given back, and is no ban for fraud', async () => {
    await buy('buyer', '5000.00');
    await cancelAndAsk();
    const refused = await apply(await client('buyer'), 'TQ12', {}, 'refused');
    const barred = refused.reasons.find(({ rule }: { rule?: string }) =>
      rule?.startsWith('nothing-owed-back'),
    );
    expect(refused.reasons.map(({ reasonCode }: { reasonCode: string }) => reasonCode)).toContain(
      'CONTRACT_CANCELLED',
    );
    expect(refused.reasons.map(({ reasonCode }: { reasonCode: string }) => reasonCode)).not.toContain(
      'RESTRICTED_FRAUD',
    );
    expect((barred ?? refused.reasons[0]).text.zh).toContain('5000.00');
    expect(await road.count('restriction')).toBe(0);
    await road.transfer('5000.00', `退回 ${await numberOf('buyer')}`);
    const after = await apply(await client('buyer'), 'TQ12', {}, null);
    expect(JSON.stringify(after.reasons ?? [])).not.toContain('CONTRACT_CANCELLED');
  });

  it('is given back in parts, to the fen: the account has it again and the home its room', async () => {
    const made = await buy('buyer', '5000.00');
    expect(await home()).toBe(500_000n);
    const before = await account('buyer');
    await cancelAndAsk();
    const no = await numberOf('buyer');
    await road.transfer('1999.99', `${no.slice(0, 2)} ${no.slice(2)}`);
    expect(await own('buyer')).toMatchObject({
      recoveries: [{ givenBack: '1999.99', outstanding: '3000.01', state: 'open' }],
    });
    expect(await home()).toBe(300_001n);
    expect((await apply(await client('buyer'), 'TQ12', {}, 'refused')).state).toBe('refused');
    await road.transfer('3000.01', no);
    expect(await own('buyer')).toMatchObject({
      recoveries: [
        { givenBack: '5000.00', outstanding: '0.00', state: 'given-back', toDo: null, endedOn: TODAY },
      ],
      payTo: [],
    });
    expect(await home()).toBe(0n);
    const balance = (await account('buyer')).balance as string;
    expect(Number(balance) - Number(before.balance as string)).toBe(5000);
    const lines = await road.query<object>(
      `SELECT e.subject, e.side, e.amount_fen AS amount FROM journal AS j JOIN entry AS e ON e.journal_id = j.id
        WHERE j.kind = 'withdrawal-given-back' ORDER BY e.amount_fen, e.side DESC`,
    );
    expect(lines).toEqual([
      { subject: '101', side: 'D', amount: 199_999n },
      { subject: '201', side: 'C', amount: 199_999n },
      { subject: '101', side: 'D', amount: 300_001n },
      { subject: '201', side: 'C', amount: 300_001n },
    ]);
    expect((await timeline('buyer', made.id)).slice(-4)).toEqual([
      'recovery-opened',
      'recovery-paid',
      'recovery-paid',
      'recovery-ended',
    ]);
  });

  it('takes no more than is left: what is over, and what comes when all is paid, is kept for its payer', async () => {
    await buy('buyer', '5000.00');
    await cancelAndAsk();
    const no = await numberOf('buyer');
    await road.transfer('5000.01', no);
    expect((await own('buyer')).recoveries).toMatchObject([{ state: 'given-back', givenBack: '5000.00' }]);
    expect(await suspense()).toEqual([1n]);
    await road.transfer('20.00', no);
    expect((await suspense()).sort()).toEqual([1n, 2000n]);
    await road.transfer('3.00', `${no} TH2026120500009999`);
    expect((await suspense()).length).toBe(3);
  });

  it('of whose account another is open by the time it is locked goes on neither: it is kept for its payer', async () => {
    await buy('buyer', '5000.00');
    await cancelAndAsk();
    const no = await numberOf('buyer');
    const [other] = await road.query<{ id: bigint }>(
      'SELECT account_id AS id FROM member_account WHERE account_id <> (SELECT account_id FROM hold) LIMIT 1',
    );
    // As it was read while whoever closes it held its balance.
    const read = jest.spyOn(road.opened(MemberAccounts), 'openAccountOf').mockResolvedValueOnce(other!.id);
    await road.transfer('5000.00', no);
    read.mockRestore();
    expect((await own('buyer')).recoveries).toMatchObject([{ state: 'open', givenBack: '0.00' }]);
    expect(await suspense()).toEqual([500_000n]);
  });

  it('is told once when its time has passed, and is still taken late', async () => {
    const made = await buy('buyer', '5000.00');
    await cancelAndAsk();
    await road.pastAllGuards(`UPDATE recovery SET opened_on = '2026-11-01', due_on = '2026-12-04'`);
    await worker().workOnce();
    await worker().workOnce();
    expect(
      (await timeline('buyer', made.id)).filter((kind: string) => kind === 'recovery-overdue'),
    ).toHaveLength(1);
    expect((await own('buyer')).recoveries).toMatchObject([{ overdue: true, state: 'open' }]);
    await road.transfer('5000.00', await numberOf('buyer'));
    expect((await own('buyer')).recoveries).toMatchObject([{ overdue: false, state: 'given-back' }]);
  });

  it('is recovered once, however often the bureau says so', async () => {
    const made = await buy('buyer', '5000.00');
    await set('cancelled');
    for (let times = 0; times < 3; times += 1) await askNow();
    await Promise.all([askNow(), askNow()]);
    expect(await road.count('recovery')).toBe(1);
    expect(
      (await timeline('buyer', made.id)).filter((kind: string) => kind === 'recovery-opened'),
    ).toHaveLength(1);
    await road.transfer('5000.00', await numberOf('buyer'));
    await askNow();
    expect((await own('buyer')).recoveries).toMatchObject([{ state: 'given-back' }]);
    expect(await road.count('recovery')).toBe(1);
  });

  it('is lifted when the bureau takes it back, and opened again under its number for what is left', async () => {
    const made = await buy('buyer', '5000.00');
    await cancelAndAsk();
    const no = await numberOf('buyer');
    await road.transfer('1000.00', no);
    await set('valid');
    await askNow();
    expect((await own('buyer')).recoveries).toMatchObject([{ state: 'lifted', outstanding: '0.00' }]);
    expect(await timeline('buyer', made.id)).toContain('recovery-lifted');
    expect(
      JSON.stringify((await apply(await client('buyer'), 'TQ12', {}, null)).reasons ?? []),
    ).not.toContain('CONTRACT_CANCELLED');
    await cancelAndAsk();
    expect((await own('buyer')).recoveries).toMatchObject([
      { recoveryNo: no, state: 'open', outstanding: '4000.00' },
    ]);
  });

  it('that is lifted lets what was given back be drawn once more, and not a third time', async () => {
    await buy('buyer', '5000.00');
    expect((await buy('buyer', '1000.00', 'refused')).decision.headline).toBe('ROOM_EXHAUSTED');
    await cancelAndAsk();
    await road.transfer('1000.00', await numberOf('buyer'));
    await set('valid');
    await askNow();
    await buy('buyer', '1000.00');
    expect(await home()).toBe(500_000n);
    expect((await buy('buyer', '1000.00', 'refused')).decision.headline).toBe('ROOM_EXHAUSTED');
  });

  it('asks nothing back of a payment that the bank returned', async () => {
    const made = await buy('buyer', '5000.00');
    await cancelAndAsk();
    await giveBack(road, made.id as string);
    expect((await own('buyer')).recoveries).toMatchObject([{ state: 'bank-returned', outstanding: '0.00' }]);
    expect(await home()).toBe(0n);
    expect(await askNow()).toBe(0);
  });

  it.each(['before', 'after'])(
    'asks nothing back of one whose money could not go on the account either: cancelled %s the bank returned it',
    async (cancelled) => {
      const made = await buy('buyer', '5000.00');
      if (cancelled === 'before') await cancelAndAsk();
      await withAnotherAccount(made.id as string, () => giveBack(road, made.id as string));
      expect(await road.count('journal', `kind = 'withdrawal-restored'`)).toBe(0);
      if (cancelled === 'after') {
        await buy('buyerSpouse', '700.00');
        await cancelAndAsk();
        expect((await own('buyerSpouse')).recoveries).toMatchObject([{ amount: '700.00', state: 'open' }]);
        expect((await own('buyer')).recoveries).toEqual([]);
      } else {
        expect((await own('buyer')).recoveries).toMatchObject([
          { state: 'bank-returned', outstanding: '0.00' },
        ]);
        expect(await askNow()).toBe(0);
      }
    },
  );

  it('is recovered the moment it is paid when the contract went while the bank had not answered', async () => {
    await buy('buyer', '5000.00');
    // The spouse's payment is under way: the bank has paid and not said so.
    await road.control('PUT', 'bank/callback', { url: 'http://127.0.0.1:9/', customer: '1' });
    await road.control('PUT', 'moods/bank', { mood: 'timeout-after-paying', calls: 1 });
    const open = await buy('buyerSpouse', '700.00', 'paying');
    await cancelAndAsk();
    expect((await own('buyerSpouse')).recoveries).toEqual([]);
    await road.pastAllGuards(
      `UPDATE instruction SET due_at = clock_timestamp() - interval '1 second' WHERE due_at IS NOT NULL`,
    );
    await road.opened(SettlementWorker).workOnce();
    expect((await timeline('buyerSpouse', open.id)).slice(-2)).toEqual(['credited', 'recovery-opened']);
    expect((await own('buyerSpouse')).recoveries).toMatchObject([{ amount: '700.00', state: 'open' }]);
  });
});

describe('an event of the bureau', () => {
  const event = (no: number, sx: 'CX' | 'HF' = 'CX', change: object = {}) => ({
    tzbh: `FGTZ-2026-${String(no).padStart(8, '0')}`,
    tzsk: '2026/12/05-10:11:12',
    hth: CONTRACT,
    dyh: UNIT,
    sx,
    ...change,
  });
  const tell = async (message: object, key = road.settings['HSG_KEY'] ?? '') => {
    const body = JSON.stringify(message);
    const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(body).digest('base64');
    const headers = { 'content-type': 'application/json', 'x-hsg-signature': signature };
    const answer = await fetch(`${road.url}/v1/registry-events/hsg`, { method: 'POST', headers, body });
    return { status: answer.status, body: (await answer.json()) as { effect?: string; code?: string } };
  };

  it('has the bureau asked at once, and its answer counts: the same event again does nothing', async () => {
    await buy('buyer', '5000.00');
    await set('cancelled');
    expect(await tell(event(1))).toMatchObject({ status: 200, body: { effect: 'applied' } });
    const again = await Promise.all([tell(event(1)), tell(event(1))]);
    expect(again.map(({ body }) => body.effect)).toEqual(['none', 'none']);
    expect(await own('buyer')).toMatchObject({ recoveries: [] });
    await worker().workOnce();
    expect((await own('buyer')).recoveries).toMatchObject([{ state: 'open', amount: '5000.00' }]);
    expect(await worker().workOnce()).toBe(0);
    expect(await road.count('registry_event', `registry = 'HSG'`)).toBe(1);
    await set('valid');
    expect((await tell(event(2, 'HF'))).body.effect).toBe('applied');
    await worker().workOnce();
    expect((await own('buyer')).recoveries).toMatchObject([{ state: 'lifted' }]);
  });

  it('that its own books do not bear out takes nothing back from anybody', async () => {
    await buy('buyer', '5000.00');
    await tell(event(1));
    await worker().workOnce();
    expect((await own('buyer')).recoveries).toEqual([]);
  });

  it('is refused when it is forged, unsigned or of another form, and leaves nothing behind', async () => {
    expect(await tell(event(1), Buffer.alloc(32, 7).toString('base64'))).toMatchObject({
      status: 401,
      body: { code: 'REGISTRY_SIGNATURE_INVALID' },
    });
    expect((await tell(event(1, 'CX', { more: 'x' }))).status).toBe(400);
    expect((await tell({ ...event(1), sx: 'XX' })).status).toBe(400);
    const unsigned = await fetch(`${road.url}/v1/registry-events/hsg`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event(1)),
    });
    expect(unsigned.status).toBe(400);
    expect(await road.count('registry_event')).toBe(0);
    expect((await tell(event(1))).body.effect).toBe('none');
  });

  describe('F37: about a payment that waits for funds', () => {
    let waiting: { id: string };
    const payment = async () =>
      await road.query<{ state: string; code: string | null }>(
        `SELECT state, reject_code AS code FROM instruction WHERE source_id = $1`,
        [waiting.id],
      );
    const fundsHaveCome = async () => {
      await road.pastAllGuards(`UPDATE instruction SET due_at = now() WHERE state = 'created'`);
      await road.opened(SettlementWorker).workOnce();
    };
    beforeEach(async () => {
      await road.control('PUT', 'moods/bank', { mood: 'insufficient-funds', calls: 1 });
      waiting = await buy('buyer', '5000.00', 'paying');
    });

    it('has the bureau asked before it leaves: cancelled, it is never sent, and nobody owes anything', async () => {
      const before = await account('buyer');
      await set('cancelled');
      await tell(event(1));
      await worker().workOnce();
      await fundsHaveCome();
      expect(await payment()).toEqual([{ state: 'rejected', code: 'CONTRACT_CANCELLED' }]);
      expect(await timeline('buyer', waiting.id)).not.toContain('recovery-opened');
      expect((await own('buyer')).recoveries).toEqual([]);
      expect(await account('buyer')).toMatchObject({ balance: before.balance, held: '0.00' });
      expect(await home()).toBe(0n);
      const { lines } = (await road.control('GET', 'bank/books', undefined)) as { lines: { kind: string }[] };
      expect(lines.filter(({ kind }) => kind === 'payment')).toEqual([]);
      expect(await buy('buyer', '1.00', 'refused')).toMatchObject({
        decision: { headline: 'CONTRACT_CANCELLED' },
      });
    });

    it('that the bureau’s books do not bear out keeps nobody from being paid', async () => {
      await tell(event(1));
      await worker().workOnce();
      await fundsHaveCome();
      expect(await payment()).toEqual([{ state: 'paid', code: null }]);
      expect((await own('buyer')).recoveries).toEqual([]);
    });
  });

  it('keeps a case from being paid on what the bureau said before it', async () => {
    await road.control('PUT', 'moods/pol', { mood: 'garbage' });
    const waiting = await buy('buyer', '5000.00', 'waiting');
    await set('cancelled');
    await tell(event(1, 'CX', { tzsk: '2026/12/06-00:00:00' }));
    await road.control('PUT', 'moods/pol', { mood: 'normal' });
    await road.pastAllGuards(`UPDATE service_case SET due_at = clock_timestamp() WHERE state = 'waiting'`);
    await road.opened(CaseWorker).workOnce();
    const now = (await (await client('buyer')).get(`/v1/cases/${waiting.id as string}`)).body;
    expect(now).toMatchObject({ state: 'waiting', missing: ['purchase.home'] });
    expect(await road.count('instruction', `purpose = 'withdrawal'`)).toBe(0);
  });
});

describe('the bureau is asked again', () => {
  it('30, 90 and 180 days after the payment, and no more; silence and a contract it does not name change nothing', async () => {
    await buy('buyer', '5000.00');
    const next = async () =>
      (await road.query<{ on: string | null }>('SELECT next_on AS on FROM purchase_watch'))[0]!.on;
    expect(await next()).toBe('2027-01-04');
    await road.pastAllGuards(`UPDATE purchase_watch SET paid_on = '2026-11-05', next_on = '2026-12-05'`);
    await road.control('PUT', 'moods/hsg', { mood: 'garbage' });
    expect(await worker().workOnce()).toBe(1);
    expect(await next()).toBe('2026-12-05');
    expect(await road.count('recovery')).toBe(0);
    expect(await worker().workOnce()).toBe(0);
    await road.control('PUT', 'moods/hsg', { mood: 'normal' });
    await road.pastAllGuards(`UPDATE purchase_watch SET due_at = clock_timestamp()`);
    await worker().workOnce();
    expect(await next()).toBe('2027-02-03');
    await road.pastAllGuards(
      `UPDATE purchase_watch SET paid_on = '2026-06-08', next_on = '2026-12-05', contract_no = 'YS(2026)9999999'`,
    );
    await worker().workOnce();
    expect(await next()).toBeNull();
    expect(await road.count('recovery')).toBe(0);
    const asked = await road.query<{ purpose: string }>(
      `SELECT purpose FROM registry_exchange WHERE purpose = 'purchase-watch'`,
    );
    expect(asked.length).toBeGreaterThanOrEqual(3);
  });

  it('a contract that is cancelled before the payment stops it: nothing is paid and nothing is to be given back', async () => {
    await set('cancelled');
    expect(await buy('buyer', '5000.00', 'refused')).toMatchObject({
      decision: { headline: 'CONTRACT_CANCELLED' },
    });
    expect(await road.count('instruction', `purpose = 'withdrawal'`)).toBe(0);
    expect(await askNow()).toBe(0);
    expect(await road.count('recovery')).toBe(0);
  });
});
