import { defineRule } from '../../../../policy';
import type { RepaymentFact } from '../repayment-fact';
import { prepayPartOfDebt } from './prepay-part-of-debt.rule';

/** As before; nobody is sent to settle a loan that is settled: that is another rule's. */
export const prepayPartOfDebt2 = defineRule({
  ...prepayPartOfDebt,
  version: 2,
  effective: { from: '2026-12-01', until: null },
  judge(input) {
    const { running } = input.fact<RepaymentFact>('loan.repayment');
    return running ? prepayPartOfDebt.judge(input) : { truth: 'true', observed: null, required: null };
  },
  texts: {
    ...prepayPartOfDebt.texts,
    passed: {
      zh: '提前还款后仍有余额，或贷款已结清',
      en: 'Something is left to be repaid, or the loan is settled',
    },
  },
});
