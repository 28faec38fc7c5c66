import { SystemClock } from '../../../src/platform/clock';
import { type Day, parseDay } from '../../../src/kernel/calendar';
import { parseRate } from '../../../src/kernel/rate';
import { InterestAccruals } from '../../../src/modules/ledger/app/interest-accruals';
import { interestInvariants } from '../../../src/modules/ledger/app/interest-invariants';
import { InterestRuns } from '../../../src/modules/ledger/app/interest-runs';
import { leasedChunks, leasedRuns } from '../../../src/modules/ledger/store/interest-run-store';
import { claimDue, type LeasedTable } from '../../../src/platform/lease/lease';
import { CENTRE } from '../platform/database-under-test';
import { BooksUnderTest } from './books-under-test';

/** The runs over the books of a test, with a day of one's choice. */
export class InterestUnderTest {
  private constructor(readonly books: BooksUnderTest) {}

  static async start(): Promise<InterestUnderTest> {
    const interest = new InterestUnderTest(await BooksUnderTest.start());
    // As the service does when it starts: partitions of the years the tests reach.
    await interest.books.run(async (tx) => {
      for (const year of [2026, 2028]) await interest.books.ledger.preparePartitions(tx, year);
    });
    return interest;
  }

  runsOn(today: string): InterestRuns {
    const { ledger, db } = this.books;
    return new InterestRuns(db.work, ledger, this.accruals, new SystemClock(parseDay(today)));
  }

  get accruals(): InterestAccruals {
    return new InterestAccruals(this.books.ledger);
  }

  /** A rate by its day, past the check that no account has passed it. */
  async rate(from: string, annual: string): Promise<void> {
    await this.books.run((tx) =>
      tx.execute(
        `INSERT INTO interest_rate (centre_id, valid_from, annual_e8, instrument, announced_by) VALUES ($1, $2, $3, 'test', 'test')`,
        [CENTRE, from, parseRate(annual)],
      ),
    );
  }

  claim(leased: LeasedTable, ttlMs = 60_000, limit = 100) {
    return this.books.run((tx) => claimDue(tx, leased, { owner: 'test', ttlMs, limit }));
  }

  /** Plans the run of the year that `today` follows and carries it out to its end. Returns its id. */
  async settleYear(today: string): Promise<string> {
    const runs = this.runsOn(today);
    const { run } = await this.books.run((tx) => runs.startYear(tx, 'test'));
    await this.carryOut(runs);
    return run.id;
  }

  async closeSegments(today: string, from: Day): Promise<void> {
    const runs = this.runsOn(today);
    await this.books.run((tx) => runs.startRateChange(tx, from));
    await this.carryOut(runs);
  }

  async carryOut(runs: InterestRuns): Promise<void> {
    for (const { id, token } of await this.claim(leasedRuns)) await runs.carryRun(CENTRE, id, token);
    for (const { id, token } of await this.claim(leasedChunks)) await runs.carryChunk(CENTRE, id, token);
    await runs.settleLeft(CENTRE);
    for (const { id, token } of await this.claim(leasedRuns)) await runs.carryRun(CENTRE, id, token);
  }

  async breaches(): Promise<string[]> {
    const own = await this.books.db.work.snapshot(CENTRE, async (tx) => {
      const found: string[] = [];
      for (const { id, sql } of interestInvariants)
        for (const row of await tx.query(sql ?? '')) found.push(`${id} ${Object.values(row).join(' ')}`);
      return found;
    });
    return [...(await this.books.breaches()), ...own];
  }

  /** Credit balance of a leaf. */
  async leaf(code: string): Promise<bigint> {
    return this.books.run(async (tx) => {
      const id = await this.books.ledger.leafOf(tx, code);
      const [row] = await tx.query<{ sum: bigint }>(
        `SELECT coalesce(sum(CASE side WHEN 'C' THEN amount_fen ELSE -amount_fen END), 0)::bigint AS sum FROM entry WHERE account_id = $1`,
        [id],
      );
      return row?.sum ?? -1n;
    });
  }

  /** Interest posted to an account on a 30 June; null when there is no line. */
  async posted(accountId: bigint, day: string): Promise<bigint | null> {
    const [row] = await this.books.run((tx) =>
      tx.query<{ amount: bigint }>(
        `SELECT e.amount_fen AS amount FROM entry AS e JOIN journal AS j ON j.centre_id = e.centre_id AND j.id = e.journal_id
          WHERE j.kind = 'annual-interest' AND e.account_id = $1 AND e.business_date = $2`,
        [accountId, day],
      ),
    );
    return row?.amount ?? null;
  }
}
