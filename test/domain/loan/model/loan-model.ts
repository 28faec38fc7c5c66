import { dayOfMonth, inMonthAfter } from './calendar';
import { equalInstalment } from './equal-instalment';
import { nearest } from './round';

/** Units of a rate (10⁻⁸). */
const UNIT = 100_000_000n;
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export interface ModelTerms {
  readonly principal: bigint;
  readonly periods: number;
  readonly equalPrincipal: boolean;
  readonly disbursedOn: number;
  /** Day of the month on which all instalments fall due; null: that of the disbursement. */
  readonly fixedDay: number | null;
  /** Yearly rate in force on a day, in 10⁻⁸. */
  readonly rateOn: (day: number) => bigint;
  /** Penalty factor in 10⁻⁸, and days of grace. */
  readonly factor: bigint;
  readonly graceDays: number;
}

interface Due {
  readonly no: number;
  readonly dueOn: number;
  interest: bigint;
  principal: bigint;
  /** Σ unpaid × rate × factor, day by day. */
  penaltySum: bigint;
  penaltyPaid: bigint;
}

/** What has come in and where it went. */
export interface Totals {
  cash: bigint;
  principal: bigint;
  interest: bigint;
  penalty: bigint;
}

/**
 * One loan as the handbook tells it, lived day by day: every midnight adds a day's share to whatever grows, and every
 * instalment, payment and change is taken as it comes. Written apart from the domain, which reckons in spans of days.
 */
export class LoanModel {
  notDue: bigint;
  instalment = 0n;
  prepaid = 0n;
  dues: Due[] = [];
  nextNo = 1;
  nextDueOn: number;
  readonly totals: Totals = { cash: 0n, principal: 0n, interest: 0n, penalty: 0n };

  private today: number;
  private lastNo: number;
  private equalPrincipal: boolean;
  /** The rate the present plan was made with. */
  private planRate: bigint;
  /** Of the running period: how many days, and the sum of the rates of each. */
  private days = 0n;
  private rates = 0n;
  private firstByDays: boolean;

  constructor(private readonly terms: ModelTerms) {
    this.notDue = terms.principal;
    this.today = terms.disbursedOn;
    this.lastNo = terms.periods;
    this.equalPrincipal = terms.equalPrincipal;
    this.planRate = terms.rateOn(terms.disbursedOn);
    this.firstByDays = terms.fixedDay !== null;
    this.nextDueOn = this.firstDue();
    this.plan();
  }

  /** Lives on to a day; instalments of that day fall due on it first thing. */
  live(to: number): void {
    if (to < this.today) throw new Error('the model does not go back');
    while (this.today < to) {
      const rate = this.terms.rateOn(this.today);
      this.days += 1n;
      this.rates += rate;
      for (const due of this.dues)
        due.penaltySum += (due.interest + due.principal) * rate * this.terms.factor;
      this.today += 1;
      if (this.notDue > 0n && this.today === this.nextDueOn) this.fallDue();
    }
  }

  pay(amount: bigint): void {
    this.totals.cash += amount;
    this.prepaid += this.giveToDues(amount);
  }

  prepay(amount: bigint, shorten: boolean): void {
    const interest = this.interestSoFar(amount);
    this.totals.cash += amount + interest;
    this.totals.principal += amount;
    this.totals.interest += interest;
    this.notDue -= amount;
    if (shorten) this.shorten();
    else this.plan();
  }

  changePlan(equalPrincipal: boolean, periods: number): void {
    this.equalPrincipal = equalPrincipal;
    this.lastNo = this.nextNo + periods - 1;
    this.plan();
  }

  settle(): void {
    const interest = this.interestSoFar(this.notDue);
    const owed = this.dues.reduce((sum, due) => sum + due.interest + due.principal + this.penaltyOf(due), 0n);
    const total = owed + interest + this.notDue;
    const kept = least(this.prepaid, total);
    this.prepaid -= kept;
    this.totals.cash += total - kept;
    this.giveToDues(owed);
    this.totals.interest += interest;
    this.totals.principal += this.notDue;
    this.notDue = 0n;
  }

  /** Penalty of an instalment that is owed today. */
  penaltyOf({ dueOn, penaltySum, penaltyPaid }: Due): bigint {
    if (this.today - dueOn <= this.terms.graceDays) return 0n;
    return nearest(penaltySum, 360n * UNIT * UNIT) - penaltyPaid;
  }

  outstanding(): bigint {
    return this.dues.reduce((sum, { principal }) => sum + principal, this.notDue);
  }

  private firstDue(): number {
    const { disbursedOn, fixedDay } = this.terms;
    if (fixedDay === null) return inMonthAfter(disbursedOn, 1, Math.min(28, dayOfMonth(disbursedOn)));
    let day = disbursedOn + 30;
    while (dayOfMonth(day) !== fixedDay) day += 1;
    return day;
  }

  private fallDue(): void {
    const interest = this.firstByDays
      ? nearest(this.notDue * this.rates, 360n * UNIT)
      : nearest(this.notDue * this.rates, 12n * this.days * UNIT);
    const principal = this.plannedPrincipal(this.nextNo, this.notDue);
    this.notDue -= principal;
    this.dues.push({
      no: this.nextNo,
      dueOn: this.today,
      interest,
      principal,
      penaltySum: 0n,
      penaltyPaid: 0n,
    });
    this.nextNo += 1;
    this.nextDueOn = inMonthAfter(this.today, 1, dayOfMonth(this.today));
    this.days = 0n;
    this.rates = 0n;
    this.firstByDays = false;
    const rate = this.terms.rateOn(this.today);
    if (rate !== this.planRate) {
      this.planRate = rate;
      // Equal principal goes on with the principal it had.
      if (!this.equalPrincipal && this.notDue > 0n) this.plan();
    }
    const kept = this.prepaid;
    this.prepaid = 0n;
    this.prepaid = this.giveToDues(kept);
  }

  private giveToDues(amount: bigint): bigint {
    let left = amount;
    for (const due of this.dues) {
      const penalty = least(left, this.penaltyOf(due));
      due.penaltyPaid += penalty;
      this.totals.penalty += penalty;
      left -= penalty;
      const interest = least(left, due.interest);
      due.interest -= interest;
      this.totals.interest += interest;
      left -= interest;
      const principal = least(left, due.principal);
      due.principal -= principal;
      this.totals.principal += principal;
      left -= principal;
    }
    this.dues = this.dues.filter((due) => due.interest + due.principal + this.penaltyOf(due) > 0n);
    return left;
  }

  private interestSoFar(principal: bigint): bigint {
    return nearest(principal * this.rates, 360n * UNIT);
  }

  private plan(): void {
    const periods = this.lastNo - this.nextNo + 1;
    this.instalment = this.equalPrincipal
      ? nearest(this.notDue, BigInt(periods))
      : equalInstalment(this.notDue, this.planRate, periods);
  }

  private plannedPrincipal(no: number, balance: bigint): bigint {
    if (no === this.lastNo) return balance;
    const ofInterest = this.equalPrincipal ? 0n : nearest(balance * this.planRate, 12n * UNIT);
    return least(balance, this.instalment - ofInterest);
  }

  /** The same instalment until nothing is left, but not beyond the term. */
  private shorten(): void {
    let balance = this.notDue;
    let no = this.nextNo;
    for (; no < this.lastNo; no += 1) {
      balance -= this.plannedPrincipal(no, balance);
      if (balance === 0n) break;
    }
    this.lastNo = no;
  }
}
