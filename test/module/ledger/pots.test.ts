import { newId } from '../../../src/kernel/identifiers/uuid';
import type { Pot } from '../../../src/modules/ledger';
import { BooksUnderTest } from './books-under-test';

let books: BooksUnderTest;
let account = 0n;

beforeAll(async () => {
  books = await BooksUnderTest.start();
  account = await books.member(0n, 1_000_000_000n);
});
afterAll(() => books.stop());
afterEach(async () => {
  expect(await books.breaches()).toEqual([]);
});

interface Wish {
  readonly period: string;
  readonly capFen: bigint;
  readonly personIds: readonly string[];
  readonly amountFen: bigint;
  readonly accountId?: bigint;
}

const look = (wish: Omit<Wish, 'amountFen'>, lock = false): Promise<Pot> =>
  books.run((tx) => books.ledger.potFor(tx, { kind: 'rent', ...wish }, { lock }));

/** Takes for the first of the people if there is room, as a carry-out does; the hold's id, or null. */
const take = (wish: Wish): Promise<string | null> =>
  books.run(async (tx) => {
    const { potId, takenFen } = await books.ledger.potFor(tx, { kind: 'rent', ...wish }, { lock: true });
    if (takenFen + wish.amountFen > wish.capFen) return null;
    return books.ledger.placeHold(tx, {
      accountId: wish.accountId ?? account,
      personId: wish.personIds[0]!,
      amountFen: wish.amountFen,
      kind: 'withdrawal',
      caseId: newId(),
      potId,
    });
  });

const end = (holdId: string, as: 'settled' | 'released' | 'returned') =>
  books.run((tx) => books.ledger.endHold(tx, holdId, as));

const couple = (): [string, string] => [newId(), newId()];

describe('a quota that two persons share', () => {
  it('is never exceeded: 200 times two spouses ask at once for 60 of 100, and one gets it', async () => {
    const [wife, husband] = [await books.member(0n, 1_000_000n), await books.member(0n, 1_000_000n)];
    for (let round = 0; round < 200; round += 1) {
      const [a, b] = couple();
      const wish = { period: `round-${round}`, capFen: 100n, amountFen: 60n };
      const got = await Promise.all([
        take({ ...wish, personIds: [a, b], accountId: wife }),
        take({ ...wish, personIds: [b, a], accountId: husband }),
      ]);
      expect(got.filter((hold) => hold !== null)).toHaveLength(1);
      expect((await look({ ...wish, personIds: [a, b] })).takenFen).toBe(60n);
    }
  }, 60_000);

  it('is not exceeded by newly-weds either, who meet with a pot of their own each', async () => {
    for (let round = 0; round < 40; round += 1) {
      const [a, b] = couple();
      const wish = { period: `wedding-${round}`, capFen: 100n };
      await take({ ...wish, personIds: [a], amountFen: 20n });
      await take({ ...wish, personIds: [b], amountFen: 10n });
      const got = await Promise.all([
        take({ ...wish, personIds: [a, b], amountFen: 40n }),
        take({ ...wish, personIds: [b, a], amountFen: 40n }),
      ]);
      expect(got.filter((hold) => hold !== null)).toHaveLength(1);
      expect((await look({ ...wish, personIds: [a, b] }, true)).takenFen).toBe(70n);
    }
  }, 60_000);

  it('is used up to the last fen by many at once, and no further', async () => {
    const [a, b] = couple();
    const wish = { period: '2026', capFen: 100n, amountFen: 9n };
    const got = await Promise.all(
      Array.from({ length: 16 }, (_, n) => take({ ...wish, personIds: n % 2 === 0 ? [a, b] : [b, a] })),
    );
    expect(got.filter((hold) => hold !== null)).toHaveLength(11);
    expect(await take({ ...wish, personIds: [a, b], amountFen: 1n })).not.toBeNull();
    expect(await take({ ...wish, personIds: [a, b], amountFen: 1n })).toBeNull();
  });

  it('is guarded by CHECK as well, for whoever does not look', async () => {
    const [a, b] = couple();
    const act = books.run(async (tx) => {
      const wanted = { kind: 'rent', period: '2026', personIds: [a, b], capFen: 100n };
      const { potId } = await books.ledger.potFor(tx, wanted, { lock: true });
      const hold = { accountId: account, personId: a, kind: 'withdrawal', caseId: newId(), potId } as const;
      await books.ledger.placeHold(tx, { ...hold, amountFen: 101n });
    });
    await expect(act).rejects.toMatchObject({ constraint: 'taken_within_cap' });
  });

  it('is one for the year: the next year starts with nothing taken', async () => {
    const [a, b] = couple();
    await take({ period: '2026', capFen: 100n, personIds: [a, b], amountFen: 100n });
    expect((await look({ period: '2027', capFen: 100n, personIds: [a, b] })).takenFen).toBe(0n);
    expect(await take({ period: '2027', capFen: 100n, personIds: [a, b], amountFen: 100n })).not.toBeNull();
  });

  it('is only looked at by a pre-check: no row is made', async () => {
    const [a, b] = couple();
    const before = [await books.count('pot'), await books.count('pot_share')];
    expect(await look({ period: '2026', capFen: 100n, personIds: [a, b] })).toEqual({
      potId: null,
      takenFen: 0n,
    });
    expect([await books.count('pot'), await books.count('pot_share')]).toEqual(before);
  });
});

