import { fen, parseYuan, yuan } from '../../../../../kernel/money';
import { RATE_SCALE } from '../../../../../kernel/rate';
import { divideDown } from '../../../../../kernel/rounding';
import { defineRule, TAIYUAN_CLAUSE } from '../../../../policy';
import type { HomeFact } from '../fact-values';
import { countHomes, downRatioOf, homeOrderFacts, orderOf } from '../home-order';
import { NO_HOME, NOT_APPLICABLE } from '../words';

/** LE4: the down payment of the buyer's own money; to the fen, rounded up. */
export const loanDownPayment = defineRule({
  id: 'loan-down-payment',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: TAIYUAN_CLAUSE,
  order: 85,
  reasonCode: 'DOWN_PAYMENT_LOW',
  reads: {
    facts: ['loan.home', ...homeOrderFacts],
    parameters: ['loan.downFirst', 'loan.downSecond', 'loan.downAffordable'],
  },
  judge(input) {
    const { home } = input.fact<HomeFact>('loan.home');
    if (home === null || home.paid === null) {
      const why = home === null ? NO_HOME : NOT_APPLICABLE;
      return { truth: 'true', observed: why, required: why };
    }
    const ratio = downRatioOf(orderOf(countHomes(input)), home.affordable, input.parameters);
    // Never less than the ratio, by a part of a fen.
    const required = fen(divideDown(parseYuan(home.price) * ratio + RATE_SCALE - 1n, RATE_SCALE));
    const truth = parseYuan(home.paid) >= required ? 'true' : 'false';
    return { truth, observed: home.paid, required: yuan(required) };
  },
  texts: {
    passed: {
      zh: '首付款 {observed}，最低 {required}',
      en: 'Down payment {observed}, at least {required}',
    },
    member: {
      zh: '首付款 {observed} 元，低于最低首付款 {required} 元',
      en: 'The down payment is {observed} yuan; at least {required} yuan are needed',
    },
    officer: {
      zh: '首付款 {observed} < {required}',
      en: 'Down payment {observed} < {required}',
    },
    condition: {
      zh: '首付款不低于房价的 {param:loan.downFirst}（第二套 {param:loan.downSecond}，保障性住房 {param:loan.downAffordable}）',
      en: 'the down payment is at least {param:loan.downFirst} of the price ({param:loan.downSecond} for a second home, {param:loan.downAffordable} for affordable housing)',
    },
    fix: {
      zh: '请将首付款补足并存入监管账户后申请',
      en: 'Pay the rest of it into the supervised account and apply again',
    },
  },
});
