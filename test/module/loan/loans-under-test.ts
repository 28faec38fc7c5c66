import { randomUUID } from 'node:crypto';
import { type Day, dayOf, daysBetween, parseDay } from '../../../src/kernel/calendar';
import { newId } from '../../../src/kernel/identifiers/uuid';
import { parseYuan } from '../../../src/kernel/money';
import { Ledger, ManyPostings } from '../../../src/modules/ledger';
import { ledgerInvariants } from '../../../src/modules/ledger/app/ledger-invariants';
import { HedgingAgreements } from '../../../src/modules/loan/app/hedging/hedging-agreements';
import { DrawYearly } from '../../../src/modules/loan/app/hedging/draw-yearly';
import { writeOffInvariants } from '../../../src/modules/loan/app/write-off/write-off-invariants';
import { LoanFile } from '../../../src/modules/loan/app/loan-file';
import { CardDeductions } from '../../../src/modules/loan/app/servicing/card-deductions';
import { ChangeRates } from '../../../src/modules/loan/app/servicing/change-rates';
import { CollectDues } from '../../../src/modules/loan/app/servicing/collect-dues';
import { LoanBooks } from '../../../src/modules/loan/app/servicing/loan-books';
import { loanInvariants } from '../../../src/modules/loan/app/servicing/loan-invariants';
import { LoanMoney } from '../../../src/modules/loan/app/servicing/loan-money';
import { LoanRepayments } from '../../../src/modules/loan/app/servicing/loan-repayments';
import { LoanStandings } from '../../../src/modules/loan/app/servicing/loan-standings';
import { LoanVouchers } from '../../../src/modules/loan/app/servicing/loan-vouchers';
import { EveningDues, RetryDues } from '../../../src/modules/loan/app/servicing/retry-dues';
import { RunDues } from '../../../src/modules/loan/app/servicing/run-dues';
import { StoreLoanStep } from '../../../src/modules/loan/app/servicing/store-loan-step';
import { WatchOverdue } from '../../../src/modules/loan/app/servicing/watch-overdue';
import type { LoanNightWork } from '../../../src/modules/loan/app/night/loan-night-work';
import type { LoanBook } from '../../../src/modules/loan/app/servicing/loan-book';
import type { HedgingDraw } from '../../../src/modules/loan/domain/hedging/hedging-draw';
import { Clock, DAY_BEGINS } from '../../../src/platform/clock';
import type { Tx } from '../../../src/platform/database/tx';
import { disburse, type LoanWanted, type Member } from './disbursed-loan';
import { CENTRE, DatabaseUnderTest } from '../platform/database-under-test';

export type { LoanWanted, Member } from './disbursed-loan';

/** A day that a test sets; the time of day goes on. */
export class SetClock extends Clock {
  private day: Day = parseDay('2026-07-09');
  private reached = DAY_BEGINS;

  /** @param minute how far the day has gone; as a service whose date is set has it, unless told. */
  set(day: string, minute = DAY_BEGINS): void {
    this.day = parseDay(day);
    this.reached = minute;
  }

  now(): Date {
    const real = new Date();
    return new Date(real.getTime() + daysBetween(dayOf(real), this.day) * 86_400_000);
  }

  today(): Day {
    return this.day;
  }

  override minute(): number {
    return this.reached;
  }
}

/** Disbursed loans and members' accounts on PostgreSQL, on any day. */
export class LoansUnderTest {
  readonly clock = new SetClock();
  readonly ledger = new Ledger();
  readonly file = new LoanFile(this.clock);
  readonly hedging = new HedgingAgreements(this.file, this.clock);
  readonly standings = new LoanStandings(this.file, this.hedging, this.clock);
  readonly books = new LoanBooks(
    new StoreLoanStep(new LoanVouchers(this.ledger), this.standings, this.clock),
    this.clock,
  );
  readonly collecting = new CollectDues(this.books, this.ledger, this.clock);
  readonly rates = new ChangeRates(this.clock);
  readonly dues = new RunDues(this.collecting, this.rates, this.ledger, new ManyPostings(), this.clock);
  readonly retries = new RetryDues(this.collecting);
  private readonly eveningDues = new EveningDues(this.retries);
  readonly yearly = new DrawYearly(this.books, this.collecting, this.file);
  readonly overdue = new WatchOverdue(this.ledger, this.clock);
  readonly repayments = new LoanRepayments(this.books, this.collecting, this.file, this.clock);
  readonly money = new LoanMoney(this.books, this.collecting, this.file, this.clock);
  readonly cards = new CardDeductions(this.money, this.collecting, this.file, this.clock);
  private bank = 0n;
  private unit = 0n;
  private members = 0;

  private constructor(readonly db: DatabaseUnderTest) {}

  static async start(years: readonly number[] = [2026, 2027]): Promise<LoansUnderTest> {
    const world = new LoansUnderTest(await DatabaseUnderTest.start(8));
    await world.run(async (tx) => {
      for (const year of years) await world.ledger.preparePartitions(tx, year);
      world.bank = await world.ledger.leafOf(tx, '10101');
      const unit = { kind: 'unit', subject: '21901', unitId: null } as const;
      [world.unit = 0n] = await world.ledger.openAccounts(tx, [unit], '2026-01-01');
      await tx.execute(
        `INSERT INTO unit_account (centre_id, ledger_account_id, employer_id, unit_account_no, district, state, payday,
           ratio_employer, ratio_employee, first_month, opened_on)
         VALUES ($1, $2, gen_random_uuid(), '140100000001', '140105', '01', 15, 0.12, 0.12, 202601, '2026-01-01')`,
        [CENTRE, world.unit],
      );
    });
    return world;
  }

