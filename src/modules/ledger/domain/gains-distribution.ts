import { type Fen, fen, maxFen, minFen, minus } from '../../../kernel/money';
import { applyRate, parseRate } from '../../../kernel/rate';

/** How the risk reserve is formed: from the gains of the year, or up to a part of the loans (财综字〔1999〕59号). */
export type ReserveRule = 'sixty-percent-of-gains' | 'one-percent-of-loans';

export interface GainsOfYear {
  /** 增值收益 of the year. */
  readonly gains: Fen;
  readonly rule: ReserveRule;
  readonly loanBalance: Fen;
  /** 贷款风险准备金 there already. */
  readonly reserve: Fen;
  /** 管理费用 that the budget approves. */
  readonly managementFeeBudget: Fen;
}

export interface GainsDistribution {
  readonly reserve: Fen;
  readonly managementFee: Fen;
  /** What remains goes to public rental housing (城市廉租住房建设补充资金). */
  readonly publicRental: Fen;
}

const OF_GAINS = parseRate('0.60');
const OF_LOANS = parseRate('0.01');
const FEN = fen(1n);
const ZERO = fen(0n);

/**
 * Distribution of a year's gains (增值收益分配, handbook 6.6): the reserve, rounded once, half up, to 0.01, not below
 * zero and at most the gains; then the fee out of the rest; the three sum to the gains.
 * @throws RangeError when there are no gains but a loss: nothing is distributed then.
 */
export function distributeGains(year: GainsOfYear): GainsDistribution {
  const { gains, rule, loanBalance, reserve: existing, managementFeeBudget } = year;
  if (gains < 0n) throw new RangeError('a loss is not distributed');
  const wanted =
    rule === 'sixty-percent-of-gains'
      ? applyRate(gains, OF_GAINS, FEN)
      : minus(applyRate(loanBalance, OF_LOANS, FEN), existing);
  const reserve = minFen(gains, maxFen(ZERO, wanted));
  const managementFee = minFen(managementFeeBudget, minus(gains, reserve));
  return { reserve, managementFee, publicRental: minus(minus(gains, reserve), managementFee) };
}
