import { defineRule, practiceClause } from '../../../policy';
import type { PurchaseContractFact } from '../fact-values';

const NO_CONTRACT = { zh: '查无合同，未作核对', en: 'no contract was found, nothing was checked' };
const VALID = { zh: '有效', en: 'valid' };

export const purchaseContractValid = defineRule({
  id: 'purchase-contract-valid',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause('合同备案撤销后不得提取', 'No withdrawal on a contract whose filing was cancelled'),
  order: 91,
  reasonCode: 'CONTRACT_CANCELLED',
  reads: { facts: ['purchase.contract'], parameters: [] },
  judge(input) {
    const { contract } = input.fact<PurchaseContractFact>('purchase.contract');
    // Whether there is a contract at all is another rule's to judge.
    if (contract === null) return { truth: 'true', observed: NO_CONTRACT, required: null };
    if (contract.cancelled) return { truth: 'false', observed: contract.contractNo, required: null };
    return { truth: 'true', observed: VALID, required: null };
  },
  texts: {
    passed: {
      zh: '合同备案状态：{observed}',
      en: 'Filing of the contract: {observed}',
    },
    member: {
      zh: '您的购房合同 {observed} 的备案已撤销',
      en: 'The filing of your contract {observed} was cancelled',
    },
    officer: {
      zh: '合同 {observed} 备案已撤销，且无其他有效备案合同',
      en: 'Contract {observed} is cancelled and no valid one is on file',
    },
    condition: {
      zh: '合同备案有效，未被撤销',
      en: 'the filing of the contract is valid and not cancelled',
    },
    fix: {
      zh: '如重新签约，请在新合同备案后申请；如撤销有误，请到房管部门更正',
      en: 'Apply on the new contract once it is filed; have a wrong cancellation corrected by the housing bureau',
    },
  },
});
