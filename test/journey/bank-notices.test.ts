import type { CaseView } from '../../src/modules/casework';
import { startWorld, type World } from '../support';
import {
  apply,
  BANK_CODES,
  bankMood,
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
  sendNotice,
  settledEmployer,
  type SignedIn,
  storedCounts,
  TX,
  untilState,
  withoutNotices,
} from './support';

const input = { amount: '1000.00' };

describe.each(BANK_CODES)('what is told in the name of bank %s', (bank) => {
  let world: World;
  let people: Person[];

  beforeAll(async () => {
    world = await startWorld({ env: { BANK_DEADLINE_MS: '500', BANK_NOT_FOUND_WINDOW_MS: '1500' } });
    people = await newPeople(world, 10, 1, bank);
    await settledEmployer(world, () => people);
  }, 120_000);
  afterEach(async () => {
    await mood('normal');
    await expectProof(world);
  }, 30_000);
  afterAll(() => world.stop(), 60_000);

  const mood = (wanted: string, more = {}): Promise<void> => bankMood(world, wanted, more, bank);
  const nextMember = (): Promise<SignedIn> => memberWithCard(world, people.pop()!);
  const incidents = async (code: string): Promise<object[]> =>
    rows(world, 'SELECT reference FROM bank_incident WHERE code = $1', [code]);
  /** What a notice says whose word is that the payment of a case was made. */
  const paidLine = async (member: SignedIn, view: CaseView): Promise<Record<string, string>> => {
    const [order] = await rows<{ reference: string }>(
      world,
      'SELECT reference FROM instruction WHERE source_id = $1',
      [view.id],
    );
    return {
      kind: 'payment',
      reference: order?.reference ?? '',
      serial: '202610150000009999',
      date: '20261015',
      amount: '1000.00',
      payeeAccount: member.person.cardNo,
    };
  };
  /** A withdrawal that the bank has paid, at once or a moment later. */
  const withdrawn = async (member: SignedIn): Promise<CaseView> => {
    const { id } = await apply(member.client, 'TQ12', input);
    return untilState(member.client, id, 'done');
  };
  const notice = (wanted: Parameters<typeof sendNotice>[1]) => sendNotice(world, wanted, bank);
  const answersTo = (subject: string): Promise<number[]> => noticesAbout(world, subject, bank);

  /** A payment the bank has booked without our knowing: it gave no answer, and its notices went astray. */
  const paidInSilence = async (member: SignedIn): Promise<CaseView> => {
    await mood('timeout-after-paying', { calls: 1 });
    const view = await apply(member.client, 'TQ12', input);
    expect(view.state).toBe('paying');
    return view;
  };

  test('F23: it tells the same payment a hundred times: a hundred polite answers, one transition', async () => {
    const member = await nextMember();
    const view = await withdrawn(member);
    const serial = receiptOf(view, 'bankSerial');
    const before = await storedCounts(world);
    await world.control('POST', `/control/bank/${bank}/resend`, { serial, times: 100 });
    expect(new Set(await answersTo(serial))).toEqual(new Set([200]));
    expect(new Set(await answersTo(receiptOf(view, 'reference')))).toEqual(new Set([200]));
    expect((await answersTo(serial)).length).toBeGreaterThan(100);
    expect(await storedCounts(world)).toEqual(before);
    expect(await readCase(member.client, view.id)).toEqual(view);
    await expectPaidOnce(world, member);
  });

  test('it rejects what it has paid: nothing changes and a person is told', async () => {
    const member = await nextMember();
    const view = await withdrawn(member);
    const rejected = await notice({
      serial: receiptOf(view, 'bankSerial'),
      txCode: TX.paymentResult,
      line: { kind: 'rejection', code: 'CARD_CLOSED', message: '收款账户已销户' },
    });
    expect(rejected).toMatchObject({ status: 409, code: 'REJECTED_AFTER_PAID' });
    expect(await incidents('REJECTED_AFTER_PAID')).toEqual([{ reference: receiptOf(view, 'reference') }]);
    expect(await readCase(member.client, view.id)).toEqual(view);
    await expectPaidOnce(world, member);
  });

  test('F26: somebody else speaks for it: forged, tampered and stale notices are refused and change nothing', async () => {
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
      const answer = await notice({ serial: line!.serial, sign });
      expect([sign, answer.status, answer.code]).toEqual([sign, 401, 'BANK_SIGNATURE_INVALID']);
    }
    const unsigned = await notice({ serial: line!.serial, sign: 'unsigned' });
    expect([unsigned.status, unsigned.code]).toEqual([400, 'INVALID_REQUEST']);
    // Signed with the right key, but a message from ourselves sent back.
    const mirrored = await notice({ serial: line!.serial, sign: 'mirrored' });
    expect(mirrored.status).toBe(401);
    expect(await stored()).toEqual(before);
    await expectPaidOnce(world, member);
  });

  test('a forged “paid” does not release money that the bank never paid', async () => {
    const member = await nextMember();
    await mood('silence');
    const view = await apply(member.client, 'TQ12', input);
    const line = await paidLine(member, view);
    const forged = await notice({ txCode: TX.paymentResult, line, sign: 'wrong-key' });
    expect(forged.status).toBe(401);
    expect(await readCase(member.client, view.id)).toMatchObject({ state: 'paying' });
    expect(await ownAccount(member)).toMatchObject({ balance: '5760.00', held: '1000.00' });
    await mood('normal');
    await untilState(member.client, view.id, 'done', 40);
    await expectPaidOnce(world, member);
  }, 60_000);

  test('F25: it names an order nobody gave: 404, a person is told, nothing changes', async () => {
    const before = await storedCounts(world);
    const line = {
      kind: 'payment',
      reference: '20261015000001AAAAAAAAAAAAAA',
      serial: '202610150000008888',
      date: '20261015',
      amount: '1000.00',
      payeeAccount: '6222609999900001233',
    };
    const answer = await notice({ txCode: TX.paymentResult, line });
    expect(answer).toMatchObject({ status: 404, code: 'UNKNOWN_REFERENCE' });
    expect(await incidents('UNKNOWN_REFERENCE')).toEqual([{ reference: line.reference }]);
    await notice({ txCode: TX.paymentResult, line });
    expect(await incidents('UNKNOWN_REFERENCE')).toHaveLength(1);
    expect(await storedCounts(world)).toEqual(before);
  });

  test('it tells another amount than was ordered: nothing is booked and a person is told', async () => {
    const member = await nextMember();
    const view = await withdrawn(member);
    const answer = await notice({ serial: receiptOf(view, 'bankSerial'), line: { amount: '999.99' } });
    expect(answer).toMatchObject({ status: 409, code: 'WRONG_AMOUNT' });
    expect(await incidents('WRONG_AMOUNT')).toEqual([{ reference: receiptOf(view, 'reference') }]);
    expect(await readCase(member.client, view.id)).toEqual(view);
    await expectPaidOnce(world, member);
  });

  test('F25: it says it paid another amount, or another card, on an open order: all of it stops for a person', async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ amount: '999.99' }, 'WRONG_AMOUNT'],
      [{ payeeAccount: '6222609999900001233' }, 'OTHER_CARD'],
    ];
    for (const [change, code] of wrong) {
      const member = await nextMember();
      await mood('silence');
      const view = await apply(member.client, 'TQ12', input);
      const right = await paidLine(member, view);
      const told = await notice({ txCode: TX.paymentResult, line: { ...right, ...change } });
      expect(told).toMatchObject({ status: 409, code });
      expect(await incidents(code)).toContainEqual({ reference: right['reference'] });
      // Not even the right notice moves it now, nor does the bank's recovery; what it says is not lost but told.
      const late = await notice({ txCode: TX.paymentResult, line: right });
      expect(late).toMatchObject({ status: 409, code: 'MOVED_WHILE_FROZEN' });
      expect(await incidents('MOVED_WHILE_FROZEN')).toContainEqual({ reference: right['reference'] });
      await mood('normal');
      expect(await readCase(member.client, view.id)).toMatchObject({ state: 'paying' });
      expect(await ownAccount(member)).toMatchObject({ balance: '5760.00', held: '1000.00' });
      expect(await paymentsTo(world, member.person.cardNo)).toEqual([]);
    }
  });
});
