import { defineRule } from '../../../../policy';
import type { RepaymentFact } from '../../repayment/repayment-fact';
import { changeTermInLimit } from './change-term-in-limit.rule';

/** As before; a settled loan has no term that could be bounded: that it is settled is another rule's. */
export const changeTermInLimit2 = defineRule({
  ...changeTermInLimit,
  version: 2,
  effective: { from: '2026-12-01', until: null },
  reads: { ...changeTermInLimit.reads, facts: ['loan.repayment', 'loan.change'] },
  judge(input) {
    const judged = changeTermInLimit.judge(input);
    const { running } = input.fact<RepaymentFact>('loan.repayment');
    return running ? judged : { truth: 'true', observed: null, required: null };
  },
  texts: {
    ...changeTermInLimit.texts,
    passed: {
      zh: '剩余期数在允许的范围内，或贷款已结清',
      en: 'What is left is within its bounds, or the loan is settled',
    },
  },
});
