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

  it('the proof names what was collected and is not in the books, and the reverse', async () => {
    const payer = { account: { accountNo: '6222', name: '某人', bankCode: bank.code } };
    const part = { sourceId: newId(), payer, amountFen: 700n, summary: '代扣' };
    const order = { purpose: 'tested-debit', ...part };
    const collected = await room.run((tx) => room.collections.collect(tx, order));
    await room.collections.dispatch(1, collected);
    for (let round = 0; round < 5 && (await room.count('receipt')) === 0; round += 1)
      await room.collectLater();
    await room.run((tx) =>
      room.collections.collectBatch(tx, {
        purpose: 'tested-debit',
        parts: [{ ...part, sourceId: newId(), payer: { cardId: room.cardId } }],
      }),
    );
    expect(await room.breaches()).toEqual([]);
    await room.asOwner(
      `ALTER TABLE collection DISABLE TRIGGER collection_step;
       ALTER TABLE collection_batch DISABLE TRIGGER collection_batch_step;
       CREATE TABLE kept_receipt AS SELECT * FROM receipt; CREATE TABLE kept_collection AS SELECT * FROM collection`,
    );
    const sound = `DELETE FROM receipt; INSERT INTO receipt SELECT * FROM kept_receipt;
      DELETE FROM collection; INSERT INTO collection SELECT * FROM kept_collection;
      UPDATE collection_batch SET state = 'created', finished_at = NULL`;
    const paid = `WHERE state = 'paid'`;
    const planted: [string, string[]][] = [
      [`DELETE FROM receipt WHERE matcher = 'tested-debit'`, ['I12', 'I7', 'collected-is-receipt']],
      [`UPDATE collection SET amount_fen = 800, collected_fen = 800 ${paid}`, ['I7', 'collected-is-receipt']],
      [`UPDATE collection SET reference = 'ZZZZZZZZZZZZZZZZZZZZ' ${paid}`, ['I7', 'collected-is-receipt']],
      [
        `UPDATE collection SET state = 'rejected', reject_code = 'CARD_CLOSED', bank_serial = NULL, value_date = NULL,
                collected_fen = NULL, receipt_id = NULL ${paid}`,
        ['I7', 'collected-is-receipt'],
      ],
      [`UPDATE collection_batch SET state = 'done', finished_at = now()`, ['collected-is-receipt']],
    ];
    for (const [breach, ids] of planted) {
      await room.asOwner(breach);
      expect((await breached()).sort()).toEqual(ids);
      await room.asOwner(sound);
    }
    expect(await room.breaches()).toEqual([]);
  }, 120_000);

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