describe('what was taken', () => {
  const year = { period: '2026', capFen: 1000n };

  it('goes with the people into a marriage and out of it', async () => {
    const [a, b] = couple();
    const hers = await take({ ...year, personIds: [a], amountFen: 300n });
    await take({ ...year, personIds: [b], amountFen: 200n });
    expect((await look({ ...year, personIds: [a, b] })).takenFen).toBe(500n);

    await take({ ...year, personIds: [b, a], amountFen: 100n });
    const married = await look({ ...year, personIds: [a, b] }, true);
    expect(married.takenFen).toBe(600n);
    expect(await take({ ...year, personIds: [a, b], amountFen: 401n })).toBeNull();

    expect((await look({ ...year, personIds: [a] }, true)).takenFen).toBe(300n);
    const [left] = await books.run((tx) =>
      tx.query('SELECT taken_fen AS n FROM pot WHERE id = $1', [married.potId]),
    );
    expect(left).toEqual({ n: 300n });
    expect((await look({ ...year, personIds: [b] }, true)).takenFen).toBe(300n);

    await end(hers!, 'released');
    expect((await look({ ...year, personIds: [a] })).takenFen).toBe(0n);
    expect((await look({ ...year, personIds: [b] })).takenFen).toBe(300n);
  });

  it('goes with somebody who marries again, and leaves what the former spouse took', async () => {
    const [a, b] = couple();
    const c = newId();
    await take({ ...year, personIds: [a, b], amountFen: 300n });
    await take({ ...year, personIds: [b, a], amountFen: 200n });
    expect((await look({ ...year, personIds: [a, c] }, true)).takenFen).toBe(300n);
    expect((await look({ ...year, personIds: [b] }, true)).takenFen).toBe(200n);
  });

  it('above a cap that was lowered leaves no room and breaks nothing', async () => {
    const [a, b] = couple();
    const hold = await take({ ...year, personIds: [a, b], amountFen: 900n });
    const lower = { ...year, capFen: 500n, personIds: [a, b] };
    expect((await look(lower, true)).takenFen).toBe(900n);
    expect(await take({ ...lower, amountFen: 1n })).toBeNull();
    expect(await books.breaches()).toEqual([]);
    await end(hold!, 'released');
    expect(await take({ ...lower, amountFen: 500n })).not.toBeNull();
    expect(await take({ ...lower, amountFen: 1n })).toBeNull();
    expect(await take({ ...lower, capFen: 600n, amountFen: 100n })).not.toBeNull();
  });

  it('stays taken when it was paid, and is free again when it was released or came back', async () => {
    const [a, b] = couple();
    const taken = async () => (await look({ ...year, personIds: [a, b] })).takenFen;
    const paid = await take({ ...year, personIds: [a, b], amountFen: 100n });
    const released = await take({ ...year, personIds: [a, b], amountFen: 10n });
    expect(await taken()).toBe(110n);
    await end(paid!, 'settled');
    expect(await taken()).toBe(110n);
    await end(released!, 'released');
    expect(await taken()).toBe(100n);
    await end(paid!, 'returned');
    expect(await taken()).toBe(0n);
  });

  it('is counted once when a household changes while its money comes back', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [a, b] = couple();
      const period = `change-${round}`;
      const hold = await take({ ...year, period, personIds: [a], amountFen: 100n });
      await Promise.all([
        look({ ...year, period, personIds: [a, b] }, true),
        // As settlement does: the hold is locked, then ended.
        books.run(async (tx) => {
          const [row] = await tx.query<{ caseId: string }>(
            'SELECT case_id AS "caseId" FROM hold WHERE id = $1',
            [hold],
          );
          await books.ledger.holdOfCase(tx, row!.caseId);
          await books.ledger.endHold(tx, hold!, 'released');
        }),
        take({ ...year, period, personIds: [b, a], amountFen: 1n }),
      ]);
      expect((await look({ ...year, period, personIds: [a, b] }, true)).takenFen).toBe(1n);
    }
    // A deadlock of the two costs a second before one of them is run again.
  }, 60_000);
});
