import { taiyuan } from '../../scripts/set-up-centre';
import type { CaseView } from '../../src/modules/casework';
import { startWorld, type World } from '../support';
import {
  apply,
  BANK_CODES,
  bankLines,
  bankMood,
  deposit,
  eventsOf,
  expectPaidOnce,
  expectProof,
  memberWithCard,
  newPeople,
  noticesAbout,
  ownAccount,
  paymentsTo,
  type Person,
  readCase,
  receiptOf,
  rows,
  settledEmployer,
  type SignedIn,
  untilState,
  withoutNotices,
} from './support';

const input = { amount: '1000.00' };

describe.each(BANK_CODES)('bank %s misbehaves', (bank) => {
  let world: World;
  let people: Person[];
  /** Applied for at the very start, when the paying account was short of funds: it is tried again after half a minute. */
  let waitsForFunds: { member: SignedIn; view: CaseView };

  beforeAll(async () => {
    world = await startWorld({ env: { BANK_DEADLINE_MS: '500', BANK_NOT_FOUND_WINDOW_MS: '1500' } });
    people = await newPeople(world, 20, 1, bank);
    await settledEmployer(world, () => people);
    const member = await nextMember();
    await behave('insufficient-funds', { calls: 1 });
    waitsForFunds = { member, view: await apply(member.client, 'TQ12', input) };
    // Money comes in, so that what follows is paid from this account again and not from one at another bank.
    const { accountNo: toAccount } = taiyuan.bankAccounts.find(({ bankCode }) => bankCode === bank)!;
    const serial = await deposit(world, { toAccount, amount: '0.01', remark: '无单号' }, bank);
    expect(await noticesAbout(world, serial, bank)).toEqual([200]);
  }, 120_000);
  afterEach(async () => {
    await behave('normal');
    await expectProof(world);
  }, 30_000);
  afterAll(() => world.stop(), 60_000);

  const behave = (mood: string, more = {}): Promise<void> => bankMood(world, mood, more, bank);
  const nextMember = (): Promise<SignedIn> => memberWithCard(world, people.pop()!);
  /** A payment the bank has booked without our knowing: it gave no answer, and its notices went astray. */
  const paidInSilence = async (member: SignedIn): Promise<CaseView> => {
    await behave('timeout-after-paying', { calls: 1 });
    const view = await apply(member.client, 'TQ12', input);
    expect(view.state).toBe('paying');
    return view;
  };

  test('F30: it is short of funds: the centre is alarmed, and the member sees a payment under way, never a failure', async () => {
    const { member, view } = waitsForFunds;
    const { text } = await world.visitor().get('/metrics');
    expect(text).toMatch(
      new RegExp(`^zero_run_payments_short_seconds\\{bank="${bank}",purpose="collection"\\} \\d`, 'm'),
    );
    expect(text).toContain(`zero_run_payments_short_fen{bank="${bank}",purpose="collection"} 100000\n`);
    expect(view.state).toBe('paying');
    expect(eventsOf(view)).toEqual([
      'accepted',
      'facts-asked',
      'approved',
      'payment-sent',
      'payment-awaits-funds',
    ]);
    expect(await paymentsTo(world, member.person.cardNo)).toEqual([]);
    expect(await ownAccount(member)).toMatchObject({ balance: '5760.00', held: '1000.00' });
  });

  test('F20: it pays and says nothing: the money stays held until our question settles it', async () => {
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
    await expectPaidOnce(world, member);
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
        await behave(mood, { calls: 1 });
        const { id, state } = await apply(member.client, 'TQ12', input);
        expect(['paying', 'done']).toContain(state);
        await untilState(member.client, id, 'done');
      });
      await expectPaidOnce(world, member);
    }
  }, 60_000);

  test('it takes the order and falls silent: it is asked, sent again under the same number, and pays once', async () => {
    const member = await nextMember();
    await behave('silence', { calls: 2 });
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
    await expectPaidOnce(world, member);
  }, 60_000);

  test('it says “in process” and tells the result later', async () => {
    const member = await nextMember();
    await behave('late-callback', { calls: 1, delayMs: 300 });
    const view = await apply(member.client, 'TQ12', input);
    expect(view.state).toBe('paying');
    await untilState(member.client, view.id, 'done');
    await expectPaidOnce(world, member);
  });

  test('F24: its notice is there before its answer, which never comes: the notice counts', async () => {
    const member = await nextMember();
    await behave('timeout-after-paying', { calls: 1 });
    const view = await apply(member.client, 'TQ12', input);
    const done = await untilState(member.client, view.id, 'done');
    // The answer that failed afterwards is no news.
    expect(eventsOf(done)).toEqual(['accepted', 'facts-asked', 'approved', 'payment-sent', 'credited']);
    await expectPaidOnce(world, member);
  });

  test('it rejects: hold and room of the household are given back, and the next try succeeds once a card is bound', async () => {
    const member = await nextMember();
    await behave('reject-card-closed', { calls: 1 });
    const { id } = await apply(member.client, 'TQ12');
    const failed = await untilState(member.client, id, 'pay-failed');
    expect(failed.receipt).toMatchObject({ rejectCode: 'CARD_CLOSED' });
    expect(await ownAccount(member)).toMatchObject({ balance: '5760.00', held: '0.00', holds: [] });
    expect(await paymentsTo(world, member.person.cardNo)).toEqual([]);
    await memberWithCard(world, member.person);
    const check = await member.client.post('/v1/prechecks', { item: 'TQ12', input: {} });
    expect(check.body).toMatchObject({ eligible: true, maxAmount: '5750.00' });
    expect(check.body.decision.amountTrace[1].value).toBe('0.00');
    const again = await apply(member.client, 'TQ12', input);
    await untilState(member.client, again.id, 'done');
    await expectPaidOnce(world, member);
  });

  test('F31: it says that the name is another’s: the money is back, and the card is paid to no more until it is bound anew', async () => {
    const member = await nextMember();
    await behave('reject-name-mismatch', { calls: 1 });
    const { id } = await apply(member.client, 'TQ12', input);
    const failed = await untilState(member.client, id, 'pay-failed');
    expect(failed.receipt).toMatchObject({ rejectCode: 'NAME_MISMATCH' });
    expect(eventsOf(failed)).toContain('card-stopped');
    expect(await ownAccount(member)).toMatchObject({ balance: '5760.00', held: '0.00', holds: [] });
    const refused = await apply(member.client, 'TQ12', input);
    expect(refused.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['CARD_NOT_BOUND']);
    expect(await paymentsTo(world, member.person.cardNo)).toEqual([]);
    await memberWithCard(world, member.person);
    const again = await apply(member.client, 'TQ12', input);
    await untilState(member.client, again.id, 'done');
    await expectPaidOnce(world, member);
  });

  test('F27: it gives a payment back days later: balance and room are restored by a voucher of its own', async () => {
    const member = await nextMember();
    const { id } = await apply(member.client, 'TQ12', input);
    const view = await untilState(member.client, id, 'done');
    const returned = await world.control('POST', `/control/bank/${bank}/returns`, {
      reference: receiptOf(view, 'reference'),
      reason: '账户状态异常',
    });
    expect(await noticesAbout(world, returned.serial as string, bank)).toEqual([200]);
    expect(await ownAccount(member)).toMatchObject({ balance: '5760.00', held: '0.00' });
    expect(eventsOf(await readCase(member.client, view.id)).at(-1)).toBe('payment-returned');
    const check = await member.client.post('/v1/prechecks', { item: 'TQ12', input: {} });
    expect(check.body.decision.amountTrace[1].value).toBe('0.00');
    expect((await bankLines(world)).filter(({ kind }) => kind === 'return')).toHaveLength(1);
  });

  test('F27: it gives a payment back because the card is closed: the card is paid to no more until it is bound anew', async () => {
    const member = await nextMember();
    const { id } = await apply(member.client, 'TQ12', input);
    const reference = receiptOf(await untilState(member.client, id, 'done'), 'reference');
    const reason = '收款账户已销户';
    const line = await world.control('POST', `/control/bank/${bank}/returns`, { reference, reason });
    expect(await noticesAbout(world, line.serial as string, bank)).toEqual([200]);
    const { timeline } = await readCase(member.client, id);
    expect(timeline.slice(-2)).toMatchObject([
      { kind: 'payment-returned', body: { reason: 'CARD_CLOSED' } },
      { kind: 'card-stopped', body: { why: 'CARD_CLOSED' } },
    ]);
    const refused = await apply(member.client, 'TQ12', input);
    expect(refused.reasons.map(({ reasonCode }) => reasonCode)).toEqual(['CARD_NOT_BOUND']);
    await memberWithCard(world, member.person);
    const again = await apply(member.client, 'TQ12', input);
    await untilState(member.client, again.id, 'done');
    expect(await paymentsTo(world, member.person.cardNo)).toHaveLength(2);
    expect(await ownAccount(member)).toMatchObject({ balance: '4760.00', held: '0.00' });
  });

  test('F19: nobody is at its address: the member sees a payment under way, and it is paid once when the bank is there again', async () => {
    const member = await nextMember();
    const address = bank === '104' ? 'BANK_BOC_URL' : 'BANK_BOCOM_URL';
    await world.restartApi(0, { [address]: 'http://127.0.0.1:9' });
    const { id, state } = await apply(member.client, 'TQ12', input);
    expect(state).toBe('paying');
    expect(await ownAccount(member)).toMatchObject({ balance: '5760.00', held: '1000.00' });
    await world.restartApi(0);
    const done = await untilState(member.client, id, 'done', 40);
    expect(eventsOf(done)).not.toContain('payment-rejected');
    await expectPaidOnce(world, member);
  }, 90_000);

  test('the funds have come: what was short of them is paid, once', async () => {
    const { member, view } = waitsForFunds;
    const done = await untilState(member.client, view.id, 'done', 60);
    expect(eventsOf(done).at(-1)).toBe('credited');
    await expectPaidOnce(world, member);
  }, 90_000);
});
