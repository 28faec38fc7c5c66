import { newId } from '../../../src/kernel/identifiers/uuid';
import { RuleOnOrders } from '../../../src/modules/settlement';
import { BANKS } from './banks';
import { SettlementUnderTest } from './settlement-under-test';

const WINDOW_MS = 60_000;

jest.setTimeout(120_000);

describe.each(BANKS)('orders to collect that travel together, through bank $code', (bank) => {
  let room: SettlementUnderTest;
  let ids: string[];
  beforeAll(async () => {
    room = await SettlementUnderTest.start(bank, {
      BANK_DEADLINE_MS: '1500',
      BANK_NOT_FOUND_WINDOW_MS: String(WINDOW_MS),
    });
  }, 60_000);
  beforeEach(() => {
    room.collected.refused.length = 0;
  });
  afterEach(async () => {
    expect(await room.breaches()).toEqual([]);
  });
  afterAll(() => room.stop());

  const accountOf = (place: number): string => `104${String(place).padStart(13, '0')}`;
  const orders = async (count: number, partial = false): Promise<void> => {
    ids = await room.run((tx) =>
      room.collections.collectBatch(tx, {
        purpose: 'tested-debit',
        parts: Array.from({ length: count }, (_, place) => ({
          sourceId: newId(),
          payer: { account: { accountNo: accountOf(place), name: `某人${place}`, bankCode: bank.code } },
          amountFen: BigInt(1_000 + place),
          partial,
          summary: '还款',
        })),
      }),
    );
  };
  /** Of the orders made last. */
  const mine = () => `(${ids.map((id) => `'${id}'`).join(', ')})`;
  const batches = () => `id IN (SELECT batch_id FROM collection WHERE id IN ${mine()})`;
  const receipts = () =>
    room.count('receipt', `id IN (SELECT receipt_id FROM collection WHERE id IN ${mine()})`);
  const states = async (): Promise<Record<string, number>> => {
    const rows = await room.run((tx) =>
      tx.query<{ state: string; n: number }>(
        `SELECT state, count(*)::int AS n FROM collection WHERE id IN ${mine()} GROUP BY state ORDER BY state`,
      ),
    );
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  };
  /** Lines of the bank about the orders made last. */
  const lines = async (kind: string, table = 'collection') => {
    const condition = table === 'collection' ? `id IN ${mine()}` : batches();
    const rows = await room.run((tx) =>
      tx.query<{ reference: string }>(`SELECT reference FROM ${table} WHERE ${condition}`),
    );
    const known = new Set(rows.map(({ reference }) => reference));
    return (await room.bankLines(kind)).filter((line) => known.has(line['reference'] ?? ''));
  };
  const open = () => room.count('collection_batch', `state <> 'done' AND ${batches()}`);
  /** Rounds of the safety net until every batch has ended. */
  async function untilDone(): Promise<void> {
    for (let round = 0; round < 40 && (await open()) > 0; round += 1) await room.collectLater();
    expect(await open()).toBe(0);
  }

  it('are posted once each, five hundred of them, though some fail at first and results are fetched twice', async () => {
    const count = bank.code === '104' ? 500 : 100;
    const { posted } = await room.balance();
    await orders(count);
    room.collected.failing = 3;
    // Taken by the bank, done, and fetched; a batch with an order that could not be booked is fetched again.
    await untilDone();
    expect(await states()).toEqual({ paid: count });
    expect(await lines('collection')).toHaveLength(count);
    expect(await receipts()).toBe(count);
    const all = BigInt((count * (2_000 + count - 1)) / 2);
    expect((await room.balance()).posted).toBe(posted + all);
    const fetched = await room.count('bank_exchange', `tx_code = 'BDC108'`);
    expect(fetched).toBeGreaterThan(await room.count('collection_batch'));
    expect(await room.count('bank_incident', `code = 'HANDLER_FAILED'`)).toBe(3);
  }, 120_000);

  it('are carried on by another worker when the first one loses its lease in between', async () => {
    await orders(60);
    await room.collectLater();
    await room.asOwner(`UPDATE collection_batch SET due_at = now(), lease_until = NULL`);
    const first = room.collectionWorker.workOnce();
    await room.asOwner(
      `UPDATE collection_batch SET lease_until = NULL, due_at = now() WHERE state <> 'done'`,
    );
    await Promise.all([first, room.collectionWorker.workOnce()]);
    await untilDone();
    expect(await states()).toEqual({ paid: 60 });
    expect(await room.count('journal', `kind = 'tested-debit' AND source_id IN ${mine()}`)).toBe(60);
  });

  it('are sent again under their numbers when the message was lost, and asked about when its answer was', async () => {
    room.mood({ mood: 'error500-before-paying', calls: 1 });
    await orders(5);
    await room.collectLater();
    expect(await room.count('collection_batch', `state = 'unknown' AND ${batches()}`)).toBe(1);
    await room.collectLater();
    expect(await room.count('collection_batch', `state = 'unknown' AND ${batches()}`)).toBe(1);
    await room.collectLater(WINDOW_MS + 1);
    expect(await states()).toEqual({ created: 5 });
    room.mood({ mood: 'timeout-after-paying', calls: 1 });
    await room.collectLater();
    expect(await lines('batch', 'collection_batch')).toHaveLength(1);
    await untilDone();
    expect([await states(), await lines('batch', 'collection_batch')]).toMatchObject([{ paid: 5 }, [{}]]);
  });

  it('F28: wait for a bank that is late, are taken in part, and refused one by one', async () => {
    await room.bankControl('PUT', 'payer-funds', { account: accountOf(0), amount: '0.00' });
    await room.bankControl('PUT', 'payer-funds', { account: accountOf(1), amount: '0.01' });
    room.mood({ mood: 'late-callback', calls: 1, delayMs: 600 });
    await orders(3, true);
    await room.collectLater();
    await room.collectLater();
    expect(await states()).toEqual({ accepted: 3 });
    for (let tries = 0; tries < 200 && (await lines('collection')).length < 2; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await untilDone();
    expect(await states()).toEqual({ paid: 2, rejected: 1 });
    expect(room.collected.refused).toEqual(['PAYER_FUNDS_SHORT']);
    const part = await room.run((tx) => room.collections.find(tx, ids[1] ?? ''));
    expect(part).toMatchObject({ amountFen: 1_001n, collectedFen: 1n });
    for (const place of [0, 1])
      await room.bankControl('PUT', 'payer-funds', { account: accountOf(place), amount: '1000000.00' });
  });

  it('are told by notices as well, whichever comes first', async () => {
    await room.hearNotices();
    await orders(10);
    await room.collectLater();
    for (let tries = 0; tries < 500 && (await receipts()) < 10; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await untilDone();
    expect([await states(), await receipts()]).toEqual([{ paid: 10 }, 10]);
  });

  /** The bank has said nothing for a day, and declares in writing that the first order was refused. */
  async function ruleOnFirst(): Promise<void> {
    await room.asOwner(
      `UPDATE collection SET sent_at = sent_at - interval '25 hours' WHERE id = '${ids[0] ?? ''}'`,
    );
    const ruled = { outcome: 'rejected', rejectCode: 'NOT_CARRIED_OUT' } as const;
    const of = { what: 'collection', orderId: ids[0] ?? '', ruled, evidenceNo: '银函〔2026〕88号' } as const;
    const id = await room.run((tx) => room.get(RuleOnOrders).propose(tx, { ...of, by: newId() }));
    await room.run((tx) => room.get(RuleOnOrders).decide(tx, { id, by: newId(), agreed: true }));
  }

  it('are asked about on when people have ended one of them upon the bank’s written word', async () => {
    await room.bankControl('PUT', 'payer-funds', { account: accountOf(0), amount: '0.00' });
    room.mood({ mood: 'late-callback', calls: 1, delayMs: 600 });
    await orders(3);
    await room.collectLater();
    await room.collectLater();
    expect(await states()).toEqual({ accepted: 3 });
    await ruleOnFirst();
    expect(await room.count('collection_batch', `NOT frozen AND state = 'accepted' AND ${batches()}`)).toBe(
      1,
    );
    for (let tries = 0; tries < 200 && (await lines('collection')).length < 2; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await untilDone();
    expect(await states()).toEqual({ paid: 2, rejected: 1 });
    await room.bankControl('PUT', 'payer-funds', { account: accountOf(0), amount: '1000000.00' });
  });

  it('are not sent again with one that people have ended: the message stops when the bank never had it', async () => {
    room.mood({ mood: 'error500-before-paying', calls: 1 });
    await orders(2);
    await room.collectLater();
    await ruleOnFirst();
    expect(await room.count('collection_batch', `frozen AND ${batches()}`)).toBe(0);
    await room.collectLater(WINDOW_MS + 1);
    expect(await room.count('collection_batch', `frozen AND state = 'unknown' AND ${batches()}`)).toBe(1);
    await room.collectLater();
    expect([await states(), await lines('batch', 'collection_batch')]).toEqual([
      { rejected: 1, sending: 1 },
      [],
    ]);
  });

  it('are frozen when the bank knows their number with another content', async () => {
    const frozen = (): Promise<number> => room.count('collection_batch', `frozen AND ${batches()}`);
    await orders(2);
    await untilDone();
    await room.asOwner(
      `ALTER TABLE collection_batch DISABLE TRIGGER collection_batch_step;
       UPDATE collection_batch SET state = 'created', bus_type = '06', finished_at = NULL, due_at = now() WHERE ${batches()}`,
    );
    // A busy bank may let an order wait beyond its deadline: it is asked again then.
    for (let tries = 0; tries < 20 && (await frozen()) === 0; tries += 1) await room.collectLater();
    expect(await frozen()).toBe(1);
    expect(await room.count('bank_incident', `code = 'REFERENCE_REUSED'`)).toBe(1);
    expect([await states(), await receipts()]).toEqual([{ paid: 2 }, 2]);
  });
});
