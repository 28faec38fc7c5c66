import { newId } from '../../../src/kernel/identifiers/uuid';
import { type MemberCredits, PostingRefused } from '../../../src/modules/ledger';
import { violatedConstraint } from '../../../src/platform/database/connection-fault';
import { BooksUnderTest, OPENED, TODAY } from './books-under-test';

let books: BooksUnderTest;

beforeAll(async () => {
  books = await BooksUnderTest.start();
});
afterAll(() => books.stop());
afterEach(async () => {
  expect(await books.breaches()).toEqual([]);
});

const fault = (act: Promise<unknown>): Promise<unknown> =>
  act.then(() => null).catch((error: unknown) => error);

describe('a withdrawal is posted', () => {
  it.each<[bigint, [bigint, bigint, bigint]]>([
    [299n, [1n, 200n, 0n]],
    [300n, [0n, 200n, 0n]],
    [301n, [0n, 199n, 0n]],
    [500n, [0n, 0n, 0n]],
  ])('of %p fen takes the 300 carried over first, then the 200 of the year', async (amount, left) => {
    const member = await books.member(300n, 200n);
    await books.debit(member, amount);
    expect(await books.parts(member)).toEqual(left);
  });

  it('beyond the balance is refused by CHECK and leaves everything as it was', async () => {
    const member = await books.member(300n, 200n);
    const before = await books.count('entry');
    await expect(books.debit(member, 501n)).rejects.toMatchObject({ code: '23514' });
    expect(await books.parts(member)).toEqual([300n, 200n, 0n]);
    expect(await books.count('entry')).toBe(before);
  });

  it('of money that is held for somebody else is refused by CHECK', async () => {
    const member = await books.member(300n, 200n);
    const hold = {
      accountId: member,
      personId: newId(),
      amountFen: 400n,
      kind: 'court',
      caseId: newId(),
    } as const;
    await books.run((tx) => books.ledger.placeHold(tx, { ...hold, potId: null }));
    await expect(books.debit(member, 101n)).rejects.toMatchObject({ constraint: 'held_within_balance' });
    await books.debit(member, 100n);
    expect(await books.parts(member)).toEqual([200n, 200n, 400n]);
  });

  it('two at once, each within the balance and together beyond it: one is refused', async () => {
    const member = await books.member(0n, 100n);
    const outcomes = await Promise.allSettled([books.debit(member, 60n), books.debit(member, 60n)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await books.parts(member)).toEqual([0n, 40n, 0n]);
  });

  it('a hundred credits at once all arrive', async () => {
    const member = await books.member(0n);
    await Promise.all(Array.from({ length: 100 }, (_, n) => books.credit(member, BigInt(n + 1))));
    expect(await books.balance(member)).toMatchObject({ currentFen: 5050n, version: 100n });
  });
});

describe('a voucher', () => {
  it('of one kind and source is posted once, at once or later', async () => {
    const member = await books.member(0n);
    const lines = [
      { accountId: books.bank, side: 'D', amountFen: 7n },
      { accountId: member, side: 'C', amountFen: 7n },
    ] as const;
    const sourceId = newId();
    const acts = await Promise.all(
      Array.from({ length: 6 }, () => fault(books.post(lines, { kind: 'remittance', sourceId }))),
    );
    expect(acts.filter((error) => error === null)).toHaveLength(1);
    for (const error of acts.filter((other) => other !== null))
      expect(violatedConstraint(error)).toBe('journal_centre_id_kind_source_id_key');
    expect(
      violatedConstraint(await fault(books.post(lines, { kind: 'remittance', sourceId }))),
    ).not.toBeNull();
    expect(await books.parts(member)).toEqual([0n, 7n, 0n]);
    await books.post(lines, { kind: 'another', sourceId });
  });

  it('with a member on two lines is refused', async () => {
    const member = await books.member(100n);
    const act = books.post([
      { accountId: member, side: 'D', amountFen: 30n },
      { accountId: member, side: 'C', amountFen: 30n },
    ]);
    await expect(act).rejects.toBeInstanceOf(PostingRefused);
    expect(await books.parts(member)).toEqual([100n, 0n, 0n]);
  });

  it('with an account that does not exist is refused, also when the other lines balance among themselves', async () => {
    const nobody = [
      { accountId: 999_999_998n, side: 'D', amountFen: 30n },
      { accountId: 999_999_999n, side: 'C', amountFen: 30n },
    ] as const;
    const known = [
      { accountId: books.bank, side: 'D', amountFen: 30n },
      { accountId: books.unit, side: 'C', amountFen: 30n },
    ] as const;
    const before = await books.count('entry');
    await expect(books.post([...known, ...nobody])).rejects.toBeInstanceOf(PostingRefused);
    await expect(books.post([known[0], nobody[1]])).rejects.toMatchObject({ code: 'ZR001' });
    expect(await books.count('entry')).toBe(before);
  });

  it('that does not balance is refused before the database is asked', async () => {
    const act = books.post([
      { accountId: books.bank, side: 'D', amountFen: 30n },
      { accountId: books.unit, side: 'C', amountFen: 29n },
    ]);
    await expect(act).rejects.toThrow('differ by 1 fen');
  });

  it('taken back gives the member the same parts again', async () => {
    const member = await books.member(300n, 200n);
    const taken = await books.debit(member, 350n);
    await books.post(
      [
        { accountId: member, side: 'D', amountFen: -350n, carriedFen: -300n },
        { accountId: books.bank, side: 'C', amountFen: -350n },
      ],
      { kind: 'reversal', reversesId: taken },
    );
    expect(await books.parts(member)).toEqual([300n, 200n, 0n]);
  });

  it('stands with subject and unit on each line', async () => {
    const member = await books.member(0n);
    const id = await books.credit(member, 5n);
    const rows = await books.run((tx) =>
      tx.query(`SELECT seq, subject, unit_id AS unit, side FROM entry WHERE journal_id = $1 ORDER BY seq`, [
        id,
      ]),
    );
    expect(rows).toEqual([
      { seq: 1, subject: '101', unit: null, side: 'D' },
      { seq: 2, subject: '201', unit: books.unit, side: 'C' },
    ]);
  });
});

describe('credits of a whole list', () => {
  const list = (credits: readonly (readonly [bigint, bigint])[]): MemberCredits => ({
    sql: 'SELECT a AS account_id, f AS amount_fen FROM unnest($1::bigint[], $2::bigint[]) AS l (a, f)',
    values: [credits.map(([account]) => account), credits.map(([, amount]) => amount)],
  });
  const creditAll = (credits: readonly (readonly [bigint, bigint])[], debit: bigint, sourceId = newId()) =>
    books.run((tx) =>
      books.ledger.postMemberCredits(
        tx,
        { kind: 'remittance', sourceId, businessDate: TODAY, valueDate: OPENED },
        list(credits),
        [{ accountId: books.bank, side: 'D', amountFen: debit }],
      ),
    );

  it('reach every member with one voucher', async () => {
    const members = await books.members(50);
    const outcome = await creditAll(
      members.map((id, n) => [id, BigInt(n + 1)]),
      1275n,
    );
    expect(outcome.members).toBe(50);
    expect(await books.count('entry', `journal_id = '${outcome.journalId}'`)).toBe(51);
    expect(await books.parts(members[49]!)).toEqual([0n, 50n, 0n]);
  });

  it.each<[string, (members: readonly bigint[]) => readonly (readonly [bigint, bigint])[], bigint]>([
    ['one credit too little', (m) => m.map((id) => [id, 10n]), 51n],
    ['a member twice', (m) => [...m.map((id) => [id, 10n] as const), [m[0]!, 10n]], 60n],
    [
      'an account that does not exist',
      (m) => [...m.map((id) => [id, 10n] as const), [999_999_999n, 10n]],
      60n,
    ],
    ['an account that is no member’s', (m) => [...m.map((id) => [id, 10n] as const), [books.bank, 10n]], 60n],
    ['a credit of nothing', (m) => m.map((id, n) => [id, n === 0 ? 0n : 10n]), 40n],
  ])('with %s reach nobody', async (_what, credits, debit) => {
    const members = await books.members(5);
    const before = [await books.count('entry'), await books.count('journal')];
    await expect(creditAll(credits(members), debit)).rejects.toThrow();
    expect([await books.count('entry'), await books.count('journal')]).toEqual(before);
    for (const id of members) expect(await books.balance(id)).toMatchObject({ postedFen: 0n, version: 0n });
  });

  it('of one list are booked once', async () => {
    const members = await books.members(3);
    const credits = members.map((id) => [id, 10n] as const);
    const sourceId = newId();
    await creditAll(credits, 30n, sourceId);
    expect(violatedConstraint(await fault(creditAll(credits, 30n, sourceId)))).toBe(
      'journal_centre_id_kind_source_id_key',
    );
    expect(await books.parts(members[0]!)).toEqual([0n, 10n, 0n]);
  });

  it('take no credit for a debit line', async () => {
    const act = books.run(async (tx) =>
      books.ledger.postMemberCredits(
        tx,
        { kind: 'remittance', sourceId: newId(), businessDate: TODAY, valueDate: TODAY },
        list([]),
        [{ accountId: books.bank, side: 'C', amountFen: 1n }],
      ),
    );
    await expect(act).rejects.toBeInstanceOf(PostingRefused);
  });

  it('two lists with the same members at once do not lock each other out for good', async () => {
    const members = await books.members(40);
    const forth = members.map((id) => [id, 1n] as const);
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => creditAll(n % 2 === 0 ? forth : [...forth].reverse(), 40n)),
    );
    for (const id of members) expect(await books.balance(id)).toMatchObject({ postedFen: 8n, version: 8n });
  });
});
