import { defineRule, practiceClause } from '../../../policy';
import type { LoanStandingFact } from '../fact-values';

export const noActiveLoan = defineRule({
  id: 'no-active-loan',
  version: 1,
  effective: { from: '2026-07-01', until: null },
  clause: practiceClause(
    '公积金贷款未结清期间只能提取还贷',
    'While a housing fund loan runs, withdrawals repay it',
  ),
  order: 70,
  reasonCode: 'ACTIVE_LOAN_ONLY_REPAY',
  reads: { facts: ['loan.standing'], parameters: [] },
  judge(input) {
    const { borrowing, guaranteeing } = input.fact<LoanStandingFact>('loan.standing');
    const observed = { borrowing, guaranteeing };
    return { truth: borrowing || guaranteeing ? 'false' : 'true', observed, required: null };
  },
  texts: {
    passed: {
      zh: '没有未结清的公积金贷款或担保',
      en: 'No housing fund loan or guarantee is unsettled',
    },
    member: {
      zh: '您或配偶有未结清的公积金贷款或担保，期间只能办理提取还贷',
      en: 'A housing fund loan or guarantee of you or your spouse is unsettled; until then withdrawals repay it',
    },
    officer: {
      zh: '未结清公积金贷款：借款 {observed.borrowing}，担保 {observed.guaranteeing}',
      en: 'Unsettled loan: borrowing {observed.borrowing}, guaranteeing {observed.guaranteeing}',
    },
    condition: {
      zh: '本人及配偶没有未结清的公积金贷款，也未为他人担保',
      en: 'neither the member nor the spouse has an unsettled housing fund loan or guarantee',
    },
    fix: {
      zh: '可改办“提取还贷”，或在贷款结清后申请',
      en: 'Withdraw to repay the loan instead, or apply when it is settled',
    },
  },
});
