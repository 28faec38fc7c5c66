import { newId } from '../../../src/kernel/identifiers/uuid';
import type { Tx } from '../../../src/platform/database/tx';
import { CENTRE } from '../platform/database-under-test';
import { BooksUnderTest, TODAY } from './books-under-test';

let books: BooksUnderTest;

beforeAll(async () => {
  books = await BooksUnderTest.start();
});
afterAll(() => books.stop());
afterEach(async () => {
  expect(await books.breaches()).toEqual([]);
});

interface RawLine {
  readonly side?: 'D' | 'C';
  readonly amount?: bigint;
  readonly businessDate?: string;
}

/** Writes a head as any statement of the service could. */
async function head(tx: Tx, reversesId: string | null = null, businessDate: string = TODAY): Promise<string> {
  const id = newId();
  await tx.execute(
    `INSERT INTO journal (centre_id, id, business_date, value_date, kind, source_id, reverses_id)
     VALUES ($1, $2, $3::date, $3::date, 'raw', $2, $4)`,
    [CENTRE, id, businessDate, reversesId],
  );
  return id;
}

/** Writes lines with one INSERT, past the posting statement; what stops them is the database. */
function lines(tx: Tx, journalId: string, list: readonly RawLine[], firstSeq = 1): Promise<number> {
  return tx.execute(
    `INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
     SELECT $1, $2, $3 + n - 1, day, $4, '101', side, amount
       FROM unnest($5::text[], $6::bigint[], $7::date[]) WITH ORDINALITY AS l (side, amount, day, n)`,
    [
      CENTRE,
      journalId,
      firstSeq,
      books.bank,
      list.map(({ side }) => side ?? 'D'),
      list.map(({ amount }) => amount ?? 100n),
      list.map(({ businessDate }) => businessDate ?? TODAY),
    ],
  );
}

const whole: readonly RawLine[] = [{ side: 'D' }, { side: 'C' }];
const refusal = (message: string) => ({ code: 'ZR001', message: expect.stringContaining(message) as string });

describe('a voucher is taken whole or not at all', () => {
  it('two lines that balance, under a head of the same statement or transaction, are taken', async () => {
    await books.run(async (tx) => lines(tx, await head(tx), whole));
    expect(await books.count('entry')).toBe(2);
  });

  it.each<[string, readonly RawLine[], string]>([
    [
      'debits and credits that differ by a fen',
      [{ side: 'D', amount: 101n }, { side: 'C' }],
      'differ by 1 fen',
    ],
    ['debits only', [{ side: 'D' }, { side: 'D' }], 'differ by 200 fen'],
    ['a single line', [{ side: 'D' }], 'fewer than two lines'],
    [
      'negative amounts of a voucher that takes none back',
      [
        { side: 'D', amount: -100n },
        { side: 'C', amount: -100n },
      ],
      'negative amount and is no reversal',
    ],
    [
      'lines of another business date',
      [
        { side: 'D', businessDate: '2026-11-20' },
        { side: 'C', businessDate: '2026-11-20' },
      ],
      'another business date',
    ],
    [
      'lines of two business dates',
      [{ side: 'D', businessDate: '2026-11-20' }, { side: 'C' }],
      'another business date',
    ],
  ])('%s are refused', async (_what, list, message) => {
    const before = [await books.count('entry'), await books.count('journal')];
    await expect(books.run(async (tx) => lines(tx, await head(tx), list))).rejects.toMatchObject(
      refusal(message),
    );
    expect([await books.count('entry'), await books.count('journal')]).toEqual(before);
  });

  it('lines without a head are refused', async () => {
    await expect(books.run((tx) => lines(tx, newId(), whole))).rejects.toMatchObject(
      refusal('does not exist'),
    );
  });

  it('a voucher posted before takes no more lines, balanced or not', async () => {
    const posted = await books.run(async (tx) => {
      const id = await head(tx);
      await lines(tx, id, whole);
      return id;
    });
    await expect(books.run((tx) => lines(tx, posted, whole, 3))).rejects.toMatchObject(
      refusal('was posted before'),
    );
  });

  it('two vouchers in one INSERT, one of them wrong, are refused both', async () => {
    const before = await books.count('entry');
    const act = books.run(async (tx) => {
      const [good, bad] = [await head(tx), await head(tx)];
      await tx.execute(
        `INSERT INTO entry (centre_id, journal_id, seq, business_date, account_id, subject, side, amount_fen)
         SELECT $1, j, n, $2::date, $3, '101', side, amount
           FROM unnest($4::uuid[], $5::text[], $6::bigint[]) WITH ORDINALITY AS l (j, side, amount, n)`,
        [CENTRE, TODAY, books.bank, [good, good, bad, bad], ['D', 'C', 'D', 'C'], [5n, 5n, 5n, 6n]],
      );
    });
    await expect(act).rejects.toMatchObject(refusal('differ by -1 fen'));
    expect(await books.count('entry')).toBe(before);
  });

  it('a line of nothing, and one beyond ten trillion yuan, are refused by CHECK', async () => {
    for (const amount of [0n, 1_000_000_000_000_001n]) {
      const list = [
        { side: 'D', amount },
        { side: 'C', amount },
      ] as const;
      await expect(books.run(async (tx) => lines(tx, await head(tx), list))).rejects.toMatchObject({
        code: '23514',
      });
    }
  });

  it('a reversal may hold negative amounts; one voucher is taken back once', async () => {
    const posted = await books.run(async (tx) => {
      const id = await head(tx);
      await lines(tx, id, whole);
      return id;
    });
    const back: readonly RawLine[] = [
      { side: 'D', amount: -100n },
      { side: 'C', amount: -100n },
    ];
    await books.run(async (tx) => lines(tx, await head(tx, posted), back));
    await expect(books.run(async (tx) => lines(tx, await head(tx, posted), back))).rejects.toMatchObject({
      code: '23505',
    });
  });

  it('a month that is closed takes nothing; the month after does', async () => {
    const inMonth = (businessDate: string) =>
      books.run(async (tx) =>
        lines(
          tx,
          await head(tx, null, businessDate),
          whole.map((line) => ({ ...line, businessDate })),
        ),
      );
    await inMonth('2026-08-31');
    await books.run((tx) => books.ledger.closePeriod(tx, 202608));
    await expect(inMonth('2026-08-31')).rejects.toMatchObject(refusal('period is closed'));
    await expect(inMonth('2026-08-01')).rejects.toMatchObject(refusal('period is closed'));
    await inMonth('2026-07-31');
    await inMonth('2026-09-01');
    await books.run((tx) => books.ledger.closePeriod(tx, 202608));
  });
});
