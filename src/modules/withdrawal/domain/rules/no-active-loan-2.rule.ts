import { defineRule, practiceClause } from '../../../policy';
import type { LoanStandingFact } from '../fact-values';

/**
 * This version asks for the loans of member and spouse and for the guarantees of the member alone, and refuses for what
 * is the member's own also while nobody has told who the spouse is.
 */
export const noActiveLoan2 = defineRule({
  id: 'no-active-loan',
  version: 2,
  effective: { from: '2026-12-01', until: null },
  clause: practiceClause(
    '公积金贷款未结清期间只能提取还贷',
    'While a housing fund loan runs, withdrawals repay it',
  ),
  order: 70,
  reasonCode: 'ACTIVE_LOAN_ONLY_REPAY',
  reads: { facts: ['loan.ownStanding', 'loan.standing'], parameters: [] },
  judge(input) {
    const own = input.fact<LoanStandingFact>('loan.ownStanding');
    const { guaranteeing } = own;
    if (own.borrowing || guaranteeing)
      return { truth: 'false', observed: { borrowing: own.borrowing, guaranteeing }, required: null };
    const { borrowing } = input.fact<LoanStandingFact>('loan.standing');
    return { truth: borrowing ? 'false' : 'true', observed: { borrowing, guaranteeing }, required: null };
  },
  texts: {
    passed: {
      zh: '没有未结清的公积金贷款或担保',
      en: 'No housing fund loan or guarantee is unsettled',
    },
    member: {
      zh: '您或配偶有未结清的公积金贷款，或您为他人贷款提供担保，期间只能办理提取还贷',
      en: 'A housing fund loan of you or your spouse, or a guarantee of yours, is unsettled; until then withdrawals repay it',
    },
    officer: {
      zh: '未结清公积金贷款：本人或配偶借款 {observed.borrowing}，本人担保 {observed.guaranteeing}',
      en: 'Unsettled loan: member or spouse borrowing {observed.borrowing}, member guaranteeing {observed.guaranteeing}',
    },
    condition: {
      zh: '本人及配偶没有未结清的公积金贷款，本人也未为他人担保',
      en: 'neither the member nor the spouse has an unsettled housing fund loan, and the member guarantees none',
    },
    fix: {
      zh: '可改办“提取还贷”，或在贷款结清后申请',
      en: 'Withdraw to repay the loan instead, or apply when it is settled',
    },
  },
});
