import { newId } from '../../../src/kernel/identifiers/uuid';
import { allowedTransitions } from '../../../src/modules/settlement/domain/outcome-table';
import { BANKS } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

describe.each(BANKS)('at bank $code', (bank) => {
  let room: SettlementUnderTest;
  let id: string;
  beforeEach(async () => {
    room = await SettlementUnderTest.start(bank);
    id = await room.instruct(100_000n);
    await room.finished(id);
    expect(await room.breaches()).toEqual([]);
  });
  afterEach(async () => {
    await room.stop();
  });

  async function breached(): Promise<string[]> {
    return [...new Set((await room.breaches()).map((breach) => breach.split(' ')[0] ?? ''))];
  }

  describe('the proof names', () => {
    it('I5: a hold that lost its instruction', async () => {
      room.mood({ mood: 'silence', calls: 1 });
      await room.dispatch(await room.instruct(5_000n));
      expect(await room.breaches()).toEqual([]);
      await room.asOwner(`DELETE FROM instruction WHERE state = 'unknown'`);
      expect(await breached()).toContain('I5');
    });

    it('I5: a paid instruction whose hold was released', async () => {
      const { sourceId } = await room.instruction(id);
      await room.asOwner(`UPDATE hold SET state = 'released' WHERE case_id = $1`, [sourceId]);
      expect(await breached()).toContain('I5');
    });

    it('I6: a paid instruction whose voucher is of another amount', async () => {
      await room.asOwner('UPDATE instruction SET amount_fen = amount_fen + 1 WHERE id = $1', [id]);
      expect(await breached()).toContain('I6');
    });

    it('I6: a paid instruction whose voucher is another business’s', async () => {
      await room.asOwner(
        `UPDATE instruction SET paid_journal_id = (SELECT id FROM journal WHERE kind = 'opening' LIMIT 1) WHERE id = $1`,
        [id],
      );
      expect(await breached()).toContain('I6');
    });

    it('I7: a payment the bank knows nothing of', async () => {
      await room.asOwner(`UPDATE instruction SET reference = 'ZZZZZZZZZZZZZZZZZZZZ' WHERE id = $1`, [id]);
      expect(await breached()).toContain('I7');
    });

    it('I12: a receipt that nobody booked', async () => {
      const { bankAccountId } = await room.instruction(id);
      await room.asOwner(
        `INSERT INTO receipt (centre_id, id, bank_account_id, bank_serial, amount_fen, value_date, payer, remark, state, received_at)
       VALUES (1, $1, $2, 'FORGED', 100, current_date, '', '', 'suspense', now())`,
        [newId(), bankAccountId],
      );
      expect(await breached()).toEqual(expect.arrayContaining(['I7', 'I12']));
    });
  });

  it('the database and the outcome table allow the same changes of state', async () => {
    const [row] = await room.run((tx) =>
      tx.query<{ source: string }>(
        `SELECT prosrc AS source FROM pg_proc WHERE proname = 'refuse_instruction_step'`,
      ),
    );
    const listed = /'\{([^}]+)\}'/.exec(row?.source ?? '')?.[1]?.split(',') ?? [];
    expect(new Set(listed)).toEqual(allowedTransitions());
  });

  it('messages with the bank are kept sealed: neither card nor name can be read in the tables', async () => {
    const [row] = await room.run((tx) =>
      tx.query<{ all: string }>(
        `SELECT string_agg(t::text, ' ') AS all FROM (
         SELECT x::text AS t FROM bank_exchange AS x UNION ALL SELECT x::text FROM instruction AS x) AS rows`,
      ),
    );
    const hex = Buffer.from(room.cardNo, 'utf8').toString('hex');
    expect(row?.all.length).toBeGreaterThan(500);
    expect(row?.all).not.toContain(room.cardNo);
    expect(row?.all).not.toContain(hex);
  });
});
