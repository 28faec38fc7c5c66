import { appendFile, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { BankUnderTest, payment } from './bank-under-test';

let bank: BankUnderTest;
beforeEach(async () => {
  bank = await BankUnderTest.start();
});
afterEach(async () => {
  await bank.stop();
});

describe('a payment order', () => {
  it('pays once under one reference however often and however concurrently it is sent', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => bank.send('BDC101', payment('R1'))));
    const serials = new Set(answers.map((answer) => answer.body['HostSeqNo']));
    expect(answers.every((answer) => answer.body['TxStatus'] === '0')).toBe(true);
    expect(serials.size).toBe(1);
    expect(await bank.books('payment')).toHaveLength(1);
  });

  it('is refused when the reference is used again with another content', async () => {
    await bank.send('BDC101', payment('R1'));
    const second = await bank.send('BDC101', payment('R1', { CapAmt: '2.00', Amt: '2.00' }));
    expect(second.body).toMatchObject({ TxStatus: '1', RtnCode: 'REF_REUSED' });
    expect(await bank.books('payment')).toHaveLength(1);
  });

  it('is told by query: paid, rejected and not found', async () => {
    await bank.send('BDC101', payment('PAID'));
    bank.moods.set('bank', { mood: 'reject', calls: 1 });
    await bank.send('BDC101', payment('CLOSED'));
    const ask = async (reference: string) => (await bank.send('BDC110', { RefSeqNo1: reference })).body;
    expect(await ask('PAID')).toMatchObject({ TxStatus: '0', Amt: '1000.00', CrAcctNo: '6222000000000000' });
    expect(await ask('CLOSED')).toMatchObject({ TxStatus: '1', RtnCode: 'CARD_CLOSED' });
    expect(await ask('NEVER-SENT')).toMatchObject({ TxStatus: '2', RtnCode: 'NOT_FOUND' });
  });

  it('to a known card under another name is rejected for good', async () => {
    const holder = bank.world.people[0]!;
    const named = (name: string) => payment(name, { CrAcctNo: holder.cardNo, CrAcctName: name });
    expect((await bank.send('BDC101', named(holder.name))).body['TxStatus']).toBe('0');
    expect((await bank.send('BDC101', named('别人'))).body).toMatchObject({
      TxStatus: '1',
      RtnCode: 'NAME_MISMATCH',
    });
    expect(await bank.books('rejection')).toHaveLength(1);
  });

  it('beyond a declared balance is not booked and may be sent again when money is there', async () => {
    await bank.control('PUT', '/control/bank/openings', { account: '1001', amount: '999.99' });
    expect((await bank.send('BDC101', payment('R1'))).body['RtnCode']).toBe('INSUFFICIENT_FUNDS');
    expect((await bank.send('BDC110', { RefSeqNo1: 'R1' })).body['RtnCode']).toBe('NOT_FOUND');
    const payer = { payerName: '某单位', payerAccount: '2', remark: '' };
    await bank.control('POST', '/control/bank/deposits', { toAccount: '1001', amount: '0.01', ...payer });
    expect((await bank.send('BDC101', payment('R1'))).body['TxStatus']).toBe('0');
  });
});

describe('what can go wrong at the bank', () => {
  it.each([
    ['timeout-after-paying', '0'],
    ['silence', '2'],
  ])('%s: no answer comes, and the query afterwards says status %s', async (mood, status) => {
    bank.moods.set('bank', { mood, calls: 1 });
    const message = bank.seal.sign(bank.header('BDC101'), payment('R1'));
    await expect(bank.sendMessage(message, 200)).rejects.toThrow();
    expect((await bank.send('BDC110', { RefSeqNo1: 'R1' })).body['TxStatus']).toBe(status);
  });

  it.each([
    ['error500-before-paying', '2'],
    ['error500-after-paying', '0'],
  ])('%s: a fault page comes, and the query afterwards says status %s', async (mood, status) => {
    bank.moods.set('bank', { mood, calls: 1 });
    expect((await bank.send('BDC101', payment('R1'))).status).toBe(500);
    expect((await bank.send('BDC110', { RefSeqNo1: 'R1' })).body['TxStatus']).toBe(status);
  });

  it('a mood of payments is neither felt nor used up by a query', async () => {
    bank.moods.set('bank', { mood: 'reject', calls: 1 });
    expect((await bank.send('BDC110', { RefSeqNo1: 'R1' })).body['RtnCode']).toBe('NOT_FOUND');
    expect((await bank.send('BDC101', payment('R1'))).body['RtnCode']).toBe('CARD_CLOSED');
  });
});

