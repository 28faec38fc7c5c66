import type { CaseView } from '../../src/modules/casework';
import { startWorld, type World } from '../support';
import {
  apply,
  bankLines,
  bankMood,
  eventsOf,
  expectProof,
  memberWithCard,
  newPeople,
  noticesAbout,
  paymentsTo,
  type Person,
  readCase,
  receiptOf,
  rows,
  sendNotice,
  settledEmployer,
  type SignedIn,
  storedCounts,
  TX,
  untilState,
  withoutNotices,
} from './support';

const input = { amount: '1000.00' };

describe('the bank misbehaves', () => {
  let world: World;
  let people: Person[];
  /** Applied for at the very start, when the paying account was short of funds: it is tried again after half a minute. */
  let waitsForFunds: { member: SignedIn; view: CaseView };

  beforeAll(async () => {
    world = await startWorld({ env: { BANK_DEADLINE_MS: '500', BANK_NOT_FOUND_WINDOW_MS: '1500' } });
    people = await newPeople(world, 18);
    await settledEmployer(world, () => people);
    const member = await nextMember();
    await bankMood(world, 'insufficient-funds', { calls: 1 });
    waitsForFunds = { member, view: await apply(member.client, 'TQ12', input) };
  }, 120_000);
  afterEach(async () => {
    await bankMood(world, 'normal');
    await expectProof(world);
  }, 30_000);
  afterAll(() => world.stop(), 60_000);

  const nextMember = (): Promise<SignedIn> => memberWithCard(world, people.pop()!);
  const accountOf = async ({ client }: SignedIn): Promise<Record<string, unknown>> =>
    (await client.get('/v1/me/account')).body;
  const incidents = async (code: string): Promise<object[]> =>
    rows(world, 'SELECT reference FROM bank_incident WHERE code = $1', [code]);
  const expectPaidOnce = async (member: SignedIn): Promise<void> => {
    expect((await paymentsTo(world, member.person.cardNo)).map(({ amount }) => amount)).toEqual(['1000.00']);
    expect(await accountOf(member)).toMatchObject({ balance: '4760.00', held: '0.00' });
  };
  /** A payment the bank has booked without our knowing: it gave no answer, and its notices went astray. */
  const paidInSilence = async (member: SignedIn): Promise<CaseView> => {
    await bankMood(world, 'timeout-after-paying', { calls: 1 });
    const view = await apply(member.client, 'TQ12', input);
    expect(view.state).toBe('paying');
    return view;
  };

  test('it is short of funds: the member sees a payment under way, never a failure', async () => {
    const { member, view } = waitsForFunds;
    expect(view.state).toBe('paying');
    expect(eventsOf(view)).toEqual(['accepted', 'facts-asked', 'approved', 'payment-sent']);
    expect(await paymentsTo(world, member.person.cardNo)).toEqual([]);
    expect(await accountOf(member)).toMatchObject({ balance: '5760.00', held: '1000.00' });
  });

  test('it pays and says nothing: the money stays held until our question settles it', async () => {
    const member = await nextMember();
    await withoutNotices(world, async () => {
      const { id } = await paidInSilence(member);
      const done = await untilState(member.client, id, 'done');
      expect(eventsOf(done)).toEqual([
        'accepted',
        'facts-asked',
        'approved',
        'payment-sent',
        'payment-unknown',
        'credited',
      ]);
    });
    await expectPaidOnce(member);
  });

  test('its answer does not verify, or is a fault page, or unreadable: each is asked about and paid once', async () => {
    for (const mood of [
      'wrong-signature-after-paying',
      'error500-after-paying',
      'error500-before-paying',
      'garbage',
    ]) {
      const member = await nextMember();
      await withoutNotices(world, async () => {
        await bankMood(world, mood, { calls: 1 });
        const { id, state } = await apply(member.client, 'TQ12', input);
        expect(['paying', 'done']).toContain(state);
        await untilState(member.client, id, 'done');
      });
      await expectPaidOnce(member);
    }
  }, 60_000);

  test('it takes the order and falls silent: it is asked, sent again under the same number, and pays once', async () => {
    const member = await nextMember();
    await bankMood(world, 'silence', { calls: 2 });
    const { id, state } = await apply(member.client, 'TQ12', input);
    expect(state).toBe('paying');
    await untilState(member.client, id, 'done', 40);
    const sends = await rows(
      world,
      `SELECT DISTINCT x.reference FROM bank_exchange AS x JOIN instruction AS i ON i.id = x.instruction_id
        WHERE i.source_id = $1 AND x.direction = 'out'`,
      [id],
    );
    expect(sends).toHaveLength(1);
    await expectPaidOnce(member);
  }, 60_000);

  test('it tells the same payment a hundred times: a hundred polite answers, one transition', async () => {
    const member = await nextMember();
    const view = await apply(member.client, 'TQ12', input);
    expect(view.state).toBe('done');
    const serial = receiptOf(view, 'bankSerial');
    const before = await storedCounts(world);
    await world.control('POST', '/control/bank/resend', { serial, times: 100 });
    expect(new Set(await noticesAbout(world, serial))).toEqual(new Set([200]));
    expect(new Set(await noticesAbout(world, receiptOf(view, 'reference')))).toEqual(new Set([200]));
    expect((await noticesAbout(world, serial)).length).toBeGreaterThan(100);
    expect(await storedCounts(world)).toEqual(before);
    expect(await readCase(member.client, view.id)).toEqual(view);
    await expectPaidOnce(member);
  });

  test('it says “in process” and tells the result later', async () => {
    const member = await nextMember();
    await bankMood(world, 'late-callback', { calls: 1, delayMs: 300 });
    const view = await apply(member.client, 'TQ12', input);
    expect(view.state).toBe('paying');
    await untilState(member.client, view.id, 'done');
    await expectPaidOnce(member);
  });

  test('its notice is there before its answer, which never comes: the notice counts', async () => {
    const member = await nextMember();
    await bankMood(world, 'timeout-after-paying', { calls: 1 });
    const view = await apply(member.client, 'TQ12', input);
    const done = await untilState(member.client, view.id, 'done');
    // The answer that failed afterwards is no news.
    expect(eventsOf(done)).toEqual(['accepted', 'facts-asked', 'approved', 'payment-sent', 'credited']);
    await expectPaidOnce(member);
  });

  test('it rejects what it has paid: nothing changes and a person is told', async () => {
    const member = await nextMember();
    const view = await apply(member.client, 'TQ12', input);
    const rejected = await sendNotice(world, {
      serial: receiptOf(view, 'bankSerial'),
      txCode: TX.paymentResult,
      body: { TxStatus: '1', RtnCode: 'CARD_CLOSED', RtnMessage: '收款账户已销户' },
    });
    expect(rejected).toMatchObject({ status: 409, code: 'REJECTED_AFTER_PAID' });
    expect(await incidents('REJECTED_AFTER_PAID')).toEqual([{ reference: receiptOf(view, 'reference') }]);
    expect(await readCase(member.client, view.id)).toEqual(view);
    await expectPaidOnce(member);
  });

  test('somebody else speaks for it: forged, tampered and stale notices are refused and change nothing', async () => {
    const member = await nextMember();
    const { id } = await withoutNotices(world, () => paidInSilence(member));
    const [line] = await paymentsTo(world, member.person.cardNo);
    const stored = (): Promise<object[]> =>
      rows(
        world,
        'SELECT (SELECT count(*) FROM journal) AS journals, (SELECT count(*) FROM bank_incident) AS incidents',
      );
    await untilState(member.client, id, 'done');
    const before = await stored();
    for (const sign of ['wrong-key', 'unknown-algorithm', 'tampered', 'stale'] as const) {
      const answer = await sendNotice(world, { serial: line!.serial, sign });
      expect([sign, answer.status, answer.code]).toEqual([sign, 401, 'BANK_SIGNATURE_INVALID']);
    }
    const unsigned = await sendNotice(world, { serial: line!.serial, sign: 'unsigned' });
    expect([unsigned.status, unsigned.code]).toEqual([400, 'INVALID_REQUEST']);
    // Signed with the right key, but a message from ourselves sent back.
    const mirrored = await sendNotice(world, {
      serial: line!.serial,
      header: { SendNode: '1', ReceiveNode: '104' },
    });
    expect(mirrored.status).toBe(401);
    expect(await stored()).toEqual(before);
    await expectPaidOnce(member);
  });

  test('a forged “paid” does not release money that the bank never paid', async () => {
    const member = await nextMember();
    await bankMood(world, 'silence');
    const view = await apply(member.client, 'TQ12', input);
    const [order] = await rows<{ reference: string }>(
      world,
      'SELECT reference FROM instruction WHERE source_id = $1',
      [view.id],
    );
    const body = {
      RefSeqNo1: order!.reference,
      TxStatus: '0',
      RtnCode: 'OK',
      HostSeqNo: '202610150000009999',
      ValueDate: '20261015',
      Amt: '1000.00',
      CrAcctNo: member.person.cardNo,
    };
    const forged = await sendNotice(world, { txCode: TX.paymentResult, body, sign: 'wrong-key' });
    expect(forged.status).toBe(401);
    expect(await readCase(member.client, view.id)).toMatchObject({ state: 'paying' });
    expect(await accountOf(member)).toMatchObject({ balance: '5760.00', held: '1000.00' });
    await bankMood(world, 'normal');
    await untilState(member.client, view.id, 'done', 40);
    await expectPaidOnce(member);
  }, 60_000);

  test('it names an order nobody gave: 404, a person is told, nothing changes', async () => {
    const before = await storedCounts(world);
    const body = {
      RefSeqNo1: '20261015000001AAAAAAAAAAAAAA',
      TxStatus: '0',
      RtnCode: 'OK',
      HostSeqNo: '202610150000008888',
      ValueDate: '20261015',
      Amt: '1000.00',
      CrAcctNo: '6222609999900001233',
    };
    const answer = await sendNotice(world, { txCode: TX.paymentResult, body });
    expect(answer).toMatchObject({ status: 404, code: 'UNKNOWN_REFERENCE' });
    expect(await incidents('UNKNOWN_REFERENCE')).toEqual([{ reference: body.RefSeqNo1 }]);
    await sendNotice(world, { txCode: TX.paymentResult, body });
    expect(await incidents('UNKNOWN_REFERENCE')).toHaveLength(1);
    expect(await storedCounts(world)).toEqual(before);
  });

  test('it rejects: hold and room of the household are given back, and the next try succeeds', async () => {
    const member = await nextMember();
    await bankMood(world, 'reject-card-closed', { calls: 1 });
    const failed = await apply(member.client, 'TQ12');
    expect(failed.state).toBe('pay-failed');
    expect(failed.receipt).toMatchObject({ rejectCode: 'CARD_CLOSED' });
    expect(await accountOf(member)).toMatchObject({ balance: '5760.00', held: '0.00', holds: [] });
    expect(await paymentsTo(world, member.person.cardNo)).toEqual([]);
    const check = await member.client.post('/v1/prechecks', { item: 'TQ12', input: {} });
    expect(check.body).toMatchObject({ eligible: true, maxAmount: '5750.00' });
    expect(check.body.decision.amountTrace[1].value).toBe('0.00');
    const again = await apply(member.client, 'TQ12', input);
    expect(again.state).toBe('done');
    await expectPaidOnce(member);
  });

  test('it gives a payment back days later: balance and room are restored by a voucher of its own', async () => {
    const member = await nextMember();
    const view = await apply(member.client, 'TQ12', input);
    const returned = await world.control('POST', '/control/bank/returns', {
      reference: receiptOf(view, 'reference'),
      reason: '账户状态异常',
    });
    expect(await noticesAbout(world, returned.serial as string)).toEqual([200]);
    expect(await accountOf(member)).toMatchObject({ balance: '5760.00', held: '0.00' });
    expect(eventsOf(await readCase(member.client, view.id)).at(-1)).toBe('payment-returned');
    const check = await member.client.post('/v1/prechecks', { item: 'TQ12', input: {} });
    expect(check.body.decision.amountTrace[1].value).toBe('0.00');
    expect((await bankLines(world)).filter(({ kind }) => kind === 'return')).toHaveLength(1);
  });

  test('it tells another amount than was ordered: nothing is booked and a person is told', async () => {
    const member = await nextMember();
    const view = await apply(member.client, 'TQ12', input);
    const answer = await sendNotice(world, {
      serial: receiptOf(view, 'bankSerial'),
      body: { Amt: '999.99' },
    });
    expect(answer).toMatchObject({ status: 409, code: 'WRONG_AMOUNT' });
    expect(await incidents('WRONG_AMOUNT')).toEqual([{ reference: receiptOf(view, 'reference') }]);
    expect(await readCase(member.client, view.id)).toEqual(view);
    await expectPaidOnce(member);
  });

  test('the funds have come: what was short of them is paid, once', async () => {
    const { member, view } = waitsForFunds;
    const done = await untilState(member.client, view.id, 'done', 60);
    expect(eventsOf(done).at(-1)).toBe('credited');
    await expectPaidOnce(member);
  }, 90_000);
});
