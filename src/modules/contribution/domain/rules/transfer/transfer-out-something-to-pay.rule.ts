import { defineRule, practiceClause } from '../../../../policy';
import type { TermsFact } from '../../transfer/transfer-facts';

export const transferOutSomethingToPay = defineRule({
  id: 'transfer-out-something-to-pay',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '全国住房公积金转移接续平台业务规程',
    'Rules of the national platform for transfers',
  ),
  order: 70,
  reasonCode: 'BALANCE_TOO_LOW',
  reads: { facts: ['member.closing'], parameters: [] },
  judge({ fact }) {
    const { principal } = fact<TermsFact>('member.closing');
    return { truth: principal === '0.00' ? 'false' : 'true', observed: principal, required: '0.01' };
  },
  texts: {
    passed: {
      zh: '账户余额 {observed} 元',
      en: 'The balance is {observed} yuan',
    },
    member: {
      zh: '账户余额为 {observed} 元，没有可转出的金额',
      en: 'The balance is {observed} yuan; there is nothing to transfer',
    },
    officer: {
      zh: '余额 {observed}，至少应为 {required}',
      en: 'Balance {observed}, at least {required} is needed',
    },
    condition: {
      zh: '账户余额大于零',
      en: 'the balance is above zero',
    },
    fix: null,
  },
});