  /** On books that others have filled. */
  static async over(db: DatabaseUnderTest, years: readonly number[] = [2026, 2027]): Promise<LoansUnderTest> {
    const world = new LoansUnderTest(db);
    await world.run(async (tx) => {
      for (const year of years) await world.ledger.preparePartitions(tx, year);
      world.bank = await world.ledger.leafOf(tx, '10101');
    });
    return world;
  }

  stop(): Promise<void> {
    return this.db.stop();
  }

  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.db.run(work);
  }

  /** Somebody with an open account and that much on it, half of it carried over. */
  member(balance: string): Promise<Member> {
    const personId = randomUUID();
    this.members += 1;
    const accountNo = String(140_100_000_000 + this.members);
    return this.run(async (tx) => {
      const account = { kind: 'member', subject: '201', unitId: this.unit } as const;
      const [accountId = 0n] = await this.ledger.openAccounts(tx, [account], '2026-01-01');
      await tx.execute(
        `INSERT INTO member_account (centre_id, account_id, person_id, unit_id, state, account_no, base_fen, employer_fen,
           employee_fen, opened_on)
         VALUES ($1, $2, $3, $4, '01', $5, 1000000, 120000, 120000, '2026-01-01')`,
        [CENTRE, accountId, personId, this.unit, accountNo],
      );
      const amountFen = parseYuan(balance);
      if (amountFen > 0n)
        await this.ledger.post(tx, this.head('opening'), [
          { accountId: this.bank, side: 'D', amountFen },
          { accountId, side: 'C', amountFen, carriedFen: amountFen / 2n },
        ]);
      return { personId, accountId };
    });
  }

  /** A loan as it stands when the bank has paid it out (V8); its id. */
  async loan(wanted: LoanWanted = {}): Promise<string> {
    const borrower = wanted.borrower ?? (await this.member('0.00'));
    const id = newId();
    await this.run((tx) => disburse(tx, { ledger: this.ledger, bank: this.bank }, { id, borrower, wanted }));
    return id;
  }

  private head(kind: string) {
    return { kind, sourceId: newId(), businessDate: '2026-01-01', valueDate: '2026-01-01' };
  }

  /** Everything that falls due through a day, with that day as today. */
  async runDues(day: string): Promise<void> {
    this.clock.set(day);
    while ((await this.run((tx) => this.dues.batch(tx, { day: parseDay(day) }))) > 0);
  }

  /** All that a night does, in its order. */
  async night(day: string): Promise<void> {
    this.clock.set(day);
    for (const work of [this.rates, this.dues, this.yearly, this.retries, this.overdue])
      await this.until(work, day);
  }

  /** What is tried once more before a day ends. */
  async evening(day: string): Promise<void> {
    this.clock.set(day);
    await this.until(this.eveningDues, day);
  }

  async nights(...days: readonly string[]): Promise<void> {
    for (const day of days) await this.night(day);
  }

  private async until(work: LoanNightWork, day: string): Promise<void> {
    while ((await this.run((tx) => work.batch(tx, { id: newId(), day: parseDay(day) }))) > 0);
  }

  /** The leaf of the bank account that money is paid from and comes in on. */
  get bankLeaf(): bigint {
    return this.bank;
  }

  async book(loanId: string): Promise<LoanBook> {
    const book = await this.run((tx) => this.books.find(tx, loanId));
    if (!book) throw new Error('the loan is there');
    return book;
  }

  async told(loanId: string): Promise<string[]> {
    const rows = await this.rows<{ kind: string }>('SELECT kind FROM event WHERE case_id = $1 ORDER BY seq', [
      loanId,
    ]);
    return rows.map(({ kind }) => kind);
  }

  /** An agreement over these accounts, in force. */
  async hedge(loanId: string, draw: HedgingDraw, holders: readonly Member[]): Promise<void> {
    const personIds = holders.map(({ personId }) => personId);
    await this.run((tx) => this.hedging.propose(tx, { loanId, draw, personIds, agreed: personIds }));
  }

  async rows<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.run((tx) => tx.query<R>(sql, values));
  }

  async balance(accountId: bigint): Promise<bigint> {
    const found = await this.run((tx) => this.ledger.balanceOf(tx, accountId, { lock: false }));
    return found?.postedFen ?? -1n;
  }

  /** What the invariants of ledger and loans name. */
  breaches(): Promise<string[]> {
    return this.db.work.snapshot(CENTRE, async (tx) => {
      const found: string[] = [];
      for (const { id, sql } of [...ledgerInvariants, ...loanInvariants, ...writeOffInvariants]) {
        if (!sql) throw new Error(`${id} is not told in SQL`);
        for (const row of await tx.query(sql)) found.push(`${id} ${Object.values(row).join(' ')}`);
      }
      return found;
    });
  }
}
