import { yuan } from '../../../../../kernel/money';
import { formatRate } from '../../../../../kernel/rate';
import { defineRule, practiceClause } from '../../../../policy';
import { LIQUIDITY_PARAMETERS } from '../../fund/fund-day';
import { FUND_LENDING, type FundLendingFact, lendingCoefficient } from '../../fund/fund-lending';
import { askedAmount } from '../loan-request';
import { LIMIT_FACTS, LIMIT_PARAMETERS, loanRoom, TERM_PARAMETERS } from '../loan-room';

const FREE = { zh: '不限', en: 'not limited' };

/** 5.2: while much of the deposits is lent, a part of the cap is lent (流动性调节系数), where the committee says so. */
export const loanWithinFund = defineRule({
  id: 'loan-within-fund',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('个贷率较高时实行流动性调节系数', 'less is lent while much of the deposits is lent'),
  order: 121,
  reasonCode: 'OVER_LIMIT',
  reads: {
    facts: [FUND_LENDING, ...LIMIT_FACTS],
    parameters: [...LIMIT_PARAMETERS, ...TERM_PARAMETERS, ...LIQUIDITY_PARAMETERS],
  },
  judge(input) {
    const coefficient = lendingCoefficient(input);
    const asked = askedAmount(input.input);
    const observed = asked === null ? FREE : yuan(asked);
    const none = { most: FREE, coefficient: FREE, ratio: FREE, documentNo: FREE };
    if (coefficient === null) return { truth: 'true', observed, required: none };
    const room = loanRoom(input, coefficient);
    const lending = input.fact<FundLendingFact>(FUND_LENDING);
    if (room === null || !lending.inForce) return { truth: 'true', observed, required: none };
    const fits = room.most > 0n && (asked ?? room.most) <= room.most;
    return {
      truth: fits ? 'true' : 'false',
      observed: yuan(asked ?? room.most),
      required: {
        most: yuan(room.most),
        coefficient: formatRate(coefficient, 1),
        ratio: lending.ratio,
        documentNo: lending.documentNo,
      },
    };
  },
  texts: {
    passed: {
      zh: '流动性调节：申请 {observed}，最高可贷 {required.most}（系数 {required.coefficient}）',
      en: 'State of the fund: asked {observed}, at most {required.most} (coefficient {required.coefficient})',
    },
    member: {
      zh: '个贷率为 {required.ratio}，按《{required.documentNo}》最高额度乘系数 {required.coefficient}，本次最高可贷 {required.most} 元，您申请 {observed} 元',
      en: '{required.ratio} of the deposits is lent; by {required.documentNo} the cap is multiplied by {required.coefficient}, so that at most {required.most} yuan can be lent; you asked for {observed}',
    },
    officer: {
      zh: '申请 {observed} 超过流动性调节后额度 {required.most}（系数 {required.coefficient}）',
      en: 'Asked {observed}, limit {required.most} by coefficient {required.coefficient}',
    },
    condition: {
      zh: '启用流动性调节期间，个贷率超过 {param:fund.loanRatioAbove} 时，中心最高额度分别乘以 {param:fund.loanRatioCoefficient}',
      en: 'while the measure is in force and more than {param:fund.loanRatioAbove} of the deposits is lent, the cap is multiplied by {param:fund.loanRatioCoefficient}',
    },
    fix: {
      zh: '请在最高可贷额度内申请，其余可办理组合贷款',
      en: 'Ask for no more than that; a bank may lend the rest in a combined loan',
    },
  },
});
