import { parseDay } from '../../../src/kernel/calendar';
import { type Fen, fen } from '../../../src/kernel/money';
import type { Rate } from '../../../src/kernel/rate';
import { applyEvent, type LoanEvent } from '../../../src/modules/loan/domain/servicing/apply-event';
import {
  isSettled,
  type LoanState,
  type OverdueTerms,
  type Step,
} from '../../../src/modules/loan/domain/servicing/loan-state';
import { openLoan } from '../../../src/modules/loan/domain/servicing/open-loan';
import { outstandingPrincipal, owedDues, owedInAll } from '../../../src/modules/loan/domain/servicing/owed';
import { settlementOn } from '../../../src/modules/loan/domain/servicing/settle';
import { ordinal, written } from './model/calendar';
import { LoanModel, type Totals } from './model/loan-model';
import type { Life, Month } from './random-lives';

const FACTOR = 150_000_000n;
const FIRST_DAY = ordinal('2015-01-01');

interface Change {
  readonly from: number;
  readonly rate: bigint;
  readonly late: boolean;
}

/** What one loan came to. */
export interface Lived {
  readonly state: LoanState;
  readonly paid: Totals;
  readonly events: number;
}

/**
 * Lives one life in the domain and in the model at once, and holds them against each other after every event: balance,
 * instalment, every due with its penalty, money kept, and what was paid of what. Money is conserved at every step.
 */
export function liveTogether(life: Life): Lived {
  return new TwoLives(life).live();
}

class TwoLives {
  private readonly changes: Change[];
  private readonly model: LoanModel;
  private readonly terms: OverdueTerms;
  private readonly paid: Totals = { cash: 0n, principal: 0n, interest: 0n, penalty: 0n };
  private state: LoanState;
  private events = 0;

  constructor(private readonly life: Life) {
    const disbursedOn = FIRST_DAY + life.disbursed;
    this.changes = changesOf(life, disbursedOn);
    const all = [{ from: disbursedOn, rate: BigInt(life.rate), late: false }, ...this.changes];
    this.terms = { penaltyFactor: FACTOR as Rate, graceDays: life.graceDays };
    this.model = new LoanModel({
      principal: BigInt(life.principal),
      periods: life.periods,
      equalPrincipal: life.equalPrincipal,
      disbursedOn,
      fixedDay: life.fixedDay,
      rateOn: (day) => all.findLast(({ from }) => from <= day)?.rate ?? 0n,
      factor: FACTOR,
      graceDays: life.graceDays,
    });
    this.state = openLoan({
      principal: fen(BigInt(life.principal)),
      annualRate: BigInt(life.rate) as Rate,
      periods: life.periods,
      method: life.equalPrincipal ? '02' : '01',
      disbursedOn: parseDay(written(disbursedOn)),
      due: life.fixedDay === null ? { mode: 'same-day' } : { mode: 'fixed-day', dayOfMonth: life.fixedDay },
    });
  }

  live(): Lived {
    for (let index = 0; this.state.next !== null; index += 1) {
      const dueOn = ordinal(this.state.next.dueOn);
      this.changeRates(({ from, late }) => from < dueOn || (from === dueOn && !late));
      this.happen({ kind: 'due' }, dueOn);
      this.changeRates(({ from }) => from === dueOn);
      this.compare(dueOn);
      const month = this.life.months[index % this.life.months.length]!;
      const day = dueOn + month.after;
      this.changeRates(({ from }) => from <= day);
      this.behave(month, day, index);
    }
    // Whoever owes something at the end pays it a while later.
    const end = ordinal(this.state.periodFrom) + 400;
    this.changeRates(({ from }) => from <= end);
    this.payAll(end);
    hold('in the end nothing is owed', isSettled(this.state));
    same('in the end', outstandingPrincipal(this.state), 0n);
    return { state: this.state, paid: this.paid, events: this.events };
  }

  private behave({ kind, share, shorten, equalPrincipal, periods }: Month, day: number, index: number): void {
    const on = parseDay(written(day));
    const owed = owedInAll(this.state, on, this.terms);
    const part = (amount: bigint): Fen => fen((amount * BigInt(share)) / 1000n);
    if (kind === 'nothing') return;
    if (kind === 'settle') {
      const { toPay } = settlementOn(this.state, on, this.terms);
      same('the settlement', this.happen({ kind: 'settlement', on }, day), toPay);
      return;
    }
    if (kind === 'part') {
      this.pay(part(owed), day);
      return;
    }
    if (kind === 'too-much') {
      this.pay(fen(owed + part(owed + 100_000n)), day);
      return;
    }
    this.payAll(day);
    if (this.state.next === null) return;
    if (kind === 'prepay') {
      const amount = part(this.state.principal);
      const mode = shorten ? 'reduce-term' : 'reduce-instalment';
      if (amount > 0n) this.happen({ kind: 'prepayment', on, amount, mode }, day);
    } else if (kind === 'change-plan' && index < this.life.months.length) {
      this.happen({ kind: 'plan-change', on, method: equalPrincipal ? '02' : '01', periods }, day);
    }
  }

