import { newId } from '../../../src/kernel/identifiers/uuid';
import { ledgerMonthConditions } from '../../../src/modules/ledger';
import { MonthBooks } from '../../../src/modules/ledger/app/month-books';
import { GainsUndecided, Results } from '../../../src/modules/ledger/app/results';
import { resultInvariants } from '../../../src/modules/ledger/app/result-invariants';
import {
  type DistributionTerms,
  insertDistribution,
  storeDecision,
} from '../../../src/modules/ledger/store/gains-distribution-store';
import { selectHindrances } from '../../../src/modules/settlement/store/month-end-store';
import { CENTRE } from '../platform/database-under-test';
import { BooksUnderTest } from './books-under-test';

let books: BooksUnderTest;
let months: MonthBooks;

beforeEach(async () => {
  books = await BooksUnderTest.start();
  months = new MonthBooks(new Results(books.ledger));
  await books.run((tx) => books.ledger.preparePartitions(tx, 2024));
});
afterEach(async () => {
  expect(await broken()).toEqual([]);
  expect(await books.breaches()).toEqual([]);
  await books.stop();
});

const broken = () =>
  books.db.work.snapshot(CENTRE, async (tx) => {
    const rows = await Promise.all(
      resultInvariants.map(async ({ id, sql }) => (await tx.query(sql ?? '')).map((row) => ({ id, ...row }))),
    );
    return rows.flat();
  });
const leaf = (code: string) => books.run((tx) => books.ledger.leafOf(tx, code));
const close = (month: number) => books.run((tx) => months.close(tx, month));

/** A voucher between two leaves; below zero the other way round. */
async function moved(day: string, debit: string, credit: string, amountFen: bigint): Promise<void> {
  const [d, c] = [await leaf(debit), await leaf(credit)];
  await books.post(
    [
      { accountId: amountFen > 0n ? d : c, side: 'D', amountFen: amountFen > 0n ? amountFen : -amountFen },
      { accountId: amountFen > 0n ? c : d, side: 'C', amountFen: amountFen > 0n ? amountFen : -amountFen },
    ],
    { businessDate: day, valueDate: day },
  );
}
const income = (day: string, amountFen: bigint) => moved(day, '10201', '40102', amountFen);
const expense = (day: string, amountFen: bigint) => moved(day, '41102', '21903', amountFen);

/** Credit balances of leaves. */
async function on(...codes: string[]): Promise<Record<string, bigint>> {
  const rows = await books.run((tx) =>
    tx.query<{ code: string; fen: bigint }>(
      `SELECT l.code, coalesce(sum(CASE e.side WHEN 'C' THEN e.amount_fen ELSE -e.amount_fen END), 0)::bigint AS fen
         FROM ledger_account AS l LEFT JOIN entry AS e ON e.centre_id = l.centre_id AND e.account_id = l.id
        WHERE l.centre_id = $1 AND l.code = ANY ($2::text[]) GROUP BY 1`,
      [CENTRE, codes],
    ),
  );
  return Object.fromEntries(rows.map(({ code, fen }) => [code, fen]));
}
async function vouchers(): Promise<string[]> {
  const rows = await books.run((tx) =>
    tx.query<{ voucher: string }>(
      `SELECT to_char(j.business_date, 'YYYYMMDD ') || j.kind || ': ' ||
              string_agg(e.side || l.code || ' ' || e.amount_fen, ', ' ORDER BY e.seq) AS voucher
         FROM journal AS j JOIN entry AS e ON e.centre_id = j.centre_id AND e.journal_id = j.id
         JOIN ledger_account AS l ON l.centre_id = e.centre_id AND l.id = e.account_id
        WHERE j.centre_id = $1 AND j.kind <> 'test' GROUP BY j.id, j.business_date, j.kind ORDER BY j.id`,
      [CENTRE],
    ),
  );
  return rows.map(({ voucher }) => voucher);
}

/** Decided on by two people. */
function decide(year: number, terms: Partial<DistributionTerms> = {}): Promise<void> {
  return books.run(async (tx) => {
    const at = new Date();
    const id = newId();
    const rule = {
      reserveRule: 'sixty-percent-of-gains',
      feeBudgetFen: 30n,
      documentNo: '测〔2024〕1号',
    } as const;
    await insertDistribution(tx, { id, year, ...rule, ...terms, proposedBy: newId(), proposedAt: at });
    await storeDecision(tx, { id, state: 'approved', decidedBy: newId(), at });
  });
}
const hindrances = async (month: number) => {
  const conditions = ledgerMonthConditions.filter(({ code }) => code === 'gains-undistributed');
  return books.run((tx) => selectHindrances(tx, month, conditions));
};

