import { parseYuan, yuan } from '../../../../../kernel/money';
import { defineRule, practiceClause } from '../../../../policy';
import type { PrepayRequest } from '../prepay-request';
import type { RepaymentFact } from '../repayment-fact';

/** All of the principal or more is a settlement, an item of its own. */
export const prepayPartOfDebt = defineRule({
  id: 'prepay-part-of-debt',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('提前部分还款金额小于贷款余额', 'A partial prepayment is less than the debt'),
  order: 60,
  reasonCode: 'PAYMENT_EXCEEDS_DEBT',
  reads: { facts: ['loan.repayment'], parameters: [] },
  judge(input) {
    const { principal } = input.fact<RepaymentFact>('loan.repayment');
    const amount = parseYuan((input.input as PrepayRequest).amount);
    const truth = amount < parseYuan(principal) ? 'true' : 'false';
    return { truth, observed: yuan(amount), required: principal };
  },
  texts: {
    passed: { zh: '提前还款后仍有余额', en: 'Something is left to be repaid' },
    member: {
      zh: '申请金额 {observed} 元不小于未到期本金 {required} 元，请办理提前结清',
      en: '{observed} yuan is not less than the principal of {required} yuan: settle the loan instead',
    },
    officer: { zh: '申请 {observed}，余额 {required}', en: 'Asked {observed}, principal {required}' },
    condition: { zh: '提前还款本金小于未到期本金', en: 'the amount is less than the principal not yet due' },
    fix: { zh: '办理提前结清（DK07）', en: 'Apply for the settlement (DK07)' },
  },
});
