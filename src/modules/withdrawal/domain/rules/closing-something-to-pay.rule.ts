import { yuan } from '../../../../kernel/money';
import { defineRule, practiceClause } from '../../../policy';
import { closingOf } from '../closing-amount';

export const closingSomethingToPay = defineRule({
  id: 'closing-something-to-pay',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('销户提取金额须大于零', 'A closing pays something'),
  order: 100,
  reasonCode: 'BALANCE_TOO_LOW',
  reads: { facts: ['member.closing'], parameters: [] },
  judge(input) {
    const { principal } = closingOf(input);
    return { truth: principal > 0n ? 'true' : 'false', observed: yuan(principal), required: '0.01' };
  },
  texts: {
    passed: {
      zh: '账户余额 {observed} 元',
      en: 'The balance is {observed} yuan',
    },
    member: {
      zh: '您的账户余额为 {observed} 元，没有可提取的金额',
      en: 'The balance of your account is {observed} yuan; there is nothing to pay',
    },
    officer: {
      zh: '余额 {observed}，至少应为 {required}',
      en: 'Balance {observed}, at least {required} is needed',
    },
    condition: {
      zh: '账户余额大于零',
      en: 'the balance is above zero',
    },
    fix: {
      zh: '有款项入账后可以申请',
      en: 'Apply once money has come in',
    },
  },
});
