import { createServer } from 'node:http';
import { appendFile, readFile, truncate } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fen } from '../../../src/kernel/money';
import type { OpenLine } from '../../../src/modules/settlement/wire/bank-lines';
import { SystemClock } from '../../../src/platform/clock';
import { BankUnderTest, centreAt, payment } from './bank-under-test';
import { type Sent, SIMULATED_BANKS } from './simulated-banks';

describe.each(SIMULATED_BANKS)('bank $code', (simulated) => {
  let bank: BankUnderTest;
  beforeEach(async () => {
    bank = await BankUnderTest.start(simulated);
  });
  afterEach(async () => {
    await bank.stop();
  });

  const payer = { payerName: '某单位', payerAccount: '2', remark: '单号1' };
  const serialOf = async (reference: string): Promise<string | undefined> => {
    const told = await bank.ask(reference);
    return told.kind === 'paid' ? told.bankSerial : undefined;
  };

  describe('a payment order', () => {
    it('pays once under one reference however often and however concurrently it is sent', async () => {
      await bank.stop();
      // Twenty at once on a busy machine: what is tested is the count, not the haste.
      bank = await BankUnderTest.start(simulated, 3_500);
      const said = await Promise.all(Array.from({ length: 20 }, () => bank.line.pay(payment('R1'))));
      const first = simulated.later ? ['accepted', 'paid'] : ['paid'];
      for (const { said: outcome } of said) expect(first).toContain(outcome.kind);
      expect(await bank.ask('R1')).toMatchObject({ kind: 'paid', amountFen: fen(100_000n) });
      expect(await bank.books('payment')).toHaveLength(1);
    });

    it('is refused when the reference is used again with another content', async () => {
      await bank.pay('R1');
      const second = await bank.pay('R1', { amountFen: fen(200n) });
      expect(second).toEqual({ kind: 'contradiction', code: 'REFERENCE_REUSED' });
      expect(await bank.books('payment')).toHaveLength(1);
    });

    it('is told by query: paid, rejected and not found', async () => {
      await bank.pay('PAID');
      bank.moods.set(simulated.moods, { mood: 'reject', calls: 1 });
      await bank.pay('CLOSED');
      expect(await bank.ask('PAID')).toMatchObject({ kind: 'paid', payeeAccount: '6222000000000000' });
      expect(await bank.ask('CLOSED')).toMatchObject({ kind: 'rejected', code: 'CARD_CLOSED' });
      expect(await bank.ask('NEVER-SENT')).toMatchObject({ kind: 'not-found' });
    });

    it('to a known card under another name is rejected for good', async () => {
      const { name, cardNo, bankCode } = bank.world.people[0]!;
      const to = (holderName: string) => ({ payee: { cardNo, holderName, bankCode } });
      expect((await bank.pay('RIGHT', to(name))).kind).toBe('paid');
      expect(await bank.pay('WRONG', to('别人'))).toMatchObject({ kind: 'rejected', code: 'NAME_MISMATCH' });
      expect(await bank.books('rejection')).toHaveLength(1);
    });

    it('beyond a declared balance is not booked and may be sent again when money is there', async () => {
      await bank.control('PUT', 'openings', { account: '1001', amount: '999.99' });
      expect((await bank.pay('R1')).kind).toBe('insufficient-funds');
      expect((await bank.ask('R1')).kind).toBe('not-found');
      await bank.control('POST', 'deposits', { toAccount: '1001', amount: '0.01', ...payer });
      expect((await bank.pay('R1')).kind).toBe('paid');
    });
  });

  describe('what can go wrong', () => {
    it.each([
      ['timeout-after-paying', 'silent', 'paid'],
      ['silence', 'silent', 'not-found'],
      ['error500-before-paying', 'unreachable', 'not-found'],
      ['error500-after-paying', 'unreachable', 'paid'],
      ['garbage', 'garbage', 'paid'],
      ['wrong-signature-after-paying', 'garbage', 'paid'],
    ])('%s: the answer is unknown (%s), and the query afterwards says %s', async (mood, reason, fate) => {
      bank.moods.set(simulated.moods, { mood, calls: 1 });
      expect((await bank.line.pay(payment('R1'))).said).toEqual({ kind: 'unknown', reason });
      expect((await bank.ask('R1')).kind).toBe(fate);
    });

    it('a mood of payments is neither felt nor used up by a query, nor by the other bank', async () => {
      bank.moods.set(simulated.moods, { mood: 'reject', calls: 1 });
      expect((await bank.ask('R1')).kind).toBe('not-found');
      const others = SIMULATED_BANKS.filter(({ code }) => code !== simulated.code);
      for (const { lineOf } of others) {
        const line = lineOf(centreAt(bank.base), new SystemClock());
        expect((await line.pay(payment('R1'))).said.kind).not.toBe('rejected');
        await line.close();
      }
      expect(await bank.pay('R1')).toMatchObject({ kind: 'rejected', code: 'CARD_CLOSED' });
    });
  });

  describe('a message', () => {
    it('that was changed on the way, or is not in the agreed form, is refused and books nothing', async () => {
      const sent = await overheard((url) => simulated.lineOf(centreAt(url), new SystemClock()));
      for (const [what, spoil] of Object.entries(simulated.spoil))
        expect([what, await post(spoil(sent))]).toEqual([what, 401]);
      expect(await post(simulated.shapeless(sent))).toBe(400);
      expect(await bank.books('payment')).toHaveLength(0);
    });

    it('that is stale is refused', async () => {
      const stale = new SystemClock();
      jest.spyOn(stale, 'now').mockImplementation(() => new Date(Date.now() - 301_000));
      const sent = await overheard((url) => simulated.lineOf(centreAt(url), stale));
      expect(await post(sent)).toBe(401);
    });

    async function post({ headers, text: body }: Sent): Promise<number> {
      const answer = await fetch(`${bank.base}${simulated.endpoint}`, { method: 'POST', headers, body });
      return answer.status;
    }
  });

  describe('notices', () => {
    it('tell of a payment by its result and the debit, and of a deposit by the credit', async () => {
      await bank.listen();
      await bank.pay('R1');
      await bank.control('POST', 'deposits', { toAccount: '1001', amount: '5.00', ...payer });
      await bank.heard(3);
      const told = bank.notices.map(({ tells }) => tells);
      const outcome = expect.objectContaining({ kind: 'paid', amountFen: 100_000n });
      expect(told).toContainEqual({ what: 'result', reference: 'R1', outcome });
      const debit = { direction: 'out', reference: 'R1', amountFen: 100_000n, reversal: false };
      expect(told).toContainEqual({ what: 'change', change: expect.objectContaining(debit) });
      const credit = {
        direction: 'in',
        reference: null,
        amountFen: 500n,
        remark: '单号1',
        accountNo: '1001',
      };
      expect(told).toContainEqual({ what: 'change', change: expect.objectContaining(credit) });
    });

    it('are pushed again when the centre is away', async () => {
      await bank.listen();
      bank.refuseWith.push(503);
      await bank.control('POST', 'deposits', { toAccount: '1001', amount: '5.00', ...payer });
      await bank.heard(2);
      expect(bank.notices[0]?.tells).toEqual(bank.notices[1]?.tells);
      expect(bank.notices[0]?.seqNo).not.toBe(bank.notices[1]?.seqNo);
    });

    it('of a returned payment are credits with the reversal mark, and it returns once', async () => {
      await bank.listen();
      await bank.pay('R1');
      const back = () => bank.control('POST', 'returns', { reference: 'R1', reason: '账户已冻结' });
      expect((await back()).status).toBe(201);
      expect((await back()).status).toBe(409);
      await bank.heard(3);
      const credit = { direction: 'in', reversal: true, reference: 'R1', amountFen: 100_000n };
      expect(bank.notices.map(({ tells }) => tells)).toContainEqual({
        what: 'change',
        change: expect.objectContaining(credit),
      });
    });
  });

  describe('the card check', () => {
    it('matches only when name, id number, card and phone are all the holder’s', async () => {
      const holder = bank.world.people.find(({ bankCode }) => bankCode === simulated.code)!;
      const { name, idNo, cardNo, phone } = holder;
      const right = { name, idNo, cardNo, phone };
      const ask = async (change: object) => (await bank.line.checkCard({ ...right, ...change })).said;
      const match = { match: true, bankCode: simulated.code, cardClass: 'I' };
      expect(await ask({})).toMatchObject({ state: 'known', value: match });
      for (const wrong of [{ name: '别人' }, { idNo: '140199199001010000' }, { phone: '13900000000' }])
        expect(await ask(wrong)).toMatchObject({ value: { match: false, reason: 'mismatch' } });
      expect(await ask({ cardNo: '6222000000000000' })).toMatchObject({ value: { reason: 'not-found' } });
    });

    it('knows nothing of the cards of another bank that is there to be asked', async () => {
      const other = bank.world.people.find(({ bankCode }) => bankCode !== simulated.code)!;
      expect((await bank.line.checkCard(other)).said).toMatchObject({ value: { reason: 'not-found' } });
    });
  });

  describe('the question whose an account is', () => {
    it('is answered with the name it was opened under, or that there is none', async () => {
      const owner = bank.world.companies.find(({ bankAccount }) => bankAccount.bankCode === simulated.code)!;
      const { accountNo, ownerName } = owner.bankAccount;
      const ask = async (wanted: string) => (await bank.line.accountOwner({ accountNo: wanted })).said;
      const known = { found: true, ownerName, ownerCode: owner.creditCode, open: true };
      expect(await ask(accountNo)).toMatchObject({ state: 'known', value: known });
      expect(await ask('10488000000099999999')).toMatchObject({ state: 'known', value: { found: false } });
      const other = bank.world.companies.find(({ bankAccount }) => bankAccount.bankCode !== simulated.code)!;
      expect(await ask(other.bankAccount.accountNo)).toMatchObject({ value: { found: false } });
    });
  });

  describe('the books', () => {
    it('are the same after the process is gone, and the reference still pays once', async () => {
      await bank.pay('R1');
      const before = await serialOf('R1');
      await bank.shut();
      await bank.open();
      await bank.pay('R1');
      expect(await serialOf('R1')).toBe(before);
      expect(await bank.books('payment')).toHaveLength(1);
    });

    it('lose a torn last line, which nobody was answered for, and nothing before it', async () => {
      await bank.pay('R1');
      await bank.shut();
      const path = join(bank.dataDir, simulated.booksFile);
      await appendFile(path, '{"kind":"payment","reference":"R2","ser');
      await bank.open();
      expect((await bank.ask('R2')).kind).toBe('not-found');
      await bank.pay('R3');
      const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
      const references = lines.map((line) => (JSON.parse(line) as { reference: string }).reference);
      expect([...new Set(references)]).toEqual(['R1', 'R3']);
    });

    it('that cannot be read stop the start', async () => {
      await bank.pay('R1');
      await bank.shut();
      const path = join(bank.dataDir, simulated.booksFile);
      await appendFile(path, 'not a line\n');
      await expect(bank.open()).rejects.toThrow();
      await truncate(path, 0);
      await bank.open();
    });
  });
});

