import { defineRule, regulationsClause } from '../../../../policy';
import type { HomeFact } from '../fact-values';

/** LE3: there is a purchase, or a building, to be financed. */
export const loanPurchaseFound = defineRule({
  id: 'loan-purchase-found',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('26'),
  order: 80,
  reasonCode: 'PURCHASE_FACT',
  reads: { facts: ['loan.home'], parameters: [] },
  judge(input) {
    const { home, filed } = input.fact<HomeFact>('loan.home');
    return {
      truth: home === null ? 'false' : 'true',
      observed: { contractNo: home?.contractNo ?? null, filed },
      required: null,
    };
  },
  texts: {
    passed: {
      zh: '已查到购房合同（{observed.contractNo}）',
      en: 'The contract was found ({observed.contractNo})',
    },
    member: {
      zh: '以您或配偶为买受人的合同共 {observed.filed} 份，其中没有本次申请所指的合同',
      en: 'There are {observed.filed} contracts in which you or your spouse buy, and none is the one applied for',
    },
    officer: {
      zh: '未查到申请人或配偶的购房合同（共 {observed.filed} 份）',
      en: 'No such contract of the applicant or spouse ({observed.filed} found)',
    },
    condition: {
      zh: '有本人或配偶购买自住住房的合同，新建商品房已备案、二手房已网签',
      en: 'there is a contract by which the borrower or the spouse buys a home, filed for a new one, signed in the bureau’s system for a second-hand one',
    },
    fix: {
      zh: '请先办理合同备案或网签，再提交申请',
      en: 'Have the contract filed or signed first, then apply',
    },
  },
});
