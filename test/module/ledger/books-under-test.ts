import { parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { Ledger, type Line, type MemberBalance } from '../../../src/modules/ledger';
import { ledgerInvariants } from '../../../src/modules/ledger/app/ledger-invariants';
import type { Tx } from '../../../src/platform/database/tx';
import { CENTRE, DatabaseUnderTest } from '../platform/database-under-test';

export const TODAY = parseDay('2026-11-21');
export const OPENED = parseDay('2026-07-01');

/** The books of a centre with its bank leaf, one unit and as many members as a test wants. */
export class BooksUnderTest {
  readonly ledger = new Ledger();
  bank = 0n;
  unit = 0n;

  private constructor(readonly db: DatabaseUnderTest) {}

  static async start(poolSize = 8): Promise<BooksUnderTest> {
    const books = new BooksUnderTest(await DatabaseUnderTest.start(poolSize));
    await books.run(async (tx) => {
      await books.ledger.preparePartitions(tx, 2026);
      books.bank = await books.ledger.leafOf(tx, '10101');
      const unit = { kind: 'unit', subject: '21901', unitId: null } as const;
      [books.unit = 0n] = await books.ledger.openAccounts(tx, [unit], OPENED);
    });
    return books;
  }

  stop(): Promise<void> {
    return this.db.stop();
  }

  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.db.run(work);
  }

  /** Members of the one unit, in ascending order of their accounts. */
  members(count: number): Promise<bigint[]> {
    const member = { kind: 'member', subject: '201', unitId: this.unit } as const;
    return this.run((tx) =>
      this.ledger.openAccounts(
        tx,
        Array.from({ length: count }, () => member),
        OPENED,
      ),
    );
  }

  /** A member with that much carried over and that much of the current year, valued on the day of opening. */
  async member(carriedFen: bigint, currentFen = 0n): Promise<bigint> {
    const [id = 0n] = await this.members(1);
    const amountFen = carriedFen + currentFen;
    if (amountFen > 0n) {
      await this.post(
        [
          { accountId: this.bank, side: 'D', amountFen },
          { accountId: id, side: 'C', amountFen, carriedFen },
        ],
        { kind: 'opening', valueDate: OPENED },
      );
    }
    return id;
  }

  post(
    lines: readonly Line[],
    head: {
      kind?: string;
      sourceId?: string;
      businessDate?: string;
      valueDate?: string;
      reversesId?: string;
    } = {},
  ): Promise<string> {
    const journal = { kind: 'test', sourceId: newId(), businessDate: TODAY, valueDate: TODAY, ...head };
    return this.run((tx) => this.ledger.post(tx, journal, lines));
  }

  credit(accountId: bigint, amountFen: bigint, valueDate: string = TODAY): Promise<string> {
    return this.post(
      [
        { accountId: this.bank, side: 'D', amountFen },
        { accountId, side: 'C', amountFen },
      ],
      { valueDate },
    );
  }

  debit(accountId: bigint, amountFen: bigint, valueDate: string = TODAY): Promise<string> {
    return this.post(
      [
        { accountId, side: 'D', amountFen },
        { accountId: this.bank, side: 'C', amountFen },
      ],
      { valueDate },
    );
  }

  async balance(accountId: bigint): Promise<MemberBalance> {
    const found = await this.run((tx) => this.ledger.balanceOf(tx, accountId, { lock: false }));
    if (found === null) throw new Error(`account ${accountId} has no balance`);
    return found;
  }

  /** [carried over, current year, held] in fen. */
  async parts(accountId: bigint): Promise<[bigint, bigint, bigint]> {
    const { carriedFen, currentFen, heldFen } = await this.balance(accountId);
    return [carriedFen, currentFen, heldFen];
  }

  async count(table: string, condition = 'true'): Promise<number> {
    const [row] = await this.run((tx) =>
      tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`),
    );
    return row?.n ?? -1;
  }

  /** What the ledger's own invariants name. */
  breaches(): Promise<string[]> {
    return this.db.work.snapshot(CENTRE, async (tx) => {
      const found: string[] = [];
      for (const { id, sql } of ledgerInvariants) {
        if (!sql) throw new Error(`${id} is not told in SQL`);
        for (const row of await tx.query(sql)) found.push(`${id} ${Object.values(row).join(' ')}`);
      }
      return found;
    });
  }
}