it('an order accepted before the process ended is carried out after the next start, once', async () => {
  const [, later] = SIMULATED_BANKS;
  const bank = await BankUnderTest.start(later!);
  await bank.pay('R1');
  await bank.shut();
  const path = join(bank.dataDir, later!.booksFile);
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  // As if it had been killed between acceptance and payment.
  const accepted = lines.filter((line) => line.includes('"kind":"order"')).join('\n');
  await truncate(path, 0);
  await appendFile(path, `${accepted}\n`);
  await bank.open();
  expect((await bank.ask('R1')).kind).toBe('paid');
  expect(await bank.books('payment')).toHaveLength(1);
  await bank.stop();
});

/** An order of 1000.00 yuan under R1 as a line writes it. */
async function overheard(lineTo: (url: string) => OpenLine): Promise<Sent> {
  let sent: Sent = { headers: {}, text: '' };
  const listener = createServer((request, response) => {
    void text(request).then((body) => {
      const named = Object.entries(request.headers).filter(([name]) => /^(content-type|x-)/.test(name));
      sent = { headers: Object.fromEntries(named) as Record<string, string>, text: body };
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const line = lineTo(`http://127.0.0.1:${(listener.address() as AddressInfo).port}`);
  await line.pay(payment('R1'));
  await line.close();
  await new Promise((resolve) => listener.close(resolve));
  return sent;
}
