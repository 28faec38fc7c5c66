import { assumedClause, defineRule } from '../../../../policy';
import type { RepaymentFact } from '../repayment-fact';

/** 5.7: not before so many instalments are paid. */
export const prepayAfterInstalments = defineRule({
  id: 'prepay-after-instalments',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('正常还款一定期数后可提前还款', 'A part can be repaid early after some instalments'),
  order: 40,
  reasonCode: 'PREPAY_MIN',
  reads: { facts: ['loan.repayment'], parameters: ['loan.prepayAfterInstalments'] },
  judge(input) {
    const { instalmentsPaid } = input.fact<RepaymentFact>('loan.repayment');
    const required = input.parameters.integer('loan.prepayAfterInstalments');
    return { truth: instalmentsPaid >= required ? 'true' : 'false', observed: instalmentsPaid, required };
  },
  required: (parameters) => parameters.integer('loan.prepayAfterInstalments'),
  texts: {
    passed: { zh: '已还 {observed} 期', en: '{observed} instalments are paid' },
    member: {
      zh: '已还 {observed} 期，还满 {required} 期后可提前还款',
      en: '{observed} instalments are paid; a part can be repaid early after {required}',
    },
    officer: { zh: '已还 {observed} 期，要求 {required} 期', en: 'Paid {observed}, required {required}' },
    condition: { zh: '已还满 {required} 期', en: '{required} instalments are paid' },
    fix: { zh: '还满期数后再申请', en: 'Apply when they are paid' },
  },
});
