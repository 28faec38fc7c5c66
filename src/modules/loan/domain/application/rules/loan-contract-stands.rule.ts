import { defineRule, regulationsClause } from '../../../../policy';
import type { HomeFact } from '../fact-values';
import { NO_HOME } from '../words';

export const loanContractStands = defineRule({
  id: 'loan-contract-stands',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: regulationsClause('26'),
  order: 81,
  reasonCode: 'CONTRACT_CANCELLED',
  reads: { facts: ['loan.home'], parameters: [] },
  judge(input) {
    const { home } = input.fact<HomeFact>('loan.home');
    if (home === null) return { truth: 'true', observed: NO_HOME, required: null };
    return { truth: home.cancelled ? 'false' : 'true', observed: home.contractNo, required: null };
  },
  texts: {
    passed: {
      zh: '合同有效（{observed}）',
      en: 'The contract stands ({observed})',
    },
    member: {
      zh: '您的合同 {observed} 已撤销',
      en: 'Your contract {observed} was cancelled',
    },
    officer: {
      zh: '合同 {observed} 已撤销',
      en: 'Contract {observed} cancelled',
    },
    condition: {
      zh: '购房合同有效，未撤销备案或网签',
      en: 'the contract stands and was not cancelled',
    },
    fix: {
      zh: '重新签约并备案后可以申请',
      en: 'Apply again under a new contract',
    },
  },
});