  private payAll(day: number): void {
    this.pay(owedInAll(this.state, parseDay(written(day)), this.terms), day);
  }

  private pay(amount: Fen, day: number): void {
    if (amount > 0n) this.happen({ kind: 'payment', on: parseDay(written(day)), amount }, day);
  }

  private changeRates(isNow: (change: Change) => boolean): void {
    for (let next = this.changes[0]; next !== undefined && isNow(next); next = this.changes[0]) {
      this.changes.shift();
      const rate = { from: parseDay(written(next.from)), annual: next.rate as Rate };
      this.take(applyEvent(this.state, { kind: 'rate-change', ...rate }, this.terms));
    }
  }

  /** The event in both, and both compared on its day. Gives the cash it took. */
  private happen(event: LoanEvent, day: number): bigint {
    this.model.live(day);
    const before = this.state.principal;
    const step = applyEvent(this.state, event, this.terms);
    if (event.kind === 'payment') this.model.pay(event.amount);
    if (event.kind === 'prepayment') this.model.prepay(event.amount, event.mode === 'reduce-term');
    if (event.kind === 'plan-change') this.model.changePlan(event.method === '02', event.periods);
    if (event.kind === 'settlement') this.model.settle();
    const cash = this.take(step);
    if (event.kind === 'payment') same('the payment', cash, event.amount);
    hold('what is not due never grows', this.state.principal <= before);
    // What is told late of a due date is compared once it has been told.
    if (event.kind !== 'due') this.compare(day);
    return cash;
  }

  private take({ state, moved, lines }: Step): bigint {
    this.state = state;
    this.events += 1;
    hold(
      'nothing moves backwards',
      Object.values(moved as object).every((amount) => amount >= 0n),
    );
    hold(
      'a line has something',
      lines.every((line) => line.penalty + line.interest + line.principal > 0n),
    );
    const cash = moved.principal + moved.interest + moved.penalty + moved.toPrepaid - moved.fromPrepaid;
    this.paid.cash += cash;
    this.paid.principal += moved.principal;
    this.paid.interest += moved.interest;
    this.paid.penalty += moved.penalty;
    const { principal, interest, penalty } = this.paid;
    same('outstanding', outstandingPrincipal(state), BigInt(this.life.principal) - principal);
    same('kept', state.prepaid, this.paid.cash - principal - interest - penalty);
    hold('no money is kept while something is owed', state.prepaid === 0n || state.dues.length === 0);
    hold('nothing is below zero', state.principal >= 0n && state.prepaid >= 0n);
    return cash;
  }

  private compare(day: number): void {
    const { state, model } = this;
    const on = parseDay(written(day));
    const owed = owedDues(state, on, this.terms);
    same(
      'dues',
      owed.map((due, index) => [due.no, state.dues[index]?.dueOn, due.penalty, due.interest, due.principal]),
      model.dues.map((due) => [
        due.no,
        written(due.dueOn),
        model.penaltyOf(due),
        due.interest,
        due.principal,
      ]),
    );
    same('paid', this.paid, model.totals);
    same('balances', [state.principal, state.prepaid], [model.notDue, model.prepaid]);
    same('outstanding', outstandingPrincipal(state), model.outstanding());
    if (state.next === null) {
      same('not due', 0n, model.notDue);
      return;
    }
    const { no, dueOn } = state.next;
    const next = [model.nextNo, written(model.nextDueOn), model.instalment];
    same('next', [no, dueOn, state.plan.instalment], next);
  }
}

/** Thousands of checks a life: an `expect` each would take most of the time. */
function same(what: string, domain: unknown, model: unknown): void {
  const [one, other] = [domain, model].map((value) =>
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}` : part)),
  );
  if (one !== other) throw new Error(`${what}: the domain has ${one}, the model ${other}`);
}

function hold(sentence: string, holds: boolean): void {
  if (!holds) throw new Error(`does not hold: ${sentence}`);
}

function changesOf({ changes }: Life, disbursedOn: number): Change[] {
  const year = Number(written(disbursedOn).slice(0, 4));
  const byDay = new Map<number, Change>();
  for (const { year: later, dayOfYear, rate, late } of changes) {
    const from = ordinal(`${year + later}-01-01`) + dayOfYear;
    byDay.set(from, { from, rate: BigInt(rate), late });
  }
  return [...byDay.values()].sort((a, b) => a.from - b.from);
}
