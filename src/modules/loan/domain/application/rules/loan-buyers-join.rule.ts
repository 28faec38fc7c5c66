import { defineRule, practiceClause } from '../../../../policy';
import type { BuyersFact } from '../fact-values';
import { NO_HOME } from '../words';

/** LE10: whoever buys owns the home and mortgages it, so borrows too, having said so themselves. */
export const loanBuyersJoin = defineRule({
  id: 'loan-buyers-join',
  version: 1,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '购房合同的全部买受人共同借款并以所购住房抵押',
    'All who buy by the contract borrow and mortgage the home',
  ),
  order: 67,
  reasonCode: 'BUYER_NOT_COBORROWER',
  reads: { facts: ['loan.buyers'], parameters: [] },
  judge(input) {
    const buyers = input.fact<BuyersFact>('loan.buyers');
    if (buyers === null) return { truth: 'true', observed: { count: 0, leftOut: NO_HOME }, required: null };
    const { count, leftOut } = buyers;
    const who = leftOut.join('、');
    const observed = { count, leftOut: who === '' ? { zh: '无', en: 'nobody' } : { zh: who, en: who } };
    return { truth: leftOut.length === 0 ? 'true' : 'false', observed, required: null };
  },
  texts: {
    passed: {
      zh: '合同买受人共 {observed.count} 人，其中未参加贷款的：{observed.leftOut}',
      en: '{observed.count} buy by the contract; who of them does not borrow: {observed.leftOut}',
    },
    member: {
      zh: '合同买受人共 {observed.count} 人，其中 {observed.leftOut} 未参加本次贷款；住房由全体买受人共有，须全体共同借款并同意抵押',
      en: 'Of {observed.count} who buy by the contract, {observed.leftOut} does not borrow; the home is owned by all of them, so all have to borrow and agree to its mortgage',
    },
    officer: {
      zh: '买受人 {observed.leftOut} 非借款人、共同借款人',
      en: 'Buyer {observed.leftOut} is no borrower',
    },
    condition: {
      zh: '合同的全部买受人为借款人、配偶或共同借款人，并本人确认',
      en: 'all who buy by the contract are borrower, spouse or co-borrowers, and say so themselves',
    },
    fix: {
      zh: '请将未参加的买受人填为共同借款人重新申请，由其用自己的账号或到柜台确认',
      en: 'Apply again with them as co-borrowers, who agree by their own login or at a counter',
    },
  },
});
