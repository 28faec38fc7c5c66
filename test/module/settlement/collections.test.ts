import { newId } from '../../../src/kernel/identifiers/uuid';
import type { Collection } from '../../../src/modules/settlement';
import { BANKS } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

const WINDOW_MS = 60_000;
const PAYER = { accountNo: '10488000000000000001', name: '某单位(虚构)', corporate: true };

jest.setTimeout(120_000);

describe.each(BANKS)('money collected through bank $code', (bank) => {
  let room: SettlementUnderTest;
  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank, {
      BANK_DEADLINE_MS: '1500',
      BANK_NOT_FOUND_WINDOW_MS: String(WINDOW_MS),
    });
  }, 60_000);
  afterEach(async () => {
    room.mood({ mood: 'normal' });
    expect(await room.breaches()).toEqual([]);
  });
  afterAll(() => room.stop());

  const order = (more: { sourceId?: string; partial?: boolean } = {}) =>
    room.run((tx) =>
      room.collections.collect(tx, {
        purpose: 'tested-debit',
        sourceId: newId(),
        payer: { account: { ...PAYER, bankCode: bank.code } },
        amountFen: 10_000n,
        summary: '代扣',
        ...more,
      }),
    );
  const dispatch = (id: string) => room.collections.dispatch(1, id);
  const found = async (id: string): Promise<Collection> => {
    const collection = await room.run((tx) => room.collections.find(tx, id));
    if (collection === null) throw new Error('no such collection');
    return collection;
  };
  const takenBy = async ({ reference }: Collection) =>
    (await room.bankLines('collection')).filter((line) => line['reference'] === reference);
  const receiptsOf = ({ reference }: Collection) => room.count('receipt', `matched_ref = '${reference}'`);

  it('is ours at once: one receipt, one voucher, one line at the bank', async () => {
    const { posted } = await room.balance();
    const id = await order();
    expect(await dispatch(id)).toBe('paid');
    const collection = await found(id);
    expect(collection).toMatchObject({ collectedFen: 10_000n, rejectCode: null });
    expect(await takenBy(collection)).toMatchObject([{ amount: '100.00', serial: collection.bankSerial }]);
    expect(await receiptsOf(collection)).toBe(1);
    expect((await room.balance()).posted).toBe(posted + 10_000n);
  });

  it('is asked about when the bank took it and did not answer, and is booked once', async () => {
    room.mood({ mood: 'timeout-after-paying', calls: 1 });
    const id = await order();
    expect(await dispatch(id)).toBe('unknown');
    expect(room.collected.told).toContain((await found(id)).sourceId);
    await room.collectLater();
    const collection = await found(id);
    expect(collection.state).toBe('paid');
    expect([await takenBy(collection), await receiptsOf(collection)]).toMatchObject([[{}], 1]);
  });

  it.each(['error500-before-paying', 'silence'])(
    'never reached the bank (%s): it is sent again under its number',
    async (mood) => {
      room.mood({ mood, calls: 1 });
      const id = await order();
      expect(await dispatch(id)).toBe('unknown');
      await room.collectLater();
      // Not found right after the attempt is no final word: it may still be on its way.
      expect((await found(id)).state).toBe('unknown');
      await room.collectLater(WINDOW_MS + 1);
      expect((await found(id)).state).toBe('created');
      await room.collectLater();
      const collection = await found(id);
      expect([collection.state, await takenBy(collection)]).toMatchObject(['paid', [{}]]);
    },
  );

  it.each([
    ['insufficient-funds', 'PAYER_FUNDS_SHORT'],
    ['reject-card-closed', 'CARD_CLOSED'],
  ])('is refused for good (%s), and may be ordered anew', async (mood, code) => {
    room.mood({ mood, calls: 1 });
    const sourceId = newId();
    const id = await order({ sourceId });
    expect(await dispatch(id)).toBe('rejected');
    expect(await found(id)).toMatchObject({ rejectCode: code, collectedFen: null });
    expect(room.collected.refused.at(-1)).toBe(code);
    const again = await order({ sourceId });
    expect(await dispatch(again)).toBe('paid');
    await expect(order({ sourceId })).rejects.toMatchObject({ constraint: 'collection_once' });
  });

  it('is what the payer has, where a part may be taken; nothing of it otherwise', async () => {
    const funds = (amount: string) =>
      room.bankControl('PUT', 'payer-funds', { account: PAYER.accountNo, amount });
    await funds('30.00');
    expect(await dispatch(await order())).toBe('rejected');
    const id = await order({ partial: true });
    expect(await dispatch(id)).toBe('paid');
    expect(await found(id)).toMatchObject({ amountFen: 10_000n, collectedFen: 3_000n });
    expect(await dispatch(await order({ partial: true }))).toBe('rejected');
    await funds('1000000.00');
  });

  it('is told late: it waits, and nobody orders it again', async () => {
    room.mood({ mood: 'late-callback', calls: 1, delayMs: 50 });
    const sourceId = newId();
    const id = await order({ sourceId });
    expect(await dispatch(id)).toBe('accepted');
    await expect(order({ sourceId })).rejects.toMatchObject({ constraint: 'collection_once' });
    await room.collectLater();
    expect((await found(id)).state).toBe('paid');
  });

  it('is booked when our own fault has passed, and a person was told once', async () => {
    room.collected.failing = 2;
    const id = await order();
    expect(await dispatch(id)).toBe('sending');
    await room.collectLater();
    expect((await found(id)).state).toBe('sending');
    await room.collectLater();
    const collection = await found(id);
    expect([collection.state, await receiptsOf(collection)]).toEqual(['paid', 1]);
    const told = `code = 'HANDLER_FAILED' AND reference = '${collection.reference}'`;
    expect(await room.count('bank_incident', told)).toBe(1);
  });

  it('is not taken for money of another kind when a line leaves under its number', async () => {
    const collection = await found(await order());
    await dispatch(collection.id);
    await room.hearNotices();
    const line = {
      kind: 'payment',
      account: room.bankAccountNo,
      reference: collection.reference,
      serial: 'OUT1',
      amount: '1.00',
    };
    expect(await room.push({ line })).toEqual({ status: 404, code: 'UNKNOWN_REFERENCE' });
    expect((await found(collection.id)).frozen).toBe(false);
  });

  describe('and told by the bank itself', () => {
    beforeAll(() => room.hearNotices());

    const untilPaid = async (id: string): Promise<void> => {
      for (let tries = 0; tries < 1_000 && (await found(id)).state !== 'paid'; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 20));
      expect((await found(id)).state).toBe('paid');
    };

    it('before the answer came: the notice books it, and the answer to our question adds nothing', async () => {
      room.mood({ mood: 'timeout-after-paying', calls: 1 });
      const id = await order();
      await dispatch(id);
      await untilPaid(id);
      const collection = await found(id);
      expect(await receiptsOf(collection)).toBe(1);
      await room.collectLater();
      expect(await receiptsOf(collection)).toBe(1);
    });

    it('three times and after the answer: booked once', async () => {
      const id = await order();
      expect(await dispatch(id)).toBe('paid');
      const collection = await found(id);
      const [line] = await takenBy(collection);
      for (const txCode of ['SBDC100', 'SBDC100', 'ZR101R'])
        expect(await room.push({ txCode, line })).toEqual({ status: 200, code: '' });
      expect(await receiptsOf(collection)).toBe(1);
    });

    it.each([
      ['another amount', { amount: '99.00' }, 'WRONG_AMOUNT'],
      ['another payer', { payerAccount: '1' }, 'OTHER_CARD'],
      ['a second time under another serial', { serial: 'S2' }, 'SECOND_PAYMENT'],
    ])('%s: nothing is booked, a person looks', async (_, change, code) => {
      const id = await order();
      await dispatch(id);
      const collection = await found(id);
      const [line] = await takenBy(collection);
      const told = { ...line, ...change };
      expect(await room.push({ line: told })).toEqual({ status: 409, code });
      expect(await receiptsOf(collection)).toBe(1);
    });
  });
});
