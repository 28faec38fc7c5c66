import { parseYuan } from '../../../../../kernel/money';
import { assumedClause, defineRule } from '../../../../policy';
import type { RepaymentFact } from '../repayment-fact';

const NONE = { zh: '不适用', en: 'does not apply' };

/** The own account pays: beyond what is held and what must stay on it. */
export const repaymentAffordable = defineRule({
  id: 'repayment-affordable',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('账户保留最低余额', 'A minimum balance stays on the account'),
  order: 70,
  reasonCode: 'BALANCE_TOO_LOW',
  reads: { facts: ['loan.repayment'], parameters: ['withdrawal.minRetain'] },
  judge(input) {
    const { toPay, free } = input.fact<RepaymentFact>('loan.repayment');
    if (toPay === null) return { truth: 'true', observed: free, required: NONE };
    const truth = parseYuan(toPay) <= parseYuan(free) ? 'true' : 'false';
    return { truth, observed: free, required: toPay };
  },
  texts: {
    passed: {
      zh: '账户可用 {observed} 元，本次需付 {required} 元',
      en: '{observed} yuan are available, {required} are to be paid',
    },
    member: {
      zh: '您的账户可用金额 {observed} 元，少于本次需付的 {required} 元（预收还款已抵扣）',
      en: 'Your account can give {observed} yuan; {required} are to be paid beyond what was paid in advance',
    },
    officer: { zh: '可用 {observed}，需付 {required}', en: 'Available {observed}, to be paid {required}' },
    condition: {
      zh: '本人账户扣除冻结和保留余额 {param:withdrawal.minRetain} 元后，足以支付本金及利息；也可先将款项转入中心账户并注明贷款编号',
      en: 'the own account, less holds and the {param:withdrawal.minRetain} yuan that stay, pays principal and interest; money may also be transferred to the centre before, with the number of the loan',
    },
    fix: {
      zh: '先将差额转入中心账户，附言填写贷款编号，到账后再申请',
      en: 'Transfer what is missing to the centre with the number of the loan, then apply again',
    },
  },
});
