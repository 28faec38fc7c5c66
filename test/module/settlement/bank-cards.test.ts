import { BANKS } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

describe.each(BANKS)('at bank $code', (bank) => {
  let room: SettlementUnderTest;
  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank);
  });
  afterAll(async () => {
    await room.stop();
  });
  beforeEach(() => {
    room.moods.reset();
  });

  const ask = { traceId: 't1', purpose: 'GJ34', caseId: null, basis: '申请人授权' };
  const holder = () => {
    const { name, idNo, cardNo, phone } = room.holder(bank);
    return { name, idNo, cardNo, phone };
  };

  describe('the card check', () => {
    it('knows a card whose four factors are one holder’s, with the bank’s number of the answer', async () => {
      const answer = await room.cards.verify(ask, holder());
      expect(answer).toMatchObject({
        state: 'known',
        value: { match: true, bankCode: room.holder(bank).bankCode, cardClass: 'I' },
      });
      expect(answer.exchange).toMatchObject({
        registry: 'BNK',
        outcome: 'known',
        receiptNo: expect.stringMatching(/^BNK/),
      });
    });

    it('knows that a factor does not fit, and not which', async () => {
      for (const wrong of [{ name: '别人' }, { phone: '13900000000' }, { idNo: '140199199001010000' }]) {
        const answer = await room.cards.verify(ask, { ...holder(), ...wrong });
        expect(answer).toMatchObject({ state: 'known', value: { match: false, reason: 'mismatch' } });
      }
    });

    it.each([
      ['silence', 'silent'],
      ['garbage', 'garbage'],
    ])('is unknown, never a mismatch, when the bank answers with %s', async (mood, reason) => {
      room.mood({ mood, calls: 1 });
      expect(await room.cards.verify(ask, holder())).toMatchObject({ state: 'unknown', reason });
    });

    it('keeps the bytes of an answer it understood, and of any other the hash alone', async () => {
      const understood = await room.cards.verify(ask, holder());
      expect(understood.exchange?.sealedResponse).toBeInstanceOf(Buffer);
      room.mood({ mood: 'garbage', calls: 1 });
      const garbage = await room.cards.verify(ask, holder());
      expect(garbage.exchange).toMatchObject({
        outcome: 'garbage',
        sealedResponse: null,
        responseSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    });

    it('in trouble or in a flood keeps no payment from being sent', async () => {
      room.mood({ mood: 'silence', calls: 12 });
      const flood = await Promise.all(Array.from({ length: 60 }, () => room.cards.verify(ask, holder())));
      const reasons = flood.map((answer) => (answer.state === 'unknown' ? answer.reason : 'known'));
      expect(reasons.filter((reason) => reason === 'silent')).toHaveLength(12);
      expect(reasons.filter((reason) => reason === 'busy')).toHaveLength(48);
      expect(await room.cards.verify(ask, holder())).toMatchObject({
        reason: 'breaker-open',
        exchange: null,
      });
      expect(await room.dispatch(await room.instruct(1_000n))).toBe(bank.firstAnswer);
    });

    it('is not asked without a legal basis', async () => {
      const answer = await room.cards.verify({ ...ask, basis: ' ' }, holder());
      expect(answer).toEqual({ state: 'unknown', reason: 'denied', exchange: null });
    });
  });

  it('is not asked for a purpose that is not granted it', async () => {
    const answer = await room.cards.verify({ ...ask, purpose: 'TQ12' }, holder());
    expect(answer).toEqual({ state: 'unknown', reason: 'denied', exchange: null });
  });
});
