import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../scripts/postgres';
import { settlementMeasures } from '../../../src/modules/settlement/app/settlement-measures';
import { BANKS } from './banks';
import { NOT_FOUND_WINDOW_MS, SettlementUnderTest } from './settlement-under-test';

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
  afterEach(async () => {
    expect(await room.breaches()).toEqual([]);
  });

  const amount = 100_000n;

  async function worked(sinceSentMs = 0): Promise<void> {
    await room.passTime(sinceSentMs);
    await room.worker.workOnce();
  }
  /** However often the bank must be asked, or sent the order again. */
  async function workedUntilPaid(id: string): Promise<void> {
    for (let round = 0; round < 5 && (await room.instruction(id)).state !== 'paid'; round += 1)
      await worked();
    expect((await room.instruction(id)).state).toBe('paid');
  }
  async function bankPayments(id: string): Promise<number> {
    const { reference } = await room.instruction(id);
    return (await room.bankLines('payment')).filter((line) => line['reference'] === reference).length;
  }

  describe('an instruction', () => {
    it('is paid, booked once and valued at the bank’s day', async () => {
      const before = await room.balance();
      const id = await room.instruct(amount);
      expect(await room.balance()).toEqual({ posted: before.posted, held: before.held + amount });
      expect(await room.dispatch(id)).toBe(bank.firstAnswer);
      if (bank.firstAnswer === 'accepted') await worked();
      expect(await room.balance()).toEqual({ posted: before.posted - amount, held: before.held });
      const line = (await room.bankLines('payment')).at(-1);
      expect(await room.instruction(id)).toMatchObject({
        bankSerial: line?.['serial'],
        reference: line?.['reference'],
      });
    });

    it('is sent once however often it is dispatched', async () => {
      const id = await room.instruct(amount);
      expect(await room.finished(id)).toBe('paid');
      expect(await room.dispatch(id)).toBe('paid');
      expect(await bankPayments(id)).toBe(1);
    });

    it('that the bank refuses for good is rejected, the hold is released and nothing is posted', async () => {
      const before = await room.balance();
      room.mood({ mood: 'reject', calls: 1 });
      const id = await room.instruct(amount);
      expect(await room.finished(id)).toBe('rejected');
      expect(await room.balance()).toEqual(before);
      expect((await room.instruction(id)).rejectCode).toBe('CARD_CLOSED');
      await room.bindAnew();
    });

    it('short of funds at the bank waits and is sent again under its reference, seen by nobody', async () => {
      room.mood({ mood: 'insufficient-funds', calls: 1 });
      const id = await room.instruct(amount);
      expect(await room.dispatch(id)).toBe('created');
      await workedUntilPaid(id);
      expect((await room.instruction(id)).state).toBe('paid');
      expect(await bankPayments(id)).toBe(1);
    });

    it('F30: short of funds alarms the centre until they have come, and calls a person when they do not', async () => {
      const [shortSeconds, shortFen] = ['seconds', 'fen'].map((unit) => {
        const { sql } = settlementMeasures.find(({ name }) => name === `zero_run_payments_short_${unit}`)!;
        return () => room.run((tx) => tx.query<{ bank: string; purpose: string; value: unknown }>(sql));
      });
      const [, alarmAbove = ''] =
        /zero_run_payments_short_seconds\) > (\d+)/.exec(
          readFileSync(join(projectRoot(), 'docs', 'alerts.yml'), 'utf8'),
        ) ?? [];
      const atTheDesk = () => room.run((tx) => room.settlement.frozen(tx, null, 10));
      const of = { bank: bank.code, purpose: 'collection' };
      room.mood({ mood: 'insufficient-funds', calls: 2 });
      const id = await room.instruct(amount);
      expect(await room.dispatch(id)).toBe('created');
      expect(await shortFen!()).toEqual([{ ...of, value: String(amount) }]);
      expect(Number((await shortSeconds!())[0]?.value)).toBeLessThan(Number(alarmAbove));
      expect(await atTheDesk()).toEqual([]);
      await room.asOwner(`UPDATE instruction SET short_since = now() - interval '16 minutes' WHERE id = $1`, [
        id,
      ]);
      // It is short still: since when does not begin anew.
      await worked();
      expect((await room.instruction(id)).state).toBe('created');
      expect(await shortSeconds!()).toEqual([{ ...of, value: expect.any(Number) }]);
      expect(Number((await shortSeconds!())[0]?.value)).toBeGreaterThan(Number(alarmAbove));
      expect(await atTheDesk()).toMatchObject([{ id, state: 'created', short: true, frozen: false }]);
      await workedUntilPaid(id);
      expect([await shortSeconds!(), await shortFen!(), await atTheDesk()]).toEqual([[], [], []]);
    });

    it('accepted by the bank is asked about until it is paid', async () => {
      room.mood({ mood: 'late-callback', delayMs: 60_000, calls: 1 });
      const id = await room.instruct(amount);
      expect(await room.dispatch(id)).toBe('accepted');
      await worked();
      expect((await room.instruction(id)).state).toBe('paid');
    });
  });

  describe('F20: an unknown result', () => {
    it.each(['timeout-after-paying', 'error500-after-paying', 'garbage', 'wrong-signature-after-paying'])(
      '(%s) keeps the hold, is resolved by asking and never pays twice',
      async (mood) => {
        const before = await room.balance();
        room.mood({ mood, calls: 1 });
        const id = await room.instruct(amount);
        expect(await room.dispatch(id)).toBe('unknown');
        expect(await room.balance()).toEqual({ posted: before.posted, held: before.held + amount });
        await worked(NOT_FOUND_WINDOW_MS);
        expect((await room.instruction(id)).state).toBe('paid');
        expect(await room.balance()).toEqual({ posted: before.posted - amount, held: before.held });
        expect(await bankPayments(id)).toBe(1);
      },
    );

    it.each(['silence', 'error500-before-paying'])(
      '(%s) is sent again under the same reference only after the bank does not know it and the window has passed',
      async (mood) => {
        room.mood({ mood, calls: 1 });
        const id = await room.instruct(amount);
        const { reference } = await room.instruction(id);
        expect(await room.dispatch(id)).toBe('unknown');
        await room.run((tx) =>
          tx.execute('UPDATE instruction SET sent_at = clock_timestamp() WHERE id = $1', [id]),
        );
        await worked();
        expect((await room.instruction(id)).state).toBe('unknown');
        expect(await bankPayments(id)).toBe(0);
        await worked(NOT_FOUND_WINDOW_MS);
        expect((await room.instruction(id)).state).toBe('created');
        await workedUntilPaid(id);
        expect(await room.instruction(id)).toMatchObject({ state: 'paid', reference });
        expect(room.books.told.filter((told) => told === id)).toHaveLength(1);
        expect(await bankPayments(id)).toBe(1);
      },
    );

    it('of a process that died before or after sending is asked about first', async () => {
      const id = await room.instruct(amount);
      await worked();
      expect((await room.instruction(id)).state).toBe('unknown');
      await worked(NOT_FOUND_WINDOW_MS);
      await workedUntilPaid(id);
      expect(await bankPayments(id)).toBe(1);
    });

    it('left by a fault of ours while booking is booked later, once, and a person is told', async () => {
      const before = await room.balance();
      room.books.failNext = true;
      const id = await room.instruct(amount);
      if (bank.firstAnswer === 'paid') expect(await room.dispatch(id)).toBe('sending');
      else expect(await room.finished(id)).toBe('paid');
      expect(await room.count('bank_incident', `instruction_id = '${id}' AND code = 'HANDLER_FAILED'`)).toBe(
        1,
      );
      await workedUntilPaid(id);
      expect((await room.balance()).posted).toBe(before.posted - amount);
    });
  });

  describe('a fault of ours', () => {
    const incidents = (id: string) =>
      room.count('bank_incident', `instruction_id = '${id}' AND code = 'HANDLER_FAILED'`);

    it('is no busy database: the answer is booked a little later, and no person is told', async () => {
      room.books.busyCalls = 1;
      const one = await room.instruct(amount);
      expect(await room.finished(one)).toBe('paid');
      room.books.busyCalls = 2;
      const other = await room.instruct(amount);
      expect(await room.dispatch(other)).toBe(bank.firstAnswer === 'paid' ? 'sending' : 'accepted');
      await workedUntilPaid(other);
      expect([await incidents(one), await incidents(other)]).toEqual([0, 0]);
    });

    it('F48: that keeps one instruction from being prepared keeps no other, and a person is told', async () => {
      const spoilt = await room.instruct(amount);
      const sound = await room.instruct(amount);
      await room.asOwner('UPDATE instruction SET payee_card_id = gen_random_uuid() WHERE id = $1', [spoilt]);
      await worked();
      const postponed = `lease_owner IS NULL AND due_at > clock_timestamp() AND sends = 1`;
      expect(await room.count('instruction', `id = '${spoilt}' AND ${postponed}`)).toBe(1);
      await worked(NOT_FOUND_WINDOW_MS);
      await workedUntilPaid(sound);
      expect((await room.instruction(spoilt)).state).toBe('sending');
      expect(await incidents(spoilt)).toBe(1);
      await room.asOwner('UPDATE instruction SET payee_card_id = $2 WHERE id = $1', [spoilt, room.cardId]);
      await worked(NOT_FOUND_WINDOW_MS);
      await workedUntilPaid(spoilt);
    });
  });

  describe('the lease', () => {
    it('lets only one of two workers have an instruction', async () => {
      room.mood({ mood: 'error500-before-paying', calls: 1 });
      const id = await room.instruct(amount);
      await room.dispatch(id);
      await room.passTime();
      const taken = await Promise.all([room.worker.workOnce(), room.worker.workOnce()]);
      expect(taken[0] + taken[1]).toBe(1);
      await worked(NOT_FOUND_WINDOW_MS);
      await workedUntilPaid(id);
    });
  });

  describe('the database', () => {
    it('refuses a step that is not in the table of states, and any change of amount or reference', async () => {
      const id = await room.instruct(amount);
      await room.finished(id);
      const change = (set: string) =>
        room.run((tx) => tx.execute(`UPDATE instruction SET ${set} WHERE id = $1`, [id]));
      await expect(change(`state = 'unknown'`)).rejects.toThrow(/cannot go from paid to unknown/);
      await expect(change('amount_fen = 1')).rejects.toThrow(/permission denied/);
      await expect(change(`reference = 'ZZZZZZZZZZZZZZZZZZZZ'`)).rejects.toThrow(/permission denied/);
    });

    it('refuses a second open or paid instruction for one source', async () => {
      const id = await room.instruct(amount);
      await room.finished(id);
      const { sourceId, payeeCardId, busType, summary } = await room.instruction(id);
      const purpose = 'withdrawal' as const;
      const again = { purpose, sourceId, payeeCardId, amountFen: amount, busType, summary };
      await expect(room.run((tx) => room.settlement.instruct(tx, again))).rejects.toThrow(/instruction_once/);
    });
  });
});