describe('closing a month', () => {
  it('transfers income and expenditure to 311; the first takes what months before it have left', async () => {
    await income('2024-08-20', 40n);
    await income('2024-09-20', 60n);
    await expense('2024-09-21', 25n);
    await income('2024-10-01', 7n);
    await close(202409);
    expect(await on('40102', '41102', '311')).toEqual({ '40102': 7n, '41102': 0n, '311': 75n });
    await expense('2024-10-31', 9n);
    await close(202410);
    expect(await on('40102', '41102', '311')).toEqual({ '40102': 0n, '41102': 0n, '311': 73n });
    expect(await vouchers()).toEqual([
      '20240930 month-result: D40102 100, C41102 25, C311 100, D311 25',
      '20241031 month-result: D40102 7, C41102 9, C311 7, D311 9',
    ]);
    await close(202411);
    // Nothing was earned or spent.
    expect(await vouchers()).toHaveLength(2);
    expect(await books.count('month_result')).toBe(3);
  });

  it('that is done again or dies in between transfers its result once', async () => {
    await income('2024-09-20', 60n);
    await expect(
      books.run(async (tx) => {
        await months.close(tx, 202409);
        throw new Error('died');
      }),
    ).rejects.toThrow('died');
    expect(await books.count('month_result')).toBe(0);
    expect(await on('40102', '311')).toEqual({ '40102': 60n, '311': 0n });
    await close(202409);
    await expect(close(202409)).rejects.toThrow();
    expect(await on('40102', '311')).toEqual({ '40102': 0n, '311': 60n });
    await expect(income('2024-09-30', 1n)).rejects.toMatchObject({ code: 'ZR001' });
  });

  it('waits for a posting under way and takes it along', async () => {
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    const [debit, credit] = [await leaf('10201'), await leaf('40102')];
    let posted = (): void => undefined;
    const isPosted = new Promise<void>((resolve) => (posted = resolve));
    const posting = books.run(async (tx) => {
      await books.ledger.post(
        tx,
        { kind: 'test', sourceId: newId(), businessDate: '2024-09-30', valueDate: '2024-09-30' },
        [
          { accountId: debit, side: 'D', amountFen: 5n },
          { accountId: credit, side: 'C', amountFen: 5n },
        ],
      );
      posted();
      await held;
    });
    await isPosted;
    const closing = close(202409);
    setTimeout(commit, 100);
    await Promise.all([posting, closing]);
    expect(await on('40102', '311')).toEqual({ '40102': 0n, '311': 5n });
  });
});

describe('closing December', () => {
  it('distributes the gains of the year as two people have decided, after the result of the month', async () => {
    await income('2024-11-20', 60n);
    await close(202411);
    await income('2024-12-20', 50n);
    await expense('2024-12-31', 10n);
    expect(await hindrances(202412)).toEqual([{ code: 'gains-undistributed', count: 1 }]);
    expect(await hindrances(202411)).toEqual([]);
    await expect(close(202412)).rejects.toThrow(GainsUndecided);
    expect(await books.count('closed_period', 'month = 202412')).toBe(0);
    await decide(2024);
    expect(await hindrances(202412)).toEqual([]);
    await close(202412);
    expect((await vouchers()).slice(1)).toEqual([
      '20241231 month-result: D40102 50, C41102 10, C311 50, D311 10',
      '20241231 year-result: D311 100, C32104 100',
      '20241231 gains-allotted: D32104 60, C32101 60, D32104 30, C32102 30, D32104 10, C32103 10',
      '20241231 gains-distributed: D32101 60, C301 60, D32102 30, C21401 30, D32103 10, C21402 10',
    ]);
    expect(await on('311', '32104', '301', '21401', '21402')).toEqual({
      '311': 0n,
      '32104': 0n,
      '301': 60n,
      '21401': 30n,
      '21402': 10n,
    });
  });

  it('fills the reserve up to a part of the loans where that is the rule', async () => {
    const [loan = 0n] = await books.run((tx) =>
      books.ledger.openAccounts(tx, [{ kind: 'loan', subject: '121', unitId: null }], '2024-07-01'),
    );
    const bank = await leaf('10103');
    await books.post(
      [
        { accountId: loan, side: 'D', amountFen: 5_050n },
        { accountId: bank, side: 'C', amountFen: 5_050n },
      ],
      { businessDate: '2024-10-10', valueDate: '2024-10-10' },
    );
    await moved('2024-10-11', '10201', '301', 20n);
    await income('2024-12-20', 100n);
    await decide(2024, { reserveRule: 'one-percent-of-loans' });
    await close(202412);
    // Half up of 50.5 less what is there.
    expect(await on('301', '21401', '21402')).toEqual({ '301': 51n, '21401': 30n, '21402': 39n });
  });

  it('takes the gains and the reserve of every leaf that was taken over', async () => {
    const leaves = [
      ['31102', '311', '增值收益（接管）'],
      ['30102', '301', '贷款风险准备（接管）'],
    ];
    for (const leafOf of leaves)
      await books.db.asSuperuser(
        `INSERT INTO ledger_account (centre_id, kind, subject, code, name) VALUES (1, 'leaf', $2, $1, $3) RETURNING id`,
        leafOf,
      );
    await moved('2024-10-11', '10201', '31102', 90n);
    await moved('2024-10-11', '10201', '30102', 7n);
    await income('2024-12-20', 10n);
    await decide(2024);
    await close(202412);
    expect((await vouchers()).slice(1, 2)).toEqual(['20241231 year-result: D311 10, D31102 90, C32104 100']);
    expect(await on('311', '31102', '301', '30102')).toEqual({
      '311': 0n,
      '31102': 0n,
      '301': 60n,
      '30102': 7n,
    });
  });

  it('of a year with a loss carries it on and asks nobody', async () => {
    await expense('2024-12-20', 8n);
    expect(await hindrances(202412)).toEqual([]);
    await close(202412);
    expect((await vouchers()).slice(1)).toEqual(['20241231 year-result: D32104 8, C311 8']);
    expect(await on('311', '32104', '301')).toEqual({ '311': 0n, '32104': -8n, '301': 0n });
  });
});
