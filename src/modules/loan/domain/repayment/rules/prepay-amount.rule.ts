import { parseYuan, yuan } from '../../../../../kernel/money';
import { assumedClause, defineRule } from '../../../../policy';
import type { PrepayRequest } from '../prepay-request';

/** 5.7: a least amount, and whole steps. */
export const prepayAmount = defineRule({
  id: 'prepay-amount',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause('提前部分还款的最低金额', 'The least amount of a partial prepayment'),
  order: 50,
  reasonCode: 'PREPAY_MIN',
  reads: { facts: [], parameters: ['loan.prepayMin', 'loan.prepayStep'] },
  judge(input) {
    const amount = parseYuan((input.input as PrepayRequest).amount);
    const least = input.parameters.money('loan.prepayMin');
    const step = input.parameters.money('loan.prepayStep');
    const fits = amount >= least && amount % step === 0n;
    return {
      truth: fits ? 'true' : 'false',
      observed: yuan(amount),
      required: { least: yuan(least), step: yuan(step) },
    };
  },
  required: (parameters) => ({
    least: yuan(parameters.money('loan.prepayMin')),
    step: yuan(parameters.money('loan.prepayStep')),
  }),
  texts: {
    passed: { zh: '提前还款本金 {observed} 元', en: '{observed} yuan of principal are repaid early' },
    member: {
      zh: '提前还款本金 {observed} 元不符合要求：不少于 {required.least} 元，且为 {required.step} 元的整数倍',
      en: '{observed} yuan cannot be repaid early: {required.least} at least, in whole {required.step}',
    },
    officer: {
      zh: '申请 {observed}，起点 {required.least}，步长 {required.step}',
      en: 'Asked {observed}, least {required.least}, step {required.step}',
    },
    condition: {
      zh: '提前还款本金不少于 {required.least} 元，且为 {required.step} 元的整数倍',
      en: 'the principal repaid early is {required.least} yuan at least, in whole {required.step}',
    },
    fix: { zh: '请按要求调整金额', en: 'Change the amount' },
  },
});
