import { assumedClause, defineRule } from '../../../policy';
import type { PurchaseContractFact } from '../fact-values';

const NAMED = { zh: '没有该编号的合同', en: 'none of that number' };
const NONE = { zh: '没有', en: 'none' };

export const purchaseIsBuyer = defineRule({
  id: 'purchase-is-buyer',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: assumedClause(
    '购房提取限买受人及其配偶',
    'A purchase is withdrawn for by a buyer or a buyer’s spouse',
  ),
  order: 90,
  reasonCode: 'NOT_BUYER',
  reads: { facts: ['purchase.contract'], parameters: [] },
  judge(input) {
    const { contract, filed } = input.fact<PurchaseContractFact>('purchase.contract');
    if (contract !== null) return { truth: 'true', observed: contract.contractNo, required: null };
    return { truth: 'false', observed: filed === 0 ? NONE : NAMED, required: null };
  },
  texts: {
    passed: {
      zh: '房管部门备案合同 {observed} 的买受人为本人或配偶',
      en: 'The housing bureau has contract {observed} on file with the member or the spouse as a buyer',
    },
    member: {
      zh: '房管部门没有查到您或配偶作为买受人的备案合同（{observed}）',
      en: 'The housing bureau knows of no filed contract with you or your spouse as a buyer ({observed})',
    },
    officer: {
      zh: '申请人及配偶名下备案合同：{observed}',
      en: 'Filed contracts of applicant and spouse: {observed}',
    },
    condition: {
      zh: '本人或配偶是房管部门备案的新建商品房合同的买受人（由系统查询，无需填写合同编号）',
      en: 'the member or the spouse is a buyer of a contract about a new flat filed with the housing bureau; the system looks it up, no number is typed',
    },
    fix: {
      zh: '请与开发企业核实合同是否已网签备案，备案后即可申请；填写过合同编号的，可不填由系统查找',
      en: 'Ask the developer whether the contract was filed, and apply once it is; leave the contract number out to have it found',
    },
  },
});
