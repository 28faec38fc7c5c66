import { defineRule } from '../../../../policy';
import type { RepaymentFact } from '../repayment-fact';
import { prepayAfterInstalments } from './prepay-after-instalments.rule';

/** As before; of a settled loan it is not said how many instalments were paid: that it is settled is another rule's. */
export const prepayAfterInstalments2 = defineRule({
  ...prepayAfterInstalments,
  version: 2,
  effective: { from: '2026-12-01', until: null },
  judge(input) {
    const { running } = input.fact<RepaymentFact>('loan.repayment');
    return running ? prepayAfterInstalments.judge(input) : { truth: 'true', observed: null, required: null };
  },
  texts: {
    ...prepayAfterInstalments.texts,
    passed: {
      zh: '已还期数符合提前还款的要求，或贷款已结清',
      en: 'Enough instalments are paid, or the loan is settled',
    },
  },
});
