import { defineRule, practiceClause } from '../../../../policy';
import type { HomeFact } from '../fact-values';
import { NO_HOME } from '../words';

/** Second-hand: what is lent goes into custody until the title has passed, never to the borrower. */
export const loanPriceInCustody = defineRule({
  id: 'loan-price-in-custody',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('存量房交易资金监管', 'Custody of the price of a second-hand home'),
  order: 84,
  reasonCode: 'PURCHASE_FACT',
  reads: { facts: ['loan.home'], parameters: [] },
  judge(input) {
    const { home } = input.fact<HomeFact>('loan.home');
    if (home === null) return { truth: 'true', observed: NO_HOME, required: true };
    return { truth: home.inCustody === false ? 'false' : 'true', observed: home.inCustody, required: true };
  },
  texts: {
    passed: {
      zh: '交易资金监管账户：{observed}',
      en: 'Price in custody: {observed}',
    },
    member: {
      zh: '合同没有约定交易资金监管账户，贷款资金无处划付',
      en: 'The contract names no custody account, so there is nowhere to pay the loan to',
    },
    officer: {
      zh: '未约定资金监管账户',
      en: 'No custody account in the contract',
    },
    condition: {
      zh: '交易资金存入监管账户，过户抵押后付给出卖人',
      en: 'the price is kept in custody and paid to the sellers after title and mortgage are registered',
    },
    fix: {
      zh: '请与出卖人签订资金监管协议后申请',
      en: 'Agree on custody with the sellers and apply again',
    },
  },
});
