import { FundsInView } from '../../../src/modules/settlement/app/funds-in-view';
import { BOC, BOCOM } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

const amountFen = 100_000n;
const floorFen = 1_000_000n;

/** The centre has 100,000.00 at bank 104 and nothing at bank 301, where the payees have their cards. */
let room: SettlementUnderTest;
beforeAll(async () => {
  room = await SettlementUnderTest.start(BOC, {
    BANK_DEADLINE_MS: '2000',
    BANK_NOT_FOUND_WINDOW_MS: '2001',
  });
  for (const [bank, amount] of [
    [BOC, '100000.00'],
    [BOCOM, '0.00'],
  ] as const) {
    const [account] = await room.run((tx) =>
      tx.query<{ no: string }>('SELECT account_no AS no FROM bank_account WHERE bank_code = $1', [bank.code]),
    );
    await room.bankControl('PUT', 'openings', { account: account!.no, amount }, bank);
  }
  await room.hearNotices();
});
afterEach(async () => {
  expect(await room.breaches()).toEqual([]);
});
afterAll(() => room.stop());

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come about');
}

const transfers = (condition = 'true') => room.count('own_transfer', condition);
const asked = (id: string) => room.count('bank_exchange', `instruction_id = '${id}' AND direction = 'out'`);
const isDue = async (id: string) =>
  (await room.count('instruction', `id = '${id}' AND due_at <= clock_timestamp()`)) === 1;
const bookAt = async (bank: typeof BOC): Promise<bigint> => {
  const [row] = await room.run((tx) =>
    tx.query<{ fen: bigint }>(
      `SELECT coalesce(sum(CASE side WHEN 'D' THEN amount_fen ELSE -amount_fen END), 0)::bigint AS fen
         FROM entry WHERE account_id = (SELECT id FROM ledger_account WHERE code = $1)`,
      [bank.leaf],
    ),
  );
  return row!.fen;
};

/** The safety net works on until nothing is due. */
async function work(): Promise<void> {
  while ((await room.worker.workOnce()) > 0);
}

async function paid(id: string): Promise<void> {
  await until(async () => {
    await work();
    return (await room.instruction(id)).state === 'paid';
  });
}

describe('a payment that its account cannot pay', () => {
  it('waits for funds from the richest account of its kind, then is paid at once, and the floor stays', async () => {
    const id = await room.instruct(amountFen, BOCOM.code);
    expect(await room.dispatch(id)).toBe('created');
    expect([await transfers(`state = 'open'`), await isDue(id)]).toEqual([1, false]);
    await work();
    // The notice of the funds may come while the safety net is still at work, which pays at once.
    await until(async () => (await isDue(id)) || (await room.instruction(id)).state === 'paid');
    expect(await transfers(`state = 'arrived' AND amount_fen = ${amountFen + floorFen}`)).toBe(1);
    await paid(id);
    expect(await bookAt(BOCOM)).toBe(floorFen);
  });

  it('is not even sent where our own reckoning says so: funds come first', async () => {
    await room.get(FundsInView).workOnce();
    const before = await transfers();
    const id = await room.instruct(amountFen, BOCOM.code);
    expect(await room.dispatch(id)).toBe('created');
    expect([await asked(id), await transfers()]).toEqual([0, before + 1]);
    await paid(id);
    expect(await room.bankLines('payment', BOCOM)).toHaveLength(2);
    expect(await bookAt(BOCOM)).toBe(floorFen);
  });

  it('shares one transfer with all others that wait there', async () => {
    const before = await transfers();
    const ids = await Promise.all(Array.from({ length: 5 }, () => room.instruct(300_000n, BOCOM.code)));
    await Promise.all(ids.map((id) => room.dispatch(id)));
    expect(await transfers()).toBe(before + 1);
    for (const id of ids) await paid(id);
    // Whoever was stored after the transfer was reckoned is paid out of the floor, which is then made up for.
    expect(await transfers()).toBeLessThanOrEqual(before + 2);
  });
});

describe('a payment left at an account that is given up', () => {
  it('is helped with what it lacks, and the account keeps nothing', async () => {
    // Funds for those before may be on their way still.
    await work();
    await until(async () => (await transfers(`state = 'open'`)) === 0);
    const lackingFen = 200_000n;
    const id = await room.instruct((await bookAt(BOCOM)) + lackingFen, BOCOM.code);
    const { bankAccountId } = await room.instruction(id);
    await room.asOwner(
      `INSERT INTO bank_account_closing (centre_id, id, bank_account_id, into_account_id, document_no, proposed_by, proposed_at,
         decided_by, decided_at, agreed)
       SELECT a.centre_id, a.id, a.id, b.id, '并公积金〔2026〕31号', 'first', now(), 'second', now(), true
         FROM bank_account AS a JOIN bank_account AS b ON b.bank_code = '${BOC.code}' AND b.purpose = a.purpose WHERE a.id = $1`,
      [bankAccountId],
    );
    expect(await room.dispatch(id)).toBe('created');
    // Where it was looked for funds in vain a moment ago, it is looked again only after a while.
    await until(async () => {
      await room.passTime();
      await work();
      return (await transfers(`amount_fen = ${lackingFen}`)) === 1;
    });
    await paid(id);
    expect(await bookAt(BOCOM)).toBe(0n);
    await room.asOwner('DELETE FROM bank_account_closing');
    await room.get(FundsInView).workOnce();
    await work();
    await until(async () => (await bookAt(BOCOM)) === floorFen);
  });
});

describe('an account below its floor', () => {
  it('is made up for before a payment meets it, once however often it is looked at', async () => {
    const accountNo = '301000000000009';
    await room.run(async (tx) => {
      const leaf = { kind: 'leaf', subject: '101', unitId: null, code: '10109', name: '10109' } as const;
      const [leafAccountId = 0n] = await room.ledger.openAccounts(tx, [leaf], '2026-11-01');
      const account = { bankCode: BOCOM.code, accountNo, name: '住房公积金管理中心', leafAccountId } as const;
      await room.settlement.openBankAccount(tx, { ...account, purpose: 'collection' });
    });
    await room.bankControl('PUT', 'openings', { account: accountNo, amount: '0.00' }, BOCOM);
    const before = await transfers();
    for (let look = 0; look < 3; look += 1) await room.get(FundsInView).workOnce();
    expect([await transfers(), await transfers(`state = 'open' AND amount_fen = ${floorFen}`)]).toEqual([
      before + 1,
      1,
    ]);
    await work();
    await until(async () => (await transfers(`state = 'open'`)) === 0);
    await room.get(FundsInView).workOnce();
    expect(await transfers()).toBe(before + 1);
  });
});

describe('where nobody can spare anything', () => {
  it('the payment is sent all the same: the bank has the last word', async () => {
    room.mood({ mood: 'silence', calls: 1 });
    const { posted, held } = await room.balance();
    const reserved = await room.instruct((await bookAt(BOC)) - floorFen);
    expect(posted - held).toBeGreaterThan(0n);
    await room.dispatch(reserved);
    room.moods.reset();
    await room.get(FundsInView).workOnce();
    const before = await transfers();
    const id = await room.instruct(amountFen, BOCOM.code);
    await room.dispatch(id);
    await paid(id);
    expect(await transfers()).toBe(before);
  });
});
