import { BOC, BOCOM } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

const amount = 1_000n;

let room: SettlementUnderTest;
beforeEach(async () => {
  room = await SettlementUnderTest.start(BOC, { BANK_DEADLINE_MS: '3000', BANK_NOT_FOUND_WINDOW_MS: '3001' });
});
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
  await room.stop();
}, 20_000);

const bankOf = async (id: string): Promise<string> => (await room.instruction(id)).bankCode;

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come about');
}

describe('the account a payment leaves from', () => {
  it('is at the payee’s own bank', async () => {
    const [one, other] = [await room.instruct(amount, BOC.code), await room.instruct(amount, BOCOM.code)];
    expect([await bankOf(one), await bankOf(other)]).toEqual([BOC.code, BOCOM.code]);
    expect([await room.finished(one), await room.finished(other)]).toEqual(['paid', 'paid']);
    expect([await room.bankLines('payment', BOC), await room.bankLines('payment', BOCOM)]).toEqual([
      [expect.objectContaining({ payeeAccount: room.holder(BOC).cardNo })],
      [expect.objectContaining({ payeeAccount: room.holder(BOCOM).cardNo })],
    ]);
  });

  it('is at another bank while the payee’s has just called ours short of funds', async () => {
    room.mood({ mood: 'insufficient-funds', calls: 1 }, BOCOM);
    const short = await room.instruct(amount, BOCOM.code);
    expect(await room.dispatch(short)).toBe('created');
    const next = await room.instruct(amount, BOCOM.code);
    expect(await bankOf(next)).toBe(BOC.code);
    expect(await room.finished(next)).toBe('paid');
    // The order that was short keeps its bank and its reference: never the same payment at two banks.
    await room.passTime();
    await room.worker.workOnce();
    expect(await bankOf(short)).toBe(BOCOM.code);
    expect(await bankOf(await room.instruct(amount, BOCOM.code))).toBe(BOCOM.code);
    await room.passTime();
    await room.worker.workOnce();
  });
});

describe('one silent bank', () => {
  it('F19: keeps no request waiting that is paid through another, and its breaker is its own', async () => {
    room.mood({ mood: 'silence' }, BOCOM);
    const slow = await Promise.all(Array.from({ length: 20 }, () => room.instruct(amount, BOCOM.code)));
    let answered = 0;
    const slowAnswers = Promise.all(slow.map(async (id) => (await room.dispatch(id), (answered += 1))));
    for (let payment = 0; payment < 5; payment += 1)
      expect(await room.dispatch(await room.instruct(amount))).toBe('paid');
    expect(answered).toBe(0);
    await slowAnswers;
    // Its breaker is open now: nothing is sent there, and everything here.
    const late = await room.instruct(amount, BOCOM.code);
    expect(await room.dispatch(late)).toBe('unknown');
    expect(await room.count('bank_exchange', `instruction_id = '${late}'`)).toBe(0);
    expect(await room.dispatch(await room.instruct(amount))).toBe('paid');
    room.moods.reset();
  }, 30_000);

  it('keeps no instruction waiting that the safety net carries on at another', async () => {
    const slow = await Promise.all(Array.from({ length: 16 }, () => room.instruct(amount, BOCOM.code)));
    const fast = await room.instruct(amount);
    await room.passTime(3_001);
    room.mood({ mood: 'silence' }, BOCOM);
    let roundEnded = false;
    const round = room.worker.workOnce().then(() => (roundEnded = true));
    // Found unknown at the bank, and free to be sent: all of it while the other bank is still being waited for.
    await until(async () => (await room.instruction(fast)).state === 'created');
    expect(roundEnded).toBe(false);
    await round;
    expect((await room.instruction(slow[0]!)).state).toBe('unknown');
    room.moods.reset();
  }, 30_000);
});

describe('what a bank says', () => {
  it('counts for its own orders only', async () => {
    await room.hearNotices();
    room.mood({ mood: 'silence', calls: 1 });
    const id = await room.instruct(amount);
    const [, mine] = await Promise.all([room.dispatch(id), room.instruction(id)]);
    const line = {
      kind: 'payment',
      reference: mine.reference,
      serial: 'S1',
      amount: '10.00',
      payeeAccount: room.cardNo,
      account: room.bankAccountNo,
      date: '20261121',
    };
    expect(await room.push({ txCode: 'ZR101R', line }, BOCOM)).toEqual({
      status: 404,
      code: 'UNKNOWN_REFERENCE',
    });
    expect((await room.push({ line }, BOCOM)).code).toBe('UNKNOWN_ACCOUNT');
    expect(await room.instruction(id)).toMatchObject({ state: 'unknown', frozen: false });
    expect(await room.count('bank_incident', `bank_code = '301'`)).toBe(2);
    await room.passTime(3_001);
    await room.worker.workOnce();
    expect(await room.finished(id)).toBe('created');
  }, 20_000);

  it('under one serial is two receipts when two banks say it', async () => {
    await room.hearNotices();
    const payer = { payerName: '某单位', payerAccount: '9001', remark: '无单号' };
    const accounts = await room.run((tx) =>
      tx.query<{ code: string; no: string }>(
        'SELECT bank_code AS code, account_no AS no FROM bank_account ORDER BY id',
      ),
    );
    const serials: string[] = [];
    for (const bank of [BOC, BOCOM]) {
      const toAccount = accounts.find(({ code }) => code === bank.code)?.no;
      const deposit = { toAccount, amount: '12.34', ...payer };
      const { body } = await room.bankControl('POST', 'deposits', deposit, bank);
      serials.push((body as { serial: string }).serial);
    }
    expect(serials[0]).toBe(serials[1]);
    await until(async () => (await room.count('receipt')) === 2);
    expect(await room.count('bank_incident')).toBe(0);
  });
});

describe('the card check', () => {
  const ask = { traceId: 't1', purpose: 'GJ34', caseId: null, basis: '申请人授权' };

  it('asks the bank that issued the card, and the first one about any other', async () => {
    room.mood({ mood: 'silence' }, BOC);
    const own = await room.cards.verify(ask, room.holder(BOCOM));
    expect(own).toMatchObject({ state: 'known', value: { match: true, bankCode: BOCOM.code } });
    room.moods.reset();
    room.mood({ mood: 'silence' }, BOCOM);
    const [stranger] = room.world.addPeople([
      {
        name: '测他行',
        idNo: '140199199001010010',
        phone: '16099990009',
        cardNo: '6227000000000000007',
        bankCode: '105',
      },
    ]);
    expect(await room.cards.verify(ask, stranger!)).toMatchObject({
      value: { match: true, bankCode: '105' },
    });
    room.moods.reset();
  });
});