describe('a message', () => {
  it('whose signature, key, algorithm, time or node is wrong is refused and books nothing', async () => {
    const header = bank.header('BDC101');
    const good = bank.seal.sign(header, payment('R1'));
    const changed = { ...good, body: { ...good.body, Amt: '9.00' } };
    const algorithm = { ...good, signature: { ...good.signature, algorithm: 'none' } };
    const stranger = { ...good, signature: { ...good.signature, keyId: 'test-2' } };
    const stale = bank.seal.sign({ ...header, SendDate: '20200101' }, payment('R1'));
    const elsewhere = bank.seal.sign({ ...header, ReceiveNode: '105' }, payment('R1'));
    for (const message of [changed, algorithm, stranger, stale, elsewhere]) {
      expect((await bank.sendMessage(message)).status).toBe(401);
    }
    expect((await bank.sendMessage({ header })).status).toBe(400);
    expect(await bank.books('payment')).toHaveLength(0);
  });
});

describe('notices', () => {
  it('tell of a payment by result callback and debit notice, and of a deposit by credit notice', async () => {
    await bank.listen();
    await bank.send('BDC101', payment('R1'));
    const payer = { payerName: '某单位', payerAccount: '2', remark: '单号1' };
    await bank.control('POST', '/control/bank/deposits', { toAccount: '1001', amount: '5.00', ...payer });
    await bank.heard(3);
    const bodies = bank.notices.map((notice) => bank.seal.open(notice).body);
    expect(bodies).toContainEqual(expect.objectContaining({ TxStatus: '0', RefSeqNo1: 'R1' }));
    expect(bodies).toContainEqual(expect.objectContaining({ DcFlag: 'D', RefSeqNo1: 'R1', Amt: '1000.00' }));
    expect(bodies).toContainEqual(expect.objectContaining({ DcFlag: 'C', Remark: '单号1', Amt: '5.00' }));
  });

  it('are pushed again when the centre is away', async () => {
    await bank.listen();
    bank.refuseWith.push(503);
    const payer = { payerName: '某单位', payerAccount: '2', remark: '' };
    await bank.control('POST', '/control/bank/deposits', { toAccount: '1001', amount: '5.00', ...payer });
    await bank.heard(2);
    const [first, second] = bank.notices.map((notice) => notice.body['HostSeqNo']);
    expect(first).toBe(second);
  });

  it('of a returned payment are credits with the reversal mark, and it returns once', async () => {
    await bank.listen();
    await bank.send('BDC101', payment('R1'));
    const back = () =>
      bank.control('POST', '/control/bank/returns', { reference: 'R1', reason: '账户已冻结' });
    expect((await back()).status).toBe(201);
    expect((await back()).status).toBe(409);
    await bank.heard(3);
    const credit = { DcFlag: 'C', RevFlag: '1', RefSeqNo1: 'R1', Amt: '1000.00' };
    expect(bank.notices.map((notice) => notice.body)).toContainEqual(expect.objectContaining(credit));
  });
});

describe('the card check', () => {
  it('matches only when name, id number, card and phone are all the holder’s', async () => {
    const { name, idNo, cardNo, phone } = bank.world.people[0]!;
    const right = { Name: name, IdNo: idNo, CardNo: cardNo, Phone: phone };
    const ask = async (body: Record<string, string>) => (await bank.send('ZR4F01', body)).body['RtnCode'];
    expect(await ask(right)).toBe('MATCH');
    expect(await ask({ ...right, Name: '别人' })).toBe('MISMATCH');
    expect(await ask({ ...right, IdNo: '140199199001010000' })).toBe('MISMATCH');
    expect(await ask({ ...right, Phone: '13900000000' })).toBe('MISMATCH');
    expect(await ask({ ...right, CardNo: '6222000000000000' })).toBe('CARD_NOT_FOUND');
  });
});

describe('the books', () => {
  it('are the same after the process is gone, and the reference still pays once', async () => {
    const before = (await bank.send('BDC101', payment('R1'))).body['HostSeqNo'];
    await bank.shut();
    await bank.open();
    expect((await bank.send('BDC101', payment('R1'))).body['HostSeqNo']).toBe(before);
    expect(await bank.books('payment')).toHaveLength(1);
  });

  it('lose a torn last line, which nobody was answered for, and nothing before it', async () => {
    await bank.send('BDC101', payment('R1'));
    await bank.shut();
    const path = join(bank.dataDir, 'boc-books.jsonl');
    await appendFile(path, '{"kind":"payment","reference":"R2","ser');
    await bank.open();
    expect((await bank.send('BDC110', { RefSeqNo1: 'R2' })).body['RtnCode']).toBe('NOT_FOUND');
    await bank.send('BDC101', payment('R3'));
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { reference: string }).reference)).toEqual(['R1', 'R3']);
  });

  it('that cannot be read stop the start', async () => {
    await bank.send('BDC101', payment('R1'));
    await bank.shut();
    const path = join(bank.dataDir, 'boc-books.jsonl');
    await appendFile(path, 'not a line\n');
    await expect(bank.open()).rejects.toThrow();
    await truncate(path, 0);
    await bank.open();
  });
});
