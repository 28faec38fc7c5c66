import { Injectable } from '@nestjs/common';
import { type Day, parseDay } from '../../../../kernel/calendar';
import { formatRate, type Rate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { parametersOn } from '../../../policy';
import type { LoanRateTable } from '../../domain/granting/loan-rate-table';
import { loanRates } from '../../domain/loan-parameters';
import { instalmentFactor } from '../../domain/plan/instalment';
import {
  type Factor,
  FIRST_LOAN,
  LAST_LOAN,
  type NewRate,
  type Replan,
  replanLoans,
  selectEndOfRange,
  selectRatesReached,
} from '../../store/servicing/replan-store';
import { type LoanNightWork, type NightRun, SET_BASED } from '../night/loan-night-work';

const LOANS = 5_000;
const LONGEST = 360;
const SHORT_TERM = 60;
/** A period that straddles 1 January is due by then: the first of a fixed day takes two months at the most. */
const LAST_MONTH = 3;

/** On 1 January loans go on at the rate in force on it (handbook 5.4, 5.8): planned anew by a row each, and told. */
@Injectable()
export class ChangeRates implements LoanNightWork {
  readonly transaction = SET_BASED;
  /** Factors of a rate never change, and there are few rates. */
  private readonly factors = new Map<Rate, readonly Factor[]>();

  constructor(private readonly clock: Clock) {}

  /** Goes over all loans once, in the order of their ids; a night that passes ranges with nothing to do goes on at once. */
  async batch(tx: Tx, { day, place = { reached: null } }: NightRun): Promise<number> {
    if (!isWithinFirstPeriods(day)) return 0;
    for (let after = place.reached ?? FIRST_LOAN; after !== LAST_LOAN; after = place.reached) {
      const through = (await selectEndOfRange(tx, after, LOANS)) ?? LAST_LOAN;
      place.reached = through;
      const planned = await this.replan(tx, day, { after, through });
      if (planned > 0) return planned;
    }
    return 0;
  }

  /** The same for some loans, before a period of theirs falls due: for those that the night has not come to. */
  async before(tx: Tx, dueOn: Day, ids: readonly string[]): Promise<void> {
    if (!isWithinFirstPeriods(dueOn)) return;
    const reached = await selectRatesReached(tx, newYearOf(dueOn));
    const ahead = reached === null ? ids : ids.filter((id) => id > reached);
    if (ahead.length > 0) await this.replan(tx, dueOn, { ids: ahead });
  }

  private replan(tx: Tx, day: Day, loans: Replan['loans']): Promise<number> {
    const newYear = newYearOf(day);
    const rates = ratesOn(loanRates(parametersOn(this.clock.today())), newYear);
    const factors = [...new Set(rates.map(({ rate }) => rate))].flatMap((rate) => this.factorsOf(rate));
    return replanLoans(tx, { loans, day: newYear, rates, factors, at: this.clock.now() });
  }

  private factorsOf(rate: Rate): readonly Factor[] {
    const known = this.factors.get(rate);
    if (known) return known;
    const annual = formatRate(rate, 8);
    const made = Array.from({ length: LONGEST }, (_, index) => ({
      annual,
      periods: index + 1,
      factor: instalmentFactor(rate, index + 1),
    }));
    this.factors.set(rate, made);
    return made;
  }
}

function isWithinFirstPeriods(day: Day): boolean {
  return Number(day.slice(5, 7)) <= LAST_MONTH;
}

function newYearOf(day: Day): Day {
  return parseDay(`${day.slice(0, 4)}-01-01`);
}

function ratesOn(table: LoanRateTable, day: Day): (NewRate & { rate: Rate })[] {
  const homes = ['first', 'second'] as const;
  return homes.flatMap((home) =>
    [true, false].map((isShort) => {
      const { annual: rate } = table.on(day, isShort ? SHORT_TERM : SHORT_TERM + 1, home);
      return { home, isShort, annual: formatRate(rate, 8), rate };
    }),
  );
}
