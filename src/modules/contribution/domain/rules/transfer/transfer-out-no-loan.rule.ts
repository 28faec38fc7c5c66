import { defineRule, practiceClause } from '../../../../policy';
import type { LoanRecordFact } from '../../transfer/transfer-facts';

export const transferOutNoLoan = defineRule({
  id: 'transfer-out-no-loan',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '全国住房公积金转移接续平台业务规程',
    'Rules of the national platform for transfers',
  ),
  order: 60,
  reasonCode: 'SETTLE_LOAN_FIRST',
  reads: { facts: ['loan.ownRecord'], parameters: [] },
  judge({ fact }) {
    const { borrowing, guaranteeing } = fact<LoanRecordFact>('loan.ownRecord');
    const observed = { borrowing, guaranteeing };
    return { truth: borrowing || guaranteeing ? 'false' : 'true', observed, required: null };
  },
  texts: {
    passed: {
      zh: '没有未结清的公积金贷款或担保',
      en: 'No housing fund loan or guarantee is unsettled',
    },
    member: {
      zh: '在本中心有未结清的公积金贷款或为他人担保，结清前不能转出',
      en: 'A housing fund loan or guarantee here is unsettled; until then the account stays',
    },
    officer: {
      zh: '未结清：借款 {observed.borrowing}，担保 {observed.guaranteeing}',
      en: 'Unsettled: borrowing {observed.borrowing}, guaranteeing {observed.guaranteeing}',
    },
    condition: {
      zh: '在本中心没有未结清的公积金贷款，也未为他人担保',
      en: 'no housing fund loan or guarantee here is unsettled',
    },
    fix: {
      zh: '贷款结清或担保解除后重新发函',
      en: 'Send a new letter when the loan is settled',
    },
  },
});
