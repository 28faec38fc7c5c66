import { newId } from '../../../src/kernel/identifiers/uuid';
import { HoldRefused } from '../../../src/modules/ledger';
import { BooksUnderTest } from './books-under-test';

let books: BooksUnderTest;

beforeAll(async () => {
  books = await BooksUnderTest.start(12);
});
afterAll(() => books.stop());
afterEach(async () => {
  expect(await books.breaches()).toEqual([]);
});

describe('an account taken for one exclusive business', () => {
  const engage = (accountId: bigint, caseId: string, kind = 'withdrawal') =>
    books.run((tx) => books.ledger.tryEngage(tx, { accountId, kind, caseId }));
  const engagementOf = (accountId: bigint) => books.run((tx) => books.ledger.engagementOf(tx, accountId));

  it('F46: has one winner, and everybody sees who', async () => {
    const account = await books.member(0n);
    const rivals = Array.from({ length: 12 }, newId);
    // Of every kind of business that wants an account for itself.
    const kinds = rivals.map((_, n) => ['withdrawal', 'closing', 'transfer', 'merge'][n % 4]!);
    const taken = await Promise.all(rivals.map((caseId, n) => engage(account, caseId, kinds[n])));
    const winners = rivals.filter((_, n) => taken[n]);
    expect(winners).toHaveLength(1);
    expect(await engagementOf(account)).toEqual({
      accountId: account,
      kind: kinds[rivals.indexOf(winners[0]!)],
      caseId: winners[0],
    });
  });

  it('a loser that waited for a rival who gave up has it', async () => {
    const account = await books.member(0n);
    const rival = newId();
    const act = books.run(async (tx) => {
      await books.ledger.tryEngage(tx, { accountId: account, kind: 'transfer', caseId: newId() });
      throw new Error('gave up');
    });
    await Promise.allSettled([act, engage(account, rival)]);
    await engage(account, rival);
    expect(await engagementOf(account)).toMatchObject({ caseId: rival });
  });

  it('is taken once, gives back only its own, and is free afterwards', async () => {
    const account = await books.member(0n);
    const [one, other] = [newId(), newId()];
    expect([await engage(account, one), await engage(account, one)]).toEqual([true, false]);
    await books.run((tx) => books.ledger.disengage(tx, account, other));
    expect(await engage(account, other)).toBe(false);
    expect(await engagementOf(account)).toMatchObject({ caseId: one });
    await books.run((tx) => books.ledger.disengage(tx, account, one));
    expect(await engagementOf(account)).toBeNull();
    expect(await engage(account, other)).toBe(true);
  });

  it('does not stand in the way of credits and courts', async () => {
    const account = await books.member(0n);
    await engage(account, newId());
    await books.credit(account, 500n);
    const court = {
      accountId: account,
      personId: newId(),
      amountFen: 500n,
      kind: 'court',
      caseId: newId(),
    } as const;
    await books.run((tx) => books.ledger.placeHold(tx, { ...court, potId: null }));
    expect(await books.parts(account)).toEqual([0n, 500n, 500n]);
  });
});

describe('money held', () => {
  const place = (accountId: bigint, amountFen: bigint, caseId = newId(), potId: string | null = null) =>
    books.run((tx) =>
      books.ledger.placeHold(tx, {
        accountId,
        personId: newId(),
        amountFen,
        kind: 'withdrawal',
        caseId,
        potId,
      }),
    );

  it.each(['settled', 'released'] as const)('ends once, however many say it is %s', async (as) => {
    const account = await books.member(0n, 100n);
    const hold = await place(account, 60n);
    const ended = await Promise.all(
      Array.from({ length: 10 }, () => books.run((tx) => books.ledger.endHold(tx, hold, as))),
    );
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await books.parts(account)).toEqual([0n, 100n, 0n]);
  });

  it('settled and released at once: one of the two holds', async () => {
    const account = await books.member(0n, 100n);
    const hold = await place(account, 60n);
    const ended = await Promise.all(
      (['settled', 'released'] as const).map((as) => books.run((tx) => books.ledger.endHold(tx, hold, as))),
    );
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await books.parts(account)).toEqual([0n, 100n, 0n]);
  });

  it('comes back only after it was paid, and once', async () => {
    const account = await books.member(0n, 100n);
    const hold = await place(account, 60n);
    const end = (as: 'settled' | 'returned') => books.run((tx) => books.ledger.endHold(tx, hold, as));
    expect(await end('returned')).toBe(false);
    expect(await end('settled')).toBe(true);
    expect([await end('returned'), await end('returned'), await end('settled')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('never exceeds the balance, also when two ask at once', async () => {
    const account = await books.member(0n, 100n);
    const outcomes = await Promise.allSettled([place(account, 60n), place(account, 60n)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(place(account, 41n)).rejects.toMatchObject({ constraint: 'held_within_balance' });
    await place(account, 40n);
    expect(await books.parts(account)).toEqual([0n, 100n, 100n]);
  });

  it('F45: a withdrawal, a draw for a loan and a court at once: no fen twice, and the court has what is left', async () => {
    for (let round = 0; round < 20; round += 1) {
      const account = await books.member(0n, 100n);
      const draw = () =>
        books.post([
          { accountId: account, side: 'D', amountFen: 60n },
          { accountId: books.bank, side: 'C', amountFen: 60n },
        ]);
      const freeze = () =>
        books.run(async (tx) => {
          await books.ledger.balanceOf(tx, account, { lock: true });
          const court = { accountId: account, personId: newId(), caseId: newId(), wantedFen: 80n } as const;
          return books.ledger.freezeForCourt(tx, court);
        });
      const [held, drawn, frozen] = await Promise.allSettled([place(account, 60n), draw(), freeze()]);
      expect(frozen.status).toBe('fulfilled');
      const taken = [held, drawn].filter(({ status }) => status === 'fulfilled').length;
      expect(taken).toBeLessThanOrEqual(1);
      const [, posted, onHold] = await books.parts(account);
      const ofCourt = onHold - (held.status === 'fulfilled' ? 60n : 0n);
      expect(posted).toBe(drawn.status === 'fulfilled' ? 40n : 100n);
      expect(ofCourt).toBe(taken === 1 ? 40n : 80n);
      await expect(place(account, posted - onHold + 1n)).rejects.toMatchObject({
        constraint: 'held_within_balance',
      });
    }
  });

  it('is held once for a case', async () => {
    const account = await books.member(0n, 100n);
    const caseId = newId();
    await place(account, 10n, caseId);
    await expect(place(account, 10n, caseId)).rejects.toMatchObject({ code: '23505' });
    expect(await books.parts(account)).toEqual([0n, 100n, 10n]);
  });

  it('needs an account and, where it names one, a pot', async () => {
    const account = await books.member(0n, 100n);
    await expect(place(999_999_999n, 1n)).rejects.toBeInstanceOf(HoldRefused);
    await expect(place(account, 1n, newId(), newId())).rejects.toBeInstanceOf(HoldRefused);
    expect(await books.parts(account)).toEqual([0n, 100n, 0n]);
    expect(await books.count('hold', `account_id = ${account}`)).toBe(0);
  });

  it('of nothing is refused', async () => {
    const account = await books.member(0n, 100n);
    await expect(place(account, 0n)).rejects.toMatchObject({ code: '23514' });
    await expect(place(account, -1n)).rejects.toMatchObject({ code: '23514' });
  });
});
