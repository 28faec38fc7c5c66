import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import { addDays, type Day } from '../../../../kernel/calendar';
import type { BilingualText } from '../../../../kernel/decision';
import { fen, yuan } from '../../../../kernel/money';
import { formatRate } from '../../../../kernel/rate';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { notFound } from '../../../../platform/http';
import { foreseeInterest, type ForeseenInterest, interestYearOf, Ledger } from '../../../ledger';
import { Parties } from '../../../party';
import { MemberAccounts } from '../member/member-accounts';

/** Interest up to some day. Money in yuan strings; an accumulation (积数) in yuan · days; numerators are integers. */
export interface InterestToDayView {
  /** Last earning day counted, inclusive. */
  readonly lastDay: string;
  readonly segments: readonly {
    readonly from: string;
    readonly to: string;
    readonly rate: string;
    readonly accumulation: string;
    /** fen · days · 10⁻⁸ */
    readonly numerator: string;
  }[];
  /** Of days before this year that were told after it had been settled; fen · days · 10⁻⁸. */
  readonly earlierNumerator: string;
  readonly numerator: string;
  readonly interest: string;
  readonly formula: BilingualText;
}

/** A member's interest of the year that runs. */
export interface MemberInterestView {
  readonly year: { readonly from: string; readonly lastDay: string };
  readonly balance: string;
  /** To the day before: what a closing of the account today would pay. */
  readonly soFar: InterestToDayView;
  /** On 30 June, if nothing moves any more and the rates stay as announced. */
  readonly expected: InterestToDayView;
  readonly explanation: BilingualText;
  /** The last yearly interest; null before the first. */
  readonly lastPosted: { readonly on: string; readonly amount: string } | null;
  readonly asOf: string;
}

const EXPLANATION: BilingualText = {
  zh: '每日日终余额累加得积数，存入当日计息、支取当日不计息；各利率段积数乘以该段年利率相加，除以360，四舍五入到分（只舍入一次）。利息于6月30日入账，自7月1日起并入本金计息。',
  en: 'End-of-day balances are added up day by day; the day of a credit earns, the day of a debit does not. The sum of each segment times its yearly rate, all added, divided by 360, is rounded once, half up, to 0.01. Interest is posted on 30 June and is principal from 1 July.',
};

/** What a member may look at: the interest so far and what 30 June is to bring, from the exact numbers of the account. */
@Injectable()
export class MemberInterest {
  constructor(
    private readonly ledger: Ledger,
    private readonly accounts: MemberAccounts,
    private readonly parties: Parties,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404 when the caller has no open account. */
  async preview(tx: Tx, actor: Actor): Promise<MemberInterestView> {
    const person = actor.identity ? await this.parties.findPersonByIdNo(tx, actor.identity.idNo) : null;
    const accountId = person && (await this.accounts.openAccountOf(tx, person.id));
    const today = this.clock.today();
    const year = interestYearOf(today);
    const position = accountId && (await this.ledger.interestPosition(tx, accountId, year.from));
    if (!position) throw notFound();
    const rates = await this.ledger.interestRates(tx);
    const ofYear = { openingFen: position.openingFen, movements: position.movements, of: year };
    const upTo = (day: Day) => viewOf(foreseeInterest(position.state, ofYear, day, rates));
    const { lastPosted } = position;
    return {
      year: { from: year.from, lastDay: year.lastDay },
      balance: yuan(position.state.balance),
      soFar: upTo(addDays(today, -1)),
      expected: upTo(year.lastDay),
      explanation: EXPLANATION,
      lastPosted: lastPosted && { on: lastPosted.on, amount: yuan(fen(lastPosted.amountFen)) },
      asOf: this.clock.now().toISOString(),
    };
  }
}

function viewOf(foreseen: ForeseenInterest): InterestToDayView {
  const segments = foreseen.segments.map(({ from, to, rate, fenDays }) => ({
    from,
    to,
    rate: formatRate(rate),
    accumulation: yuan(fen(fenDays)),
    numerator: String(fenDays * rate),
  }));
  const terms = segments.map(({ accumulation, rate }) => `${accumulation} × ${rate}`);
  if (foreseen.earlierNumerator !== 0n) terms.push(inYuan(foreseen.earlierNumerator));
  const sum = terms.join(' + ') || '0';
  const interest = yuan(foreseen.interest);
  return {
    lastDay: foreseen.lastDay,
    segments,
    earlierNumerator: String(foreseen.earlierNumerator),
    numerator: String(foreseen.numerator),
    interest,
    formula: {
      zh: `（${sum}）÷ 360 = ${interest} 元`,
      en: `(${sum}) / 360 = ${interest} yuan`,
    },
  };
}

/** A numerator in yuan · days: ten decimals, exactly. */
function inYuan(numerator: bigint): string {
  const digits = (numerator < 0n ? -numerator : numerator).toString().padStart(11, '0');
  const decimals = digits.slice(-10).replace(/0+$/, '');
  const whole = `${numerator < 0n ? '-' : ''}${digits.slice(0, -10)}`;
  return decimals === '' ? whole : `${whole}.${decimals}`;
}
